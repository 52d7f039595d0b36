create function app.note_export_progress(p_tenant_id uuid, p_id uuid, p_attempt uuid, p_done integer, p_total integer)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  update app.jobs j set leased_until = now() + app.job_lease('build_export')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'export:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return false;
  end if;
  update public.exports e set done = p_done, total = p_total
  where e.tenant_id = p_tenant_id and e.id = p_id and e.state = 'running' and e.attempt = p_attempt
  returning * into v_export;
  if not found then
    return false;
  end if;
  perform app.tell_export(v_export);
  return true;
end;
$$;
comment on function app.note_export_progress(uuid, uuid, uuid, integer, integer) is
  'Caller: worker, between two steps. Keeps the lease; false when the export was cancelled or somebody else builds it: stop. Errors: none.';
revoke execute on function app.note_export_progress(uuid, uuid, uuid, integer, integer) from public, anon, authenticated;
grant execute on function app.note_export_progress(uuid, uuid, uuid, integer, integer) to service_role;
