create function app.imported_companies(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, company_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (h.n) h.n, h.id from (
    select r.n, c.id, 0 as place, c.archived_at, c.created_at from unnest(p_rows) r
    join public.companies c on c.tenant_id = p_tenant_id and c.cnpj = r.cnpj
    union all
    select r.n, c.id, 1, c.archived_at, c.created_at from unnest(p_rows) r
    join public.companies c on c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(r.company)
    where c.cnpj is null or r.cnpj is null
  ) h
  order by h.n, h.place, h.archived_at is not null, h.created_at, h.id;
$$;
comment on function app.imported_companies(uuid, app.import_row[]) is
  'The company that each row names: by its CNPJ, or by its name unless both have one.';
revoke execute on function app.imported_companies(uuid, app.import_row[]) from public, anon, authenticated;
