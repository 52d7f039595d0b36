-- Closes a send that must not happen any more.
create function app.refuse_send(p_job app.jobs, p_message public.conversation_messages, p_code text)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
begin
  update app.jobs set finished_at = now(), last_error = p_code, lease_token = null, leased_until = null
  where tenant_id = p_job.tenant_id and id = p_job.id;
  return app.fail_message(p_message.tenant_id, p_message.id, p_code, null);
end;
$$;
revoke execute on function app.refuse_send(app.jobs, public.conversation_messages, text) from public, anon, authenticated;
