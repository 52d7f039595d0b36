-- The id of what a clinic brings along: the same row of the same file is the same record.
create function app.moved_id(p_kind text, p_tenant_id uuid, p_patient_id uuid, p_what text)
returns uuid
language sql
immutable
set search_path = ''
as $$
  select md5(concat_ws(':', p_kind, p_tenant_id, p_patient_id, p_what))::uuid where p_patient_id is not null;
$$;
revoke execute on function app.moved_id(text, uuid, uuid, text) from public, anon, authenticated;
