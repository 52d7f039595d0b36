create function app.match_imported_deals(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (r.n) r.n, d.id, case when d.id is null then w.id end from unnest(p_rows) r
  -- the same row of the same file is the same deal, whatever it is called by now
  cross join lateral (select md5(concat_ws(':', 'deals', p_tenant_id, app.normalize_text(r.fields ->> 'title'), r.phones[1], r.emails[1], r.sort,
    app.normalize_text(r.company), r.cnpj, r.fields ->> 'day'))::uuid as id) w
  left join app.imported_people(p_tenant_id, p_rows) p on p.n = r.n
  left join app.imported_companies(p_tenant_id, p_rows) c on c.n = r.n
  left join lateral (
    select d.id, 0 as place, d.status, d.created_at from public.deals d where d.tenant_id = p_tenant_id and d.id = w.id
    union all
    select d.id, 1, d.status, d.created_at from public.deals d
    where d.tenant_id = p_tenant_id and d.sort_key = app.normalize_text(r.fields ->> 'title')
      and case when p.contact_id is not null then d.contact_id = p.contact_id when r.phones <> '{}' or r.emails <> '{}' then false
        when c.company_id is not null then d.company_id = c.company_id when r.company is not null then false
        else d.contact_id is null and d.company_id is null end
      and (r.fields ->> 'day' is null or (d.created_at at time zone app.clinic_zone(p_tenant_id))::date = (r.fields ->> 'day')::date)) d on true
  order by r.n, d.place, (d.status <> 'open'), d.created_at, d.id;
$$;
comment on function app.match_imported_deals(uuid, app.import_row[]) is
  'The deal of each row: what an earlier import of the row made, else the one of that title with its person, or with its company where it names no person, begun on the day that the row says. patient_id is the id that a new one gets.';
revoke execute on function app.match_imported_deals(uuid, app.import_row[]) from public, anon, authenticated;
