-- It failed as often as its kind allows: the screen says how far it came.
create function app.give_up_import(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_import public.imports;
begin
  update public.imports i set state = 'failed', failure = left(coalesce(p_job.last_error, 'internal'), 80), attempt = null,
    finished_at = clock_timestamp(), undo_until = clock_timestamp() + interval '7 days'
  where i.tenant_id = p_job.tenant_id and i.id = (p_job.payload ->> 'id')::uuid and i.state in ('queued', 'running')
  returning * into v_import;
  if found then
    perform app.note_import_end(v_import, 'import.finished');
  end if;
end;
$$;
revoke execute on function app.give_up_import(app.jobs) from public, anon, authenticated;
