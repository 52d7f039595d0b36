create function app.complete_export(p_tenant_id uuid, p_id uuid, p_attempt uuid, p_path text, p_bytes bigint, p_sha256 text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'ready', path = p_path, bytes = p_bytes, sha256 = p_sha256, finished_at = now(), attempt = null,
    done = coalesce(e.total, e.done),
    expires_at = now() + (select make_interval(hours => k.lifetime_hours) from app.export_kinds k where k.key = e.kind)
  where e.tenant_id = p_tenant_id and e.id = p_id and e.state = 'running' and e.attempt = p_attempt
  returning * into v_export;
  if not found then
    return false;
  end if;
  perform app.remove_export_later(p_tenant_id, p_id, v_export.expires_at);
  perform app.tell_export(v_export);
  return true;
end;
$$;
comment on function app.complete_export(uuid, uuid, uuid, text, bigint, text) is
  'Caller: worker, when the file is stored. False when it came too late (cancelled, or another attempt is ahead): its file is to be removed. Errors: none.';
revoke execute on function app.complete_export(uuid, uuid, uuid, text, bigint, text) from public, anon, authenticated;
grant execute on function app.complete_export(uuid, uuid, uuid, text, bigint, text) to service_role;
