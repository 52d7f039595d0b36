create function app.match_imported_companies(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, c.id, c.created_at, 0 as place from unnest(p_rows) r
    cross join lateral (select c.id, c.created_at from public.companies c where c.tenant_id = p_tenant_id and c.cnpj = r.cnpj offset 0) c
    union all
    select k.n, c.id, c.created_at, 1 from (
      select r.n, r.cnpj, x.company_id from unnest(p_rows) r cross join unnest(r.emails) e
      cross join lateral (
        select c.company_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.email = e and c.company_id is not null offset 0) x) k
    join public.companies c on c.tenant_id = p_tenant_id and c.id = k.company_id and (c.cnpj is null or k.cnpj is null)
    union all
    select r.n, c.id, c.created_at, 2 from unnest(p_rows) r
    cross join lateral (
      select c.id, c.created_at, c.cnpj, c.city from public.companies c
      where c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = r.sort offset 0) c
    where (c.cnpj is null or r.cnpj is null)
      and coalesce(app.normalize_text(c.city), '') = coalesce(app.normalize_text(r.fields ->> 'city'), '')
  ) h
  order by h.n, h.place, h.created_at, h.id;
$$;
comment on function app.match_imported_companies(uuid, app.import_row[]) is
  'The company of each row: the one with its CNPJ; else, unless both have one, the one with a common address, or of the same name in the same city.';
revoke execute on function app.match_imported_companies(uuid, app.import_row[]) from public, anon, authenticated;
