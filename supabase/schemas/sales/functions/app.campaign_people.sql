-- Whom an audience names, a page by key. Patients and contacts who are archived are nobody.
create function app.campaign_people(p_tenant_id uuid, p_audience jsonb, p_after uuid, p_limit integer)
returns table (person_key uuid, patient_id uuid, contact_id uuid, thread_id uuid)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entity text := p_audience ->> 'entity';
begin
  case p_audience ->> 'kind'
    when 'people' then
      return query
        select i.id, coalesce(p.id, c.patient_id), c.id, null::uuid
        from (select distinct x::uuid as id from jsonb_array_elements_text(p_audience -> 'ids') x) i
        left join public.patients p on p.tenant_id = p_tenant_id and p.id = i.id and p.archived_at is null
        left join public.contacts c on c.tenant_id = p_tenant_id and c.archived_at is null and (c.id = i.id or c.patient_id = p.id)
        where (p.id is not null or c.id is not null) and (p_after is null or i.id > p_after)
        order by i.id limit p_limit;
    when 'everyone' then
      if v_entity = 'contacts' then
        return query
          select c.id, c.patient_id, c.id, null::uuid from public.contacts c
          where c.tenant_id = p_tenant_id and c.archived_at is null and (p_after is null or c.id > p_after)
          order by c.id limit p_limit;
      else
        return query
          select p.id, p.id, c.id, null::uuid from public.patients p
          left join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p.id
          where p.tenant_id = p_tenant_id and p.archived_at is null and (p_after is null or p.id > p_after)
          order by p.id limit p_limit;
      end if;
    when 'tag' then
      return query
        select t.id, w.patient_id, w.contact_id, t.id
        from public.conversation_thread_tags g
        join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = g.thread_id and not t.is_group and t.channel = 'whatsapp'
        left join lateral (
          select x as patient_id, null::uuid as contact_id from app.patients_of_thread(p_tenant_id, t.id) x
          union all select null, app.contact_of_thread(p_tenant_id, t.id) limit 1) w on true
        where g.tenant_id = p_tenant_id and g.tag_id = (p_audience ->> 'tag_id')::uuid and (p_after is null or t.id > p_after)
        union all
        select c.id, c.patient_id, c.id, null::uuid
        from public.contact_tags g join public.contacts c on c.tenant_id = p_tenant_id and c.id = g.contact_id and c.archived_at is null
        where g.tenant_id = p_tenant_id and g.tag_id = (p_audience ->> 'tag_id')::uuid and (p_after is null or c.id > p_after)
        order by 1 limit p_limit;
    when 'segment' then
      return query
        select f.id, coalesce(pa.id, co.patient_id), coalesce(co.id, cp.id), null::uuid
        from public.segments s
        cross join lateral app.segment_ids(p_tenant_id, s.entity, s.query, p_after, p_limit) f (id)
        left join public.deals d on s.entity = 'deals' and d.tenant_id = p_tenant_id and d.id = f.id
        left join public.crm_leads l on s.entity = 'leads' and l.tenant_id = p_tenant_id and l.id = f.id
        left join lateral (
          select sp.patient_id from public.session_patients sp
          where s.entity = 'sessions' and sp.tenant_id = p_tenant_id and sp.session_id = f.id order by sp.patient_id limit 1) sp on true
        left join public.patients pa on pa.tenant_id = p_tenant_id and pa.archived_at is null
          and pa.id = case s.entity when 'patients' then f.id when 'sessions' then sp.patient_id end
        left join public.contacts co on co.tenant_id = p_tenant_id and co.archived_at is null
          and co.id = case s.entity when 'contacts' then f.id when 'deals' then d.contact_id when 'leads' then l.contact_id end
        left join public.contacts cp on cp.tenant_id = p_tenant_id and cp.patient_id = pa.id
        where s.tenant_id = p_tenant_id and s.id = (p_audience ->> 'segment_id')::uuid
        order by f.id;
    else
      return;
  end case;
end;
$$;
comment on function app.campaign_people(uuid, jsonb, uuid, integer) is
  'Audience {kind people, ids | everyone, entity patients|contacts | tag, tag_id | segment, segment_id: of deals, leads and sessions their person}: the next people after a key, in its order.';
revoke execute on function app.campaign_people(uuid, jsonb, uuid, integer) from public, anon, authenticated;
