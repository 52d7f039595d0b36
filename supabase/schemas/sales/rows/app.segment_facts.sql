-- The person of a patient or contact is the patient's id where there is one: phones, addresses and conversations are found by it.
insert into app.segment_facts (entity, key, source)
select v.entity, f.key, format(f.source, v.person, v.kind)
from (values
  ('patients', 'e.id', '''patient'''),
  ('contacts', 'coalesce(e.patient_id, e.id)', 'case when e.patient_id is null then ''contact'' else ''patient'' end')
) v (entity, person, kind)
cross join (values
  ('phone', 'left join public.contact_phones f_phone on f_phone.tenant_id = $1 and f_phone.entity_type = %2$s and f_phone.entity_id = %1$s and f_phone.is_primary'),
  ('email', 'left join public.contact_emails f_email on f_email.tenant_id = $1 and f_email.entity_type = %2$s and f_email.entity_id = %1$s and f_email.is_primary'),
  ('threads', 'left join (
      select l.person_id, max(t.last_inbound_at) as last_inbound_at, max(t.last_message_at) as last_message_at, bool_or(t.opted_out) as opted_out
      from (
        select h.entity_id as person_id, a.thread_id from public.contact_phones h
        join public.conversation_addresses a on a.tenant_id = $1 and a.channel = any (array(select k.family from public.channel_kinds k)) and a.address = h.phone
        where h.tenant_id = $1 and h.entity_type in (''patient'', ''contact'')
        union
        select c.patient_id, c.thread_id from public.patient_conversations c where c.tenant_id = $1) l
      join public.conversation_threads t on t.tenant_id = $1 and t.id = l.thread_id
      group by l.person_id) f_threads on f_threads.person_id = %1$s'),
  -- what was paid for, whether it was bought as a patient or as a contact
  ('orders', 'left join (
      select coalesce(o.patient_id, c.patient_id, o.contact_id) as person_id, count(*) as orders, sum(o.total_cents - o.refunded_cents) as cents,
        max(o.created_at) as last_at
      from public.orders o left join public.contacts c on c.tenant_id = $1 and c.id = o.contact_id
      where o.tenant_id = $1 and o.state in (''paid'', ''fulfilled'')
      group by 1) f_orders on f_orders.person_id = %1$s')
) f (key, source)
on conflict (entity, key) do update set source = excluded.source;

insert into app.segment_facts (entity, key, source)
select v.entity, f.key, format(f.source, v.patient)
from (values ('patients', 'e.id'), ('contacts', 'e.patient_id')) v (entity, patient)
cross join (values
  ('visits', 'left join (
      select x.patient_id, max(s.starts_at) filter (where x.status = ''attended'') as last_at, min(s.starts_at) filter (where x.status = ''attended'') as first_at,
        count(*) filter (where x.status = ''attended'') as attended, count(*) filter (where x.status = ''missed'') as missed
      from public.session_patients x join public.sessions s on s.tenant_id = $1 and s.id = x.session_id
      where x.tenant_id = $1 and x.status in (''attended'', ''missed'')
      group by x.patient_id) f_visits on f_visits.patient_id = %1$s'),
  ('planned', 'left join (
      select x.patient_id, min(s.starts_at) as next_at
      from public.sessions s join public.session_patients x on x.tenant_id = $1 and x.session_id = s.id
      where s.tenant_id = $1 and s.starts_at > $3 and x.status in (''scheduled'', ''confirmed'')
      group by x.patient_id) f_planned on f_planned.patient_id = %1$s'),
  ('money', 'left join (
      select c.patient_id, sum(c.amount_cents - c.paid_cents) as due_cents,
        sum(c.amount_cents - c.paid_cents) filter (where c.due_on < $4) as overdue_cents
      from public.money_charges c
      where c.tenant_id = $1 and c.reversed_at is null and c.paid_cents < c.amount_cents
      group by c.patient_id) f_money on f_money.patient_id = %1$s')
) f (key, source)
on conflict (entity, key) do update set source = excluded.source;

insert into app.segment_facts (entity, key, source) values
  ('patients', 'contact', 'left join public.contacts f_contact on f_contact.tenant_id = $1 and f_contact.patient_id = e.id'),
  ('contacts', 'patient', 'left join public.patients f_patient on f_patient.tenant_id = $1 and f_patient.id = e.patient_id'),
  ('contacts', 'company', 'left join public.companies f_company on f_company.tenant_id = $1 and f_company.id = e.company_id'),
  ('contacts', 'lead', 'left join (
      select l.contact_id, max(l.score) as score from public.crm_leads l where l.tenant_id = $1 and l.contact_id is not null
      group by l.contact_id) f_lead on f_lead.contact_id = e.id'),
  ('companies', 'phone', 'left join public.contact_phones f_phone on f_phone.tenant_id = $1 and f_phone.entity_type = ''company'' and f_phone.entity_id = e.id and f_phone.is_primary'),
  ('companies', 'email', 'left join public.contact_emails f_email on f_email.tenant_id = $1 and f_email.entity_type = ''company'' and f_email.entity_id = e.id and f_email.is_primary'),
  ('companies', 'people', 'left join (
      select c.company_id, count(*) as people from public.contacts c
      where c.tenant_id = $1 and c.company_id is not null and c.archived_at is null group by c.company_id) f_people on f_people.company_id = e.id'),
  ('companies', 'deals', 'left join (
      select d.company_id, count(*) filter (where d.status = ''open'') as open_deals, sum(d.value_cents) filter (where d.status = ''open'') as open_cents,
        sum(d.value_cents) filter (where d.status = ''won'') as won_cents
      from public.deals d where d.tenant_id = $1 and d.company_id is not null group by d.company_id) f_deals on f_deals.company_id = e.id'),
  ('contacts', 'deals', 'left join (
      select d.contact_id, count(*) filter (where d.status = ''open'') as open_deals, sum(d.value_cents) filter (where d.status = ''open'') as open_cents,
        sum(d.value_cents) filter (where d.status = ''won'') as won_cents
      from public.deals d where d.tenant_id = $1 and d.contact_id is not null group by d.contact_id) f_deals on f_deals.contact_id = e.id'),
  ('deals', 'stage', 'left join public.pipeline_stages f_stage on f_stage.tenant_id = $1 and f_stage.id = e.stage_id'),
  ('deals', 'pipeline', 'left join public.pipelines f_pipeline on f_pipeline.tenant_id = $1 and f_pipeline.id = e.pipeline_id'),
  ('deals', 'contact', 'left join public.contacts f_contact on f_contact.tenant_id = $1 and f_contact.id = e.contact_id'),
  ('deals', 'company', 'left join public.companies f_company on f_company.tenant_id = $1 and f_company.id = e.company_id'),
  ('deals', 'reason', 'left join public.deal_lost_reasons f_reason on f_reason.tenant_id = $1 and f_reason.id = e.lost_reason_id'),
  ('contacts', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('companies', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('deals', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('leads', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('sessions', 'therapist', 'left join public.therapists f_therapist on f_therapist.tenant_id = $1 and f_therapist.user_id = e.therapist_id'),
  ('sessions', 'room', 'left join public.rooms f_room on f_room.tenant_id = $1 and f_room.id = e.room_id'),
  ('sessions', 'type', 'left join public.session_types f_type on f_type.tenant_id = $1 and f_type.id = e.session_type_id')
on conflict (entity, key) do update set source = excluded.source;
