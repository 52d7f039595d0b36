create function app.check_clinic_export(p_tenant_id uuid, p_subject jsonb, p_user_id uuid)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select '{}'::jsonb;
$$;
comment on function app.check_clinic_export(uuid, jsonb, uuid) is 'All of a clinic; the roles of the kind say who.';
revoke execute on function app.check_clinic_export(uuid, jsonb, uuid) from public, anon, authenticated;
