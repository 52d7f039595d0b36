create function app.open_export(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  perform app.require_member(p_tenant_id);
  select * into v_export from public.exports e
  where e.tenant_id = p_tenant_id and e.id = p_id and e.requested_by = auth.uid();
  if not found then
    raise sqlstate 'PT404' using message = 'export_not_found';
  end if;
  if v_export.state = 'expired' or v_export.state = 'ready' and v_export.expires_at <= now() then
    raise sqlstate 'PT410' using message = 'export_expired', hint = 'Ask for it again.';
  end if;
  if v_export.state <> 'ready' then
    raise sqlstate 'PT409' using message = 'export_not_ready';
  end if;
  -- whoever may no longer ask for it may no longer have it
  perform app.checked_export(p_tenant_id, v_export.kind, v_export.subject, auth.uid());
  perform app.audit(p_tenant_id, 'export.downloaded', 'export', v_export.id::text, null,
    jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject, 'sha256', v_export.sha256));
  return jsonb_build_object('path', v_export.path, 'seconds', least(300, ceil(extract(epoch from v_export.expires_at - now()))::integer),
    'name', (select k.file_name from app.export_kinds k where k.key = v_export.kind)
      || '-' || to_char(v_export.created_at at time zone app.clinic_zone(p_tenant_id), 'YYYY-MM-DD')
      || '.' || split_part(v_export.path, '.', 2));
end;
$$;
comment on function app.open_export(uuid, uuid) is
  'Caller: download-export in the name of whoever asked for the export. Where its file is, for an address of some minutes; each call is a download in the audit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 export_not_found, PT409 export_not_ready, PT410 export_expired.';
revoke execute on function app.open_export(uuid, uuid) from public, anon, authenticated;
grant execute on function app.open_export(uuid, uuid) to authenticated;
