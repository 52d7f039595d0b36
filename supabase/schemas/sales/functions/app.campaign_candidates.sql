-- Who of an audience would get a campaign now, and why the others would not. Two people with one number are told apart by
-- whoever counts or plans.
create function app.campaign_candidates(p_tenant_id uuid, p_audience jsonb, p_purpose text, p_after uuid default null, p_limit integer default null)
returns table (person_key uuid, patient_id uuid, contact_id uuid, thread_key text, name text, phone text, address text, reason text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    with named as (
      select w.person_key, w.patient_id, w.contact_id, th.id as thread_id,
        coalesce(told.name, pa.name, co.full_name, th.contact_name, '') as name,
        coalesce(told.phone, mine.phone, theirs.phone, th.phone) as phone
      from app.campaign_people(p_tenant_id, p_audience, p_after, p_limit) w
      left join public.patients pa on pa.tenant_id = p_tenant_id and pa.id = w.patient_id
      left join public.contacts co on co.tenant_id = p_tenant_id and co.id = w.contact_id
      left join public.conversation_threads th on th.tenant_id = p_tenant_id and th.id = w.thread_id
      -- whoever is told for a patient is written to in their place
      left join lateral (
        select coalesce(o.name, r.full_name) as name, coalesce(r.phone, (
          select h.phone from public.contact_phones h where h.tenant_id = p_tenant_id and h.patient_id = o.id
          order by h.is_primary desc, h.position limit 1)) as phone
        from public.patient_relations r
        left join public.patients o on o.tenant_id = p_tenant_id and o.id = r.related_patient_id
        where r.tenant_id = p_tenant_id and r.patient_id = w.patient_id and r.is_told
        order by r.position, r.id limit 1) told on w.thread_id is null and told.phone is not null
      left join lateral (
        select h.phone from public.contact_phones h where h.tenant_id = p_tenant_id and h.patient_id = w.patient_id
        order by h.is_primary desc, h.position limit 1) mine on w.thread_id is null
      left join lateral (
        select h.phone from public.contact_phones h where h.tenant_id = p_tenant_id and h.contact_id = w.contact_id
        order by h.is_primary desc, h.position limit 1) theirs on w.thread_id is null
    ), placed as (
      select n.*, coalesce(a.thread_id, n.thread_id, case when n.phone is null then (
        select t.id from public.patient_conversations l
        join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = l.thread_id and t.channel = 'whatsapp' and not t.is_group
        where l.tenant_id = p_tenant_id and l.patient_id = n.patient_id
        order by t.last_message_at desc nulls last, t.id limit 1) end) as place
      from named n
      left join public.conversation_addresses a on a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = n.phone
    )
    select n.person_key, n.patient_id, n.contact_id, t.thread_key, n.name, n.phone, coalesce(n.phone, t.thread_key),
      case
        when n.phone is null and t.id is null then 'no_phone'
        when app.opted_out_of(p_tenant_id, t.id, p.purpose) then 'opted_out'
        when t.blocked_at is not null then 'conversation_blocked'
        when u.needs_permission and not app.may_be_sent_campaigns(p_tenant_id, n.patient_id, n.contact_id) then 'no_permission'
      end
    from placed n
    join app.campaign_purposes u on u.purpose = p_purpose
    join app.automation_reasons p on p.reason = u.reason
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = n.place
    order by n.person_key;
end;
$$;
comment on function app.campaign_candidates(uuid, jsonb, text, uuid, integer) is
  'Caller: the preview and the planner. reason: no_phone, opted_out, conversation_blocked, no_permission; NULL for whoever would get it.';
revoke execute on function app.campaign_candidates(uuid, jsonb, text, uuid, integer) from public, anon, authenticated;
