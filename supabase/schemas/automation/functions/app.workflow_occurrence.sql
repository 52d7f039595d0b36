create function app.workflow_occurrence(p_tenant_id uuid, p_key text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_parts text[] := string_to_array(p_key, ':');
  v_at timestamptz;
  v_patient uuid;
  v_thread uuid;
  v_session uuid;
  v_message uuid;
  v_tag uuid;
  v_deal uuid;
  v_stage uuid;
  v_variant uuid;
  v_lot uuid;
  v_purchase uuid;
begin
  case v_parts[1]
    when 'patient.created' then
      select p.created_at, p.id into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid;
    when 'birthday' then
      select app.birthday_in(p.birth_date, v_parts[3]::integer)::timestamp at time zone app.clinic_zone(p_tenant_id), p.id
      into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid and p.birth_date is not null;
    when 'message.received' then
      select m.occurred_at, m.thread_id, m.id into v_at, v_thread, v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.direction = 'inbound';
    when 'conversation.tagged' then
      select to_timestamp(v_parts[4]::numeric / 1000), t.id, g.id into v_at, v_thread, v_tag
      from public.conversation_threads t
      join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = v_parts[3]::uuid
      where t.tenant_id = p_tenant_id and t.id = v_parts[2]::uuid;
    when 'intake.submitted' then
      select s.submitted_at, coalesce(s.patient_id, i.patient_id), i.thread_id into v_at, v_patient, v_thread
      from public.intake_submissions s
      join public.intake_invites i on i.tenant_id = p_tenant_id and i.id = s.invite_id
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid;
    when 'session.missed', 'session.attended' then
      select s.ends_at, sp.patient_id, s.id into v_at, v_patient, v_session
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.patient_id = v_parts[3]::uuid
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid and 'session.' || sp.status = v_parts[1];
    when 'lead.converted' then
      select l.converted_at, l.deal_id, coalesce(d.thread_id, l.thread_id, app.thread_of_phone(p_tenant_id, l.phone)), c.patient_id
      into v_at, v_deal, v_thread, v_patient
      from public.crm_leads l
      join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id
      join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
      where l.tenant_id = p_tenant_id and l.id = v_parts[2]::uuid and l.status = 'converted';
    when 'deal.moved' then
      select e.at, d.id, coalesce(d.thread_id, app.thread_of_phone(p_tenant_id, h.phone)), c.patient_id, (e.after ->> 'stage_id')::uuid
      into v_at, v_deal, v_thread, v_patient, v_stage
      from public.sales_events e
      join public.deals d on d.tenant_id = p_tenant_id and d.id = e.deal_id
      left join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'contact' and h.entity_id = c.id and h.is_primary
      where e.tenant_id = p_tenant_id and e.id = v_parts[2]::uuid and e.kind = 'moved';
    when 'order.paid', 'order.cancelled' then
      select case v_parts[1] when 'order.paid' then o.paid_at else coalesce(o.cancelled_at, o.expired_at) end, o.patient_id,
        coalesce(o.thread_id, app.thread_of_phone(p_tenant_id, y.phone),
          case when o.patient_id is not null then (select t.id from public.conversation_threads t
            where t.tenant_id = p_tenant_id and t.thread_key = app.thread_of_payer(y)) end)
      into v_at, v_patient, v_thread
      from public.orders o join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
      where o.tenant_id = p_tenant_id and o.id = v_parts[2]::uuid;
    when 'stock.low' then
      select n.opened_at, n.variant_id into v_at, v_variant from public.stock_needs n
      where n.tenant_id = p_tenant_id and n.variant_id = v_parts[2]::uuid and floor(extract(epoch from n.opened_at) * 1000)::bigint = v_parts[3]::bigint;
    when 'stock.out' then
      select m.at, m.variant_id into v_at, v_variant from public.stock_moves m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.on_hand < 0;
    when 'stock.expiring' then
      -- what was sold meanwhile expires no more
      select l.expires_on::timestamp at time zone app.clinic_zone(p_tenant_id), l.variant_id, l.id into v_at, v_variant, v_lot
      from public.stock_lots l
      where l.tenant_id = p_tenant_id and l.id = v_parts[2]::uuid and l.expires_on = v_parts[3]::date and exists (
        select from public.stock_lot_levels x where x.tenant_id = p_tenant_id and x.lot_id = l.id and x.on_hand > 0);
    when 'purchase.received' then
      select r.received_at, r.purchase_id into v_at, v_purchase from public.purchase_receipts r
      where r.tenant_id = p_tenant_id and r.id = v_parts[2]::uuid;
    else null;
  end case;
  if v_at is null then
    return null;
  end if;
  if v_patient is null and v_thread is not null then
    -- a number of several is nobody's in particular
    select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, v_thread) p;
  end if;
  return jsonb_build_object('kind', v_parts[1], 'key', p_key, 'at', v_at, 'patient_id', v_patient, 'thread_id', v_thread,
    'session_id', v_session, 'message_id', v_message, 'tag_id', v_tag)
    || jsonb_strip_nulls(jsonb_build_object('deal_id', v_deal, 'stage_id', v_stage, 'variant_id', v_variant, 'lot_id', v_lot, 'purchase_id', v_purchase));
exception when invalid_text_representation or datetime_field_overflow or null_value_not_allowed then
  return null;
end;
$$;
comment on function app.workflow_occurrence(uuid, text) is
  'What a key stands for, as the rows of the clinic say now: {kind, key, at, patient_id, thread_id, session_id, message_id, tag_id, of sales also deal_id and stage_id, of the stock variant_id, lot_id and purchase_id}; NULL when it is not so.';
revoke execute on function app.workflow_occurrence(uuid, text) from public, anon, authenticated;
