-- Nobody works on it any more: it must not look as if it were still to be sent.
create function app.give_up_scheduled(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.scheduled_messages := app.lock_scheduled(p_job.tenant_id, (p_job.payload ->> 'id')::uuid);
begin
  if v_row.status = 'scheduled' then
    perform app.close_scheduled(v_row, 'failed', 'service_unavailable');
    perform app.publish_thread(app.refresh_next_scheduled(v_row.tenant_id, v_row.thread_id));
  end if;
end;
$$;
revoke execute on function app.give_up_scheduled(app.jobs) from public, anon, authenticated;
