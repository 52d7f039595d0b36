create function app.match_imported_patients(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, p.id, p.created_at, 0 as place from unnest(p_rows) r
    cross join lateral (
      select p.id, p.created_at from public.patients p
      where p.tenant_id = p_tenant_id and p.cpf = r.cpf and p.merged_into_id is null offset 0) p
    union all
    select k.n, p.id, p.created_at, 1 from (
      select r.n, r.sort, r.cpf, c.patient_id from unnest(p_rows) r cross join unnest(r.phones) x
      cross join lateral (
        select c.patient_id from public.contact_phones c where c.tenant_id = p_tenant_id and c.phone = x and c.patient_id is not null offset 0) c
      union
      select r.n, r.sort, r.cpf, c.patient_id from unnest(p_rows) r cross join unnest(r.emails) x
      cross join lateral (
        select c.patient_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.email = x and c.patient_id is not null offset 0) c
    ) k
    -- a family shares numbers: the name has to agree, and of two CPFs each is somebody
    join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id and p.merged_into_id is null
      and (p.cpf is null or k.cpf is null) and k.sort in (app.normalize_text(p.full_name), p.sort_name)
    union all
    select r.n, p.id, p.created_at, 2 from unnest(p_rows) r
    cross join lateral (
      select p.id, p.created_at, p.cpf from public.patients p
      -- both values are named because the index patients_by_name goes by them before the name
      where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false) and p.sort_name = r.sort and p.birth_date = r.birth_date
        and p.merged_into_id is null offset 0) p
    where p.cpf is null or r.cpf is null
  ) h
  order by h.n, h.place, h.created_at, h.id;
$$;
comment on function app.match_imported_patients(uuid, app.import_row[]) is
  'The patient of each row: the one with its CPF; else, unless both have one, the one of its name with a common phone or address, or born on the same day.';
revoke execute on function app.match_imported_patients(uuid, app.import_row[]) from public, anon, authenticated;
