create function app.imported_patients(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  with sure as (
    select m.n, m.id from app.match_imported_patients(p_tenant_id, p_rows) m
  )
  select r.n, coalesce(s.id, x.id) from unnest(p_rows) r
  left join sure s on s.n = r.n
  left join lateral (
    select (array_agg(p.id))[1] as id from public.patients p
    where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false) and p.sort_name = r.sort and p.merged_into_id is null
    having count(*) = 1) x on s.id is null and r.cpf is null;
$$;
comment on function app.imported_patients(uuid, app.import_row[]) is
  'Whose each row is: as an import of patients finds them, or else the only patient of that name. NULL where nobody, or more than one, is meant.';
revoke execute on function app.imported_patients(uuid, app.import_row[]) from public, anon, authenticated;
