create function app.contact_matches(p_tenant_id uuid, p_full_name text, p_phones text[], p_emails text[])
returns table (entity text, id uuid, name text, reasons text[], is_sure boolean)
language sql
stable
set search_path = ''
as $$
  with hits as (
    select case when p.contact_id is null then 'patient' else 'contact' end as entity, coalesce(p.contact_id, p.patient_id) as id, 'phone' as reason
    from public.contact_phones p
    where p.tenant_id = p_tenant_id and p.phone = any (p_phones) and (p.contact_id is not null or p.patient_id is not null)
    union all
    select case when e.contact_id is null then 'patient' else 'contact' end, coalesce(e.contact_id, e.patient_id), 'email'
    from public.contact_emails e
    where e.tenant_id = p_tenant_id and e.email = any (p_emails) and (e.contact_id is not null or e.patient_id is not null)
  ), people as (
    -- a patient who is a contact is that contact
    select case when c.id is null then h.entity else 'contact' end as entity, coalesce(c.id, h.id) as id, array_agg(distinct h.reason order by h.reason) as reasons
    from hits h
    left join public.contacts c on c.tenant_id = p_tenant_id and (h.entity = 'contact' and c.id = h.id or h.entity = 'patient' and c.patient_id = h.id)
    group by 1, 2
  ), named as (
    select x.entity, x.id, x.reasons, coalesce(c.full_name, p.name) as name, coalesce(c.created_at, p.created_at) as created_at,
      app.normalize_text(coalesce(c.full_name, p.name)) as known, app.normalize_text(app.normalize_name(p_full_name)) as typed
    from people x
    left join public.contacts c on x.entity = 'contact' and c.tenant_id = p_tenant_id and c.id = x.id
    left join public.patients p on x.entity = 'patient' and p.tenant_id = p_tenant_id and p.id = x.id and p.merged_into_id is null
    where c.id is not null or p.id is not null
  )
  select n.entity, n.id, n.name, n.reasons,
    -- a number may be of several people (a mother and her children): with it the name has to agree
    'email' = any (n.reasons) or n.known = n.typed
      or regexp_replace(n.known, '^([^ ]+) .*?([^ ]+)$', '\1 \2') = regexp_replace(n.typed, '^([^ ]+) .*?([^ ]+)$', '\1 \2')
  from named n order by cardinality(n.reasons) desc, n.entity, n.created_at, n.id limit 20;
$$;
comment on function app.contact_matches(uuid, text, text[], text[]) is
  'Who has one of the phones or addresses: contacts, and patients who are none yet. is_sure: the address is the same, or the number with the name (whole, or its first and last word), as for patients who book online.';
revoke execute on function app.contact_matches(uuid, text, text[], text[]) from public, anon, authenticated;
