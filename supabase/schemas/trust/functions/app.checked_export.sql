-- Errors: PT400 unknown_export_kind, PT403 not_a_member, PT403 forbidden, and what the check of the kind refuses.
create function app.checked_export(p_tenant_id uuid, p_kind text, p_subject jsonb, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_kind app.export_kinds;
  v_role text;
  v_subject jsonb;
begin
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member';
  end if;
  select * into v_kind from app.export_kinds k where k.key = p_kind;
  if v_kind.key is null then
    raise sqlstate 'PT400' using message = 'unknown_export_kind';
  end if;
  if not v_role = any (v_kind.roles) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  execute format('select %s($1, $2, $3)', v_kind.check_function) into v_subject using p_tenant_id, coalesce(p_subject, '{}'), p_user_id;
  return v_subject;
end;
$$;
comment on function app.checked_export(uuid, text, jsonb, uuid) is 'The subject of an export as its kind wants it, if this person may have it: asked when it is asked for, built and downloaded.';
revoke execute on function app.checked_export(uuid, text, jsonb, uuid) from public, anon, authenticated;
