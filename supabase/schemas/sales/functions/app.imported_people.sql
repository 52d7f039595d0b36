create function app.imported_people(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, contact_id uuid, patient_id uuid, is_unsure boolean)
language sql
stable
set search_path = ''
as $$
  with sure as (
    select m.n, coalesce(m.id, m.patient_id) as id, case when m.id is null then m.patient_id end as patient_id
    from app.match_imported_contacts(p_tenant_id, p_rows) m
  ), hits as (
    -- a name alone is somebody when nobody else has it
    select r.n, c.id, null::uuid as patient_id from unnest(p_rows) r
    join public.contacts c on c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = r.sort
    where r.phones = '{}' and r.emails = '{}'
    union
    select r.n, coalesce(c.id, p.id), case when c.id is null then p.id end from unnest(p_rows) r
    join public.patients p on p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false) and p.sort_name = r.sort and p.merged_into_id is null
    left join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p.id
    where r.phones = '{}' and r.emails = '{}'
    union
    -- and a number without a name is the patient's who alone has it
    select r.n, coalesce(c.id, p.id), case when c.id is null then p.id end from unnest(p_rows) r cross join unnest(r.phones) x
    join public.contact_phones h on h.tenant_id = p_tenant_id and h.phone = x and h.patient_id is not null
    join public.patients p on p.tenant_id = p_tenant_id and p.id = h.patient_id and p.merged_into_id is null
    left join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p.id
    where r.sort is null
  ), named as (
    select h.n, (array_agg(h.id))[1] as id, (array_agg(h.patient_id))[1] as patient_id, count(*) as people from hits h group by h.n
  )
  select r.n, coalesce(s.id, case when m.people = 1 then m.id end), case when s.n is not null then s.patient_id when m.people = 1 then m.patient_id end,
    s.n is null and m.people > 1
  from unnest(p_rows) r left join sure s on s.n = r.n left join named m on m.n = r.n
  where s.n is not null or m.n is not null;
$$;
comment on function app.imported_people(uuid, app.import_row[]) is
  'Whom each row names: a contact as an import of contacts finds it, or the only person of that name where the row has nothing else. patient_id: who is a patient and no contact yet, and becomes one under this id. is_unsure: several have that name or number.';
revoke execute on function app.imported_people(uuid, app.import_row[]) from public, anon, authenticated;
