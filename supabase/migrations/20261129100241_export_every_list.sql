-- export every list: Every list is saved as CSV or XLSX, and segments know who bought what..
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.check_list_export (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if coalesce(p_subject ->> 'format', 'csv') not in ('csv', 'xlsx') or octet_length(p_subject::text) > 4000 or jsonb_typeof(coalesce(p_subject -> 'where', '{}')) <> 'object' then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  -- the first row: whoever may not see the list, or filters wrongly, is told now
  perform app.read_list_page(p_tenant_id, p_user_id, p_subject, null, 1);
  return jsonb_build_object('list', p_subject ->> 'list', 'search', p_subject ->> 'search', 'where', coalesce(p_subject -> 'where', '{}'),
    'format', coalesce(p_subject ->> 'format', 'csv'));
end;
$function$;

COMMENT ON FUNCTION "app"."check_list_export"(uuid, jsonb, uuid) IS 'A list as filtered, for whoever sees it: {list, search, where, format: csv or xlsx}. Errors: PT400 invalid_filter, and those of the list.';

insert into app.export_lists (key, page, columns) values
  ('stock', 'select jsonb_array_elements(public.list_stock($1, $2, $4, $5, $3))',
    '[["name", "Produto"], ["sku", "SKU"], ["unit", "Unidade"], ["available", "Disponível"], ["on_hand", "Em estoque"], ["reserved", "Reservado"], ["incoming", "A caminho"], ["reorder_point", "Ponto de reposição"], ["value_cents", "Valor"], ["expires_on", "Validade"], ["supplier", "Fornecedor"]]'),
  ('stock_moves', 'select jsonb_array_elements(public.list_stock_moves($1, $3, ($4 ->> ''number'')::bigint, $5))',
    '[["number", "Número"], ["at", "Quando"], ["kind", "Tipo"], ["name", "Produto"], ["sku", "SKU"], ["place", "Local"], ["lot", "Lote"], ["on_hand", "Quantidade"], ["reserved", "Reserva"], ["value_cents", "Valor"], ["on_hand_after", "Em estoque depois"], ["reason", "Motivo"], ["note", "Observação"], ["actor", "Quem"]]'),
  ('orders', 'select jsonb_array_elements(public.list_orders($1, $2, $4, $5, $3))',
    '[["number", "Número"], ["created_at", "Data"], ["buyer_name", "Comprador"], ["channel", "Origem"], ["state", "Situação"], ["summary", "Itens"], ["total_cents", "Total"], ["paid_cents", "Pago"], ["refunded_cents", "Devolvido"]]'),
  ('order_payments', 'select to_jsonb(r) from app.list_order_payments($1, $3, $4, $5) r',
    '[["at", "Data"], ["number", "Pedido"], ["buyer_name", "Comprador"], ["method", "Forma"], ["provider", "Por onde"], ["amount_cents", "Valor"], ["refunded_cents", "Devolvido"], ["state", "Situação"], ["reference", "Referência"]]')
on conflict (key) do update set page = excluded.page, columns = excluded.columns;

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

insert into app.segment_fields (entity, key, position, type, expression, fact, roles, choices, format) values
  -- patients: what every member sees in their list; money and sales are for whoever sees those
  ('patients', 'name', 1, 'text', 'e.name', null, null, null, null),
  ('patients', 'phone', 2, 'text', 'f_phone.phone', 'phone', null, null, null),
  ('patients', 'email', 3, 'text', 'f_email.email', 'email', null, null, null),
  ('patients', 'birth_date', 4, 'day', 'e.birth_date', null, null, null, null),
  ('patients', 'birth_month', 5, 'number', 'extract(month from e.birth_date)', null, null, 'month', null),
  ('patients', 'age', 6, 'number', 'extract(year from age($4, e.birth_date))', null, null, null, null),
  ('patients', 'gender', 7, 'text', 'e.gender', null, null, 'gender', null),
  ('patients', 'city', 8, 'text', 'e.city', null, null, null, null),
  ('patients', 'state', 9, 'text', 'e.state', null, null, null, null),
  ('patients', 'district', 10, 'text', 'e.district', null, null, null, null),
  ('patients', 'cpf', 11, 'text', 'e.cpf', null, null, null, null),
  ('patients', 'notes', 12, 'text', 'e.note', null, null, null, null),
  ('patients', 'therapists', 13, 'list', 'select t.name from public.care_team k join public.therapists t on t.tenant_id = $1 and t.user_id = k.user_id where k.tenant_id = $1 and k.patient_id = e.id and k.ended_at is null', null, null, 'therapist', null),
  ('patients', 'last_session_at', 20, 'moment', 'f_visits.last_at', 'visits', null, null, null),
  ('patients', 'first_session_at', 21, 'moment', 'f_visits.first_at', 'visits', null, null, null),
  ('patients', 'next_session_at', 22, 'moment', 'f_planned.next_at', 'planned', null, null, null),
  ('patients', 'session_count', 23, 'number', 'coalesce(f_visits.attended, 0)', 'visits', null, null, null),
  ('patients', 'no_show_count', 24, 'number', 'coalesce(f_visits.missed, 0)', 'visits', null, null, null),
  ('patients', 'last_inbound_at', 30, 'moment', 'f_threads.last_inbound_at', 'threads', null, null, null),
  ('patients', 'last_message_at', 31, 'moment', 'f_threads.last_message_at', 'threads', null, null, null),
  ('patients', 'opted_out', 32, 'boolean', 'coalesce(f_threads.opted_out, false)', 'threads', null, null, null),
  ('patients', 'conversation_tags', 33, 'list', 'select t.name from public.contact_phones h join public.conversation_addresses a on a.tenant_id = $1 and a.channel = any (array(select k.family from public.channel_kinds k)) and a.address = h.phone join public.conversation_thread_tags g on g.tenant_id = $1 and g.thread_id = a.thread_id join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where h.tenant_id = $1 and h.entity_type = ''patient'' and h.entity_id = e.id', null, null, 'tag', null),
  ('patients', 'balance_due_cents', 40, 'number', 'coalesce(f_money.due_cents, 0)', 'money', '{owner,admin,supervisor,operator}', null, 'money'),
  ('patients', 'overdue_cents', 41, 'number', 'coalesce(f_money.overdue_cents, 0)', 'money', '{owner,admin,supervisor,operator}', null, 'money'),
  ('patients', 'tags', 50, 'list', 'select t.name from public.contacts c join public.contact_tags g on g.tenant_id = $1 and g.contact_id = c.id join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where c.tenant_id = $1 and c.patient_id = e.id', null, '{owner,admin,supervisor,operator}', 'tag', null),
  ('patients', 'stage', 51, 'text', 'f_contact.stage', 'contact', '{owner,admin,supervisor,operator}', 'contact_stage', null),
  ('patients', 'origin', 52, 'text', 'f_contact.origin', 'contact', '{owner,admin,supervisor,operator}', 'origin', null),
  ('patients', 'order_count', 54, 'number', 'coalesce(f_orders.orders, 0)', 'orders', '{owner,admin,supervisor,operator}', null, null),
  ('patients', 'ordered_cents', 55, 'number', 'coalesce(f_orders.cents, 0)', 'orders', '{owner,admin,supervisor,operator}', null, 'money'),
  ('patients', 'last_order_at', 56, 'moment', 'f_orders.last_at', 'orders', '{owner,admin,supervisor,operator}', null, null),
  ('patients', 'bought', 57, 'list', 'select i.name from public.orders o join public.order_items i on i.tenant_id = $1 and i.order_id = o.id where o.tenant_id = $1 and o.state in (''paid'', ''fulfilled'') and (o.patient_id = e.id or o.contact_id in (select c.id from public.contacts c where c.tenant_id = $1 and c.patient_id = e.id))', null, '{owner,admin,supervisor,operator}', null, null),
  ('patients', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('contacts', 'name', 1, 'text', 'e.full_name', null, null, null, null),
  ('contacts', 'phone', 2, 'text', 'f_phone.phone', 'phone', null, null, null),
  ('contacts', 'email', 3, 'text', 'f_email.email', 'email', null, null, null),
  ('contacts', 'stage', 4, 'text', 'e.stage', null, null, 'contact_stage', null),
  ('contacts', 'origin', 5, 'text', 'e.origin', null, null, 'origin', null),
  ('contacts', 'tags', 6, 'list', 'select t.name from public.contact_tags g join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where g.tenant_id = $1 and g.contact_id = e.id', null, null, 'tag', null),
  ('contacts', 'owner', 7, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('contacts', 'company', 8, 'text', 'f_company.name', 'company', null, null, null),
  ('contacts', 'job', 9, 'text', 'e.job', null, null, null, null),
  ('contacts', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('contacts', 'score', 11, 'number', 'f_lead.score', 'lead', null, null, null),
  ('contacts', 'is_patient', 12, 'boolean', 'e.patient_id is not null', null, null, null, null),
  ('contacts', 'open_deals', 13, 'number', 'coalesce(f_deals.open_deals, 0)', 'deals', null, null, null),
  ('contacts', 'open_cents', 14, 'number', 'coalesce(f_deals.open_cents, 0)', 'deals', null, null, 'money'),
  ('contacts', 'won_cents', 15, 'number', 'coalesce(f_deals.won_cents, 0)', 'deals', null, null, 'money'),
  ('contacts', 'birth_date', 20, 'day', 'f_patient.birth_date', 'patient', null, null, null),
  ('contacts', 'birth_month', 21, 'number', 'extract(month from f_patient.birth_date)', 'patient', null, 'month', null),
  ('contacts', 'age', 22, 'number', 'extract(year from age($4, f_patient.birth_date))', 'patient', null, null, null),
  ('contacts', 'city', 23, 'text', 'f_patient.city', 'patient', null, null, null),
  ('contacts', 'last_session_at', 30, 'moment', 'f_visits.last_at', 'visits', null, null, null),
  ('contacts', 'next_session_at', 31, 'moment', 'f_planned.next_at', 'planned', null, null, null),
  ('contacts', 'session_count', 32, 'number', 'coalesce(f_visits.attended, 0)', 'visits', null, null, null),
  ('contacts', 'no_show_count', 33, 'number', 'coalesce(f_visits.missed, 0)', 'visits', null, null, null),
  ('contacts', 'balance_due_cents', 34, 'number', 'coalesce(f_money.due_cents, 0)', 'money', null, null, 'money'),
  ('contacts', 'last_inbound_at', 40, 'moment', 'f_threads.last_inbound_at', 'threads', null, null, null),
  ('contacts', 'last_message_at', 41, 'moment', 'f_threads.last_message_at', 'threads', null, null, null),
  ('contacts', 'opted_out', 42, 'boolean', 'coalesce(f_threads.opted_out, false)', 'threads', null, null, null),
  ('contacts', 'conversation_tags', 43, 'list', 'select t.name from public.contact_phones h join public.conversation_addresses a on a.tenant_id = $1 and a.channel = any (array(select k.family from public.channel_kinds k)) and a.address = h.phone join public.conversation_thread_tags g on g.tenant_id = $1 and g.thread_id = a.thread_id join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where h.tenant_id = $1 and h.entity_type = case when e.patient_id is null then ''contact'' else ''patient'' end and h.entity_id = coalesce(e.patient_id, e.id)', null, null, 'tag', null),
  ('contacts', 'overdue_cents', 35, 'number', 'coalesce(f_money.overdue_cents, 0)', 'money', null, null, 'money'),
  ('contacts', 'first_session_at', 36, 'moment', 'f_visits.first_at', 'visits', null, null, null),
  ('contacts', 'order_count', 54, 'number', 'coalesce(f_orders.orders, 0)', 'orders', null, null, null),
  ('contacts', 'ordered_cents', 55, 'number', 'coalesce(f_orders.cents, 0)', 'orders', null, null, 'money'),
  ('contacts', 'last_order_at', 56, 'moment', 'f_orders.last_at', 'orders', null, null, null),
  ('contacts', 'bought', 57, 'list', 'select i.name from public.orders o join public.order_items i on i.tenant_id = $1 and i.order_id = o.id where o.tenant_id = $1 and o.state in (''paid'', ''fulfilled'') and (o.patient_id = e.patient_id or o.contact_id = e.id)', null, null, null, null),
  ('contacts', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('companies', 'name', 1, 'text', 'e.name', null, null, null, null),
  ('companies', 'phone', 2, 'text', 'f_phone.phone', 'phone', null, null, null),
  ('companies', 'email', 3, 'text', 'f_email.email', 'email', null, null, null),
  ('companies', 'segment', 4, 'text', 'e.segment', null, null, null, null),
  ('companies', 'city', 5, 'text', 'e.city', null, null, null, null),
  ('companies', 'state', 6, 'text', 'e.state', null, null, null, null),
  ('companies', 'website', 7, 'text', 'e.website', null, null, null, null),
  ('companies', 'cnpj', 8, 'text', 'e.cnpj', null, null, null, null),
  ('companies', 'owner', 9, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('companies', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('companies', 'people', 11, 'number', 'coalesce(f_people.people, 0)', 'people', null, null, null),
  ('companies', 'open_deals', 12, 'number', 'coalesce(f_deals.open_deals, 0)', 'deals', null, null, null),
  ('companies', 'open_cents', 13, 'number', 'coalesce(f_deals.open_cents, 0)', 'deals', null, null, 'money'),
  ('companies', 'won_cents', 14, 'number', 'coalesce(f_deals.won_cents, 0)', 'deals', null, null, 'money'),
  ('companies', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('leads', 'name', 1, 'text', 'e.full_name', null, null, null, null),
  ('leads', 'phone', 2, 'text', 'e.phone', null, null, null, null),
  ('leads', 'email', 3, 'text', 'e.email', null, null, null, null),
  ('leads', 'status', 4, 'text', 'e.status', null, null, 'lead_status', null),
  ('leads', 'origin', 5, 'text', 'e.origin', null, null, 'origin', null),
  ('leads', 'score', 6, 'number', 'e.score', null, null, null, null),
  ('leads', 'owner', 7, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('leads', 'company', 8, 'text', 'e.company', null, null, null, null),
  ('leads', 'message', 9, 'text', 'e.message', null, null, null, null),
  ('leads', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('leads', 'utm_source', 11, 'text', 'e.utm ->> ''source''', null, null, null, null),
  ('leads', 'utm_campaign', 12, 'text', 'e.utm ->> ''campaign''', null, null, null, null),
  ('leads', 'converted_at', 20, 'moment', 'e.converted_at', null, null, null, null),
  ('leads', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('deals', 'title', 1, 'text', 'e.title', null, null, null, null),
  ('deals', 'pipeline', 2, 'text', 'f_pipeline.name', 'pipeline', null, 'pipeline', null),
  ('deals', 'stage', 3, 'text', 'f_stage.name', 'stage', null, 'deal_stage', null),
  ('deals', 'status', 4, 'text', 'e.status', null, null, 'deal_status', null),
  ('deals', 'value_cents', 5, 'number', 'e.value_cents', null, null, null, 'money'),
  ('deals', 'probability', 6, 'number', 'f_stage.probability', 'stage', null, null, 'percent'),
  ('deals', 'owner', 7, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('deals', 'origin', 8, 'text', 'e.origin', null, null, 'origin', null),
  ('deals', 'contact', 9, 'text', 'f_contact.full_name', 'contact', null, null, null),
  ('deals', 'company', 10, 'text', 'f_company.name', 'company', null, null, null),
  ('deals', 'expected_close', 11, 'day', 'e.expected_on', null, null, null, null),
  ('deals', 'stage_since', 12, 'moment', 'e.stage_since', null, null, null, null),
  ('deals', 'closed_at', 13, 'moment', 'e.closed_at', null, null, null, null),
  ('deals', 'lost_reason', 14, 'text', 'f_reason.name', 'reason', null, 'lost_reason', null),
  ('deals', 'notes', 15, 'text', 'e.note', null, null, null, null),
  ('deals', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('sessions', 'starts_at', 1, 'moment', 'e.starts_at', null, null, null, null),
  ('sessions', 'status', 2, 'text', 'e.status', null, null, 'session_status', null),
  ('sessions', 'patients', 3, 'list', 'select p.name from public.session_patients x join public.patients p on p.tenant_id = $1 and p.id = x.patient_id where x.tenant_id = $1 and x.session_id = e.id', null, null, null, null),
  ('sessions', 'therapist', 4, 'text', 'f_therapist.name', 'therapist', null, 'therapist', null),
  ('sessions', 'session_type', 5, 'text', 'f_type.name', 'type', null, 'session_type', null),
  ('sessions', 'room', 6, 'text', 'f_room.name', 'room', null, 'room', null),
  ('sessions', 'is_online', 7, 'boolean', 'e.is_online', null, null, null, null),
  ('sessions', 'is_repeated', 8, 'boolean', 'e.series_id is not null', null, null, null, null),
  ('sessions', 'title', 9, 'text', 'e.title', null, null, null, null),
  ('sessions', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('sessions', 'cancel_reason', 11, 'text', 'e.cancel_reason', null, null, null, null),
  ('sessions', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null)
on conflict (entity, key) do update set position = excluded.position, type = excluded.type, expression = excluded.expression, fact = excluded.fact,
  roles = excluded.roles, choices = excluded.choices, format = excluded.format;

insert into app.export_lists (key, page, columns) values
  ('patients', 'select to_jsonb(r) from public.list_patients($1, $2, coalesce(($3 ->> ''archived'')::boolean, false), ''name'', $4, $5, $3) r',
    '[["name", "Nome"], ["full_name", "Nome civil"], ["phone", "Telefone"], ["email", "E-mail"], ["birth_date", "Nascimento"], ["cpf", "CPF"], ["created_at", "Cadastro"]]'),
  ('contacts', 'select jsonb_array_elements(public.list_contacts($1, $2, ''name'', $4, $5, $3))',
    '[["full_name", "Nome"], ["phone", "Telefone"], ["email", "E-mail"], ["company_name", "Empresa"], ["job", "Cargo"], ["stage", "Etapa"], ["origin", "Origem"], ["owner_name", "Responsável"], ["created_at", "Cadastro"]]'),
  ('companies', 'select jsonb_array_elements(public.list_companies($1, $2, $4, $5, $3))',
    '[["name", "Nome"], ["cnpj", "CNPJ"], ["segment", "Ramo"], ["phone", "Telefone"], ["email", "E-mail"], ["city", "Cidade"], ["state", "Estado"], ["owner_name", "Responsável"], ["contacts", "Contatos"], ["open_cents", "Em aberto"]]'),
  ('leads', 'select jsonb_array_elements(public.list_leads($1, $2, ''newest'', $4, $5, $3))',
    '[["full_name", "Nome"], ["phone", "Telefone"], ["email", "E-mail"], ["company", "Empresa"], ["status", "Situação"], ["origin", "Origem"], ["score", "Pontos"], ["owner_name", "Responsável"], ["message", "Mensagem"], ["created_at", "Entrada"]]'),
  ('deals', 'select jsonb_array_elements(public.list_deals($1, $2, ''newest'', $4, $5, $3))',
    '[["title", "Oportunidade"], ["stage_name", "Etapa"], ["status", "Situação"], ["value_cents", "Valor"], ["contact_name", "Contato"], ["company_name", "Empresa"], ["owner_name", "Responsável"], ["origin", "Origem"], ["expected_on", "Previsão"], ["created_at", "Criada em"]]'),
  ('charges', 'select to_jsonb(r) from public.list_session_charges($1, $3, ''due'', $4, $5) r',
    '[["payer_name", "Quem paga"], ["patient_name", "Paciente"], ["therapist_name", "Terapeuta"], ["type_name", "Atendimento"], ["starts_local", "Sessão"], ["due_on", "Vencimento"], ["amount_cents", "Valor"], ["paid_cents", "Pago"], ["state", "Situação"], ["note", "Observação"]]'),
  ('payments', 'select to_jsonb(r) from public.list_received_payments($1, $3, $4, $5) r',
    '[["number", "Número"], ["paid_on", "Dia"], ["payer_name", "Quem pagou"], ["patients", "Pacientes"], ["therapists", "Terapeutas"], ["method", "Forma"], ["amount_cents", "Valor"], ["refunded_cents", "Devolvido"]]'),
  ('conversations', 'select to_jsonb(r) from app.list_conversation_facts($1, $2, $3, $4, $5) r',
    '[["contact_name", "Nome"], ["phone", "Telefone"], ["status", "Situação"], ["board_column", "Coluna"], ["assignee_name", "Responsável"], ["tags", "Etiquetas"], ["unread_count", "Não lidas"], ["waiting_since", "Esperando desde"], ["last_message_at", "Última mensagem"], ["opted_out", "Não quer mensagens"]]'),
  ('sessions', 'select to_jsonb(r) from app.list_session_facts($1, $3, $4, $5) r',
    '[["starts_at", "Início"], ["ends_at", "Fim"], ["patients", "Pacientes"], ["therapist_name", "Terapeuta"], ["type_name", "Tipo"], ["room_name", "Sala"], ["status", "Situação"], ["is_online", "Online"], ["note", "Observação"]]'),
  ('tags', 'select to_jsonb(r) from app.list_tag_facts($1, $4, $5) r',
    '[["name", "Etiqueta"], ["color", "Cor"], ["conversations", "Conversas"], ["is_archived", "Arquivada"]]'),
  ('activities', 'select jsonb_array_elements(public.list_activities($1, $3, $4, $5))',
    '[["title", "Atividade"], ["kind", "Tipo"], ["due_on", "Dia"], ["starts_local", "Hora"], ["assignee_name", "Responsável"], ["deal_title", "Oportunidade"], ["contact_name", "Contato"], ["company_name", "Empresa"], ["patient_name", "Paciente"], ["note", "Observação"], ["done_at", "Feita em"]]'),
  ('orders', 'select jsonb_array_elements(public.list_orders($1, $2, $4, $5, $3))',
    '[["number", "Número"], ["created_at", "Data"], ["buyer_name", "Quem compra"], ["summary", "Itens"], ["channel", "Canal"], ["state", "Situação"], ["total_cents", "Total"], ["paid_cents", "Pago"], ["refunded_cents", "Devolvido"]]'),
  ('products', 'select jsonb_array_elements(public.list_products($1, $2, $4, $5, $3))',
    '[["name", "Produto"], ["kind", "Tipo"], ["sku", "SKU"], ["category", "Categoria"], ["brand", "Marca"], ["unit", "Unidade"], ["variants", "Variações"], ["price_cents", "Preço"], ["on_hand", "Estoque"], ["reserved", "Reservado"]]'),
  ('purchases', 'select jsonb_array_elements(public.list_purchases($1, $4, $5, $3))',
    '[["number", "Número"], ["supplier", "Fornecedor"], ["state", "Situação"], ["total_cents", "Total"], ["ordered", "Pedido"], ["received", "Recebido"], ["expected_on", "Previsão"], ["created_at", "Data"]]'),
  -- these two come whole
  ('coupons', 'select c || jsonb_build_object(''discount'', case when c ->> ''kind'' = ''percent'' then (c ->> ''value'') || ''%''
      else ''R$ '' || replace(to_char((c ->> ''value'')::numeric / 100, ''FM999999990.00''), ''.'', '','') end)
      from jsonb_array_elements(public.list_coupons($1) -> ''coupons'') c where $4 is null',
    '[["code", "Cupom"], ["discount", "Desconto"], ["starts_on", "De"], ["ends_on", "Até"], ["minimum_cents", "Compra mínima"], ["uses", "Usos"], ["max_uses", "Limite"], ["archived_at", "Arquivado em"], ["created_at", "Criado em"]]'),
  ('suppliers', 'select s from jsonb_array_elements(public.list_suppliers($1)) s where $4 is null',
    '[["name", "Fornecedor"], ["cnpj", "CNPJ"], ["city", "Cidade"], ["state", "Estado"], ["lead_days", "Prazo em dias"], ["minimum_cents", "Pedido mínimo"], ["terms", "Condições"], ["open_orders", "Pedidos abertos"], ["note", "Observação"]]')
on conflict (key) do update set page = excluded.page, columns = excluded.columns;
