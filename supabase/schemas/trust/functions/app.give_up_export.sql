-- It failed as often as its kind allows: the screen says so and offers to ask again.
create function app.give_up_export(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'failed', failure = coalesce(p_job.last_error, 'internal'), finished_at = now(), attempt = null
  where e.tenant_id = p_job.tenant_id and e.id = (p_job.payload ->> 'id')::uuid and e.state in ('queued', 'running')
  returning * into v_export;
  if found then
    perform app.remove_export_later(v_export.tenant_id, v_export.id, now());
    perform app.tell_export(v_export);
  end if;
end;
$$;
revoke execute on function app.give_up_export(app.jobs) from public, anon, authenticated;
