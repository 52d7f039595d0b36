create function app.match_imported_leads(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, l.id, l.created_at, l.status, true as by_email from unnest(p_rows) r cross join unnest(r.emails) x
    cross join lateral (
      select l.id, l.created_at, l.status from public.crm_leads l where l.tenant_id = p_tenant_id and l.email = x
      union all
      select l.id, l.created_at, l.status from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.more_emails @> array[x] and l.more_emails <> '{}' offset 0) l
    union all
    select r.n, l.id, l.created_at, l.status, false from unnest(p_rows) r cross join unnest(r.phones) x
    cross join lateral (
      select l.id, l.created_at, l.status from public.crm_leads l where l.tenant_id = p_tenant_id and l.phone = x
      union all
      select l.id, l.created_at, l.status from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.more_phones @> array[x] and l.more_phones <> '{}' offset 0) l
  ) h
  -- an open one before those that are over
  order by h.n, (h.status in ('converted', 'discarded')), h.by_email desc, h.created_at, h.id;
$$;
comment on function app.match_imported_leads(uuid, app.import_row[]) is
  'The lead of each row: the one with a common address or phone, an open one first.';
revoke execute on function app.match_imported_leads(uuid, app.import_row[]) from public, anon, authenticated;
