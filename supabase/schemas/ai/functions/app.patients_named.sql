create function app.patients_named(p_tenant_id uuid, p_text text)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select p.id from public.patients p
    where p.tenant_id = p_tenant_id and p.merged_into_id is null and p.archived_at is null and p.id in (
      select app.typed_id(btrim(p_text))
      union all
      select n.id from public.patients n
      where n.tenant_id = p_tenant_id and (n.archived_at is null) and n.sort_name = app.normalize_text(app.trimmed(p_text, 120))
      union all
      select c.patient_id from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.phone = app.normalize_phone(left(p_text, 60)) and c.patient_id is not null)
    limit 2);
$$;
comment on function app.patients_named(uuid, text) is
  'The patient of a clinic whom a program names by id, whole name or phone; two where it is not clear who is meant.';
revoke execute on function app.patients_named(uuid, text) from public, anon, authenticated;
