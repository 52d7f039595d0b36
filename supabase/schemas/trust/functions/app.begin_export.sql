create function app.begin_export(p_tenant_id uuid, p_id uuid, p_attempt uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_export public.exports;
  v_path text;
begin
  select * into v_export from public.exports e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_export.state is null or v_export.state not in ('queued', 'running') then
    return null;
  end if;
  begin
    perform app.checked_export(p_tenant_id, v_export.kind, v_export.subject, v_export.requested_by);
  exception when sqlstate 'PT403' or sqlstate 'PT404' then
    update public.exports e set state = 'failed', failure = sqlerrm, finished_at = now(), attempt = null
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_export;
    perform app.remove_export_later(p_tenant_id, p_id, now());
    perform app.tell_export(v_export);
    return null;
  end;
  v_path := p_tenant_id || '/' || p_id || '/' || p_attempt || '.' || (select k.extension from app.export_kinds k where k.key = v_export.kind);
  update public.exports e set state = 'running', attempt = p_attempt, done = 0, total = null
  where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_export;
  insert into app.export_files (tenant_id, export_id, path) values (p_tenant_id, p_id, v_path) on conflict do nothing;
  perform app.tell_export(v_export);
  return jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject, 'requested_by', v_export.requested_by,
    'requested_by_name', app.name_of_member(v_export.requested_by), 'path', v_path, 'created_at', v_export.created_at,
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id), 'time_zone', app.clinic_zone(p_tenant_id));
end;
$$;
comment on function app.begin_export(uuid, uuid, uuid) is
  'Caller: worker. What to build and where to put it; p_attempt is the lease of its job, and what earlier attempts say no longer counts. NULL when there is nothing to build any more: ready, cancelled, or whoever asked may not have it now (failed). Errors: none.';
revoke execute on function app.begin_export(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_export(uuid, uuid, uuid) to service_role;
