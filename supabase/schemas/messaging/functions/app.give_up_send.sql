-- Nobody works on the message any more: it must not look as if somebody did.
create function app.give_up_send(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail_message(p_job.tenant_id, (p_job.payload ->> 'message_id')::uuid, 'delivery_unknown', p_job.last_error);
end;
$$;
revoke execute on function app.give_up_send(app.jobs) from public, anon, authenticated;
