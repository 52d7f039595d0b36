create function app.match_imported_contacts(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (h.n) h.n, h.id, h.patient_id from (
    select k.n, c.id, p.id as patient_id, coalesce(c.created_at, p.created_at) as created_at, k.by_email,
      count(*) over (partition by k.n, coalesce(c.id, p.id)) as hits
    from (
      select r.n, r.sort, x.contact_id, x.patient_id, true as by_email from unnest(p_rows) r cross join unnest(r.emails) e
      cross join lateral (
        select c.contact_id, c.patient_id from public.contact_emails c
        where c.tenant_id = p_tenant_id and c.email = e and (c.contact_id is not null or c.patient_id is not null) offset 0) x
      union all
      select r.n, r.sort, x.contact_id, x.patient_id, false from unnest(p_rows) r cross join unnest(r.phones) e
      cross join lateral (
        select c.contact_id, c.patient_id from public.contact_phones c
        where c.tenant_id = p_tenant_id and c.phone = e and (c.contact_id is not null or c.patient_id is not null) offset 0) x
    ) k
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id and p.merged_into_id is null
    left join public.contacts c on c.tenant_id = p_tenant_id and (c.id = k.contact_id or c.patient_id = p.id)
    -- the number of a patient may be that of their mother: with it the name has to agree
    where c.id is not null and p.id is null
      or p.id is not null and (k.by_email or k.sort in (p.sort_name, app.normalize_text(p.full_name))
        or regexp_replace(k.sort, '^([^ ]+) .*?([^ ]+)$', '\1 \2') = regexp_replace(p.sort_name, '^([^ ]+) .*?([^ ]+)$', '\1 \2'))
  ) h
  order by h.n, (h.patient_id is null) desc, h.hits desc, h.by_email desc, h.created_at, h.id;
$$;
comment on function app.match_imported_contacts(uuid, app.import_row[]) is
  'The contact of each row: the one with a common address or phone; a patient who is none yet (patient_id without id) by the address, or the phone with the name.';
revoke execute on function app.match_imported_contacts(uuid, app.import_row[]) from public, anon, authenticated;
