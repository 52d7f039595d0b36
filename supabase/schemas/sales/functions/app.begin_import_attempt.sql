create function app.begin_import_attempt(p_tenant_id uuid, p_id uuid, p_attempt uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_import public.imports;
begin
  update public.imports i set state = 'running', attempt = p_attempt, started_at = coalesce(i.started_at, clock_timestamp())
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state in ('queued', 'running')
  returning * into v_import;
  if not found then
    return null;
  end if;
  perform app.tell_import(v_import);
  return jsonb_build_object('kind', v_import.kind, 'options', v_import.options, 'done', v_import.done,
    'path', app.upload_path(p_tenant_id, p_id), 'time_zone', app.clinic_zone(p_tenant_id),
    'custom', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'type', f.type, 'options', f.options)), '[]')
      from public.custom_fields f join app.import_kinds k on k.key = v_import.kind and k.entity = f.entity
      where f.tenant_id = p_tenant_id and f.archived_at is null));
end;
$$;
comment on function app.begin_import_attempt(uuid, uuid, uuid) is
  'Caller: worker. What to import, how it is read, and from where on: {kind, options, done, path, time_zone, custom}. p_attempt is the lease of its job: what an earlier one says no longer counts. NULL when there is nothing to do any more. Errors: none.';
revoke execute on function app.begin_import_attempt(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_import_attempt(uuid, uuid, uuid) to service_role;
