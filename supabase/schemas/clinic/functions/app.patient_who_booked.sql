-- Who somebody is that gives a number and a name: the patient with both (the whole name, or its first and last word), or nobody.
create function app.patient_who_booked(p_tenant_id uuid, p_phone text, p_names text[])
returns uuid
language sql
stable
set search_path = ''
as $$
  with typed as (
    select app.normalize_text(n) as name from unnest(p_names) n where n is not null
  ), ends as (
    select regexp_replace(t.name, '^([^ ]+) .*?([^ ]+)$', '\1 \2') as ends from typed t where t.name like '% %'
  )
  select p.id from public.contact_phones c
  join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id and p.merged_into_id is null and p.archived_at is null
  cross join lateral (
    select app.normalize_text(n) as name from (values (p.full_name), (p.social_name)) v (n) where n is not null) known
  cross join lateral (select known.name in (select t.name from typed t) as is_exact) e
  where c.tenant_id = p_tenant_id and c.phone = p_phone and (e.is_exact
    or regexp_replace(known.name, '^([^ ]+) .*?([^ ]+)$', '\1 \2') in (select x.ends from ends x) and known.name like '% %')
  order by e.is_exact desc, p.created_at, p.id limit 1;
$$;
revoke execute on function app.patient_who_booked(uuid, text, text[]) from public, anon, authenticated;
