create function public.attend_and_pay(p_tenant_id uuid, p_session_id uuid, p_id uuid, p_method text, p_patient_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session jsonb;
  v_ids uuid[];
  v_payers uuid[];
  v_open integer;
  v_payment jsonb;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_payment_method(p_method);
  v_session := case when p_patient_id is null then public.set_session_status(p_tenant_id, p_session_id, 'attended')
    else public.set_attendance(p_tenant_id, p_session_id, p_patient_id, 'attended') end;
  if exists (select from public.money_payments m where m.tenant_id = p_tenant_id and m.id = p_id) then
    return jsonb_build_object('session', v_session, 'payment', app.payment_answer(p_tenant_id, p_id));
  end if;
  select array_agg(c.id), array_agg(distinct c.payer_id), sum(c.amount_cents - c.paid_cents) into v_ids, v_payers, v_open
  from public.money_charges c
  where c.tenant_id = p_tenant_id and c.session_id = p_session_id and c.reversed_at is null and c.paid_cents < c.amount_cents
    and (p_patient_id is null or c.patient_id = p_patient_id);
  if cardinality(v_payers) > 1 then
    raise sqlstate 'PT409' using message = 'several_payers', detail = cardinality(v_payers)::text;
  elsif v_open > 0 then
    v_payment := public.receive_payment(p_tenant_id, p_id, v_payers[1], v_ids, v_open, p_method);
  end if;
  return jsonb_build_object('session', v_session, 'payment', v_payment);
end;
$$;
comment on function public.attend_and_pay(uuid, uuid, uuid, text, uuid) is
  'Caller: owner, admin and operator. One press: who was booked came, and paid what the session has open, today. p_patient_id: one participant. Answers {session, payment as receive_payment or null where nothing was open}. p_id comes from the client, and a repetition answers what is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_method, PT404 session_not_found, PT404 patient_not_found, PT409 session_full, PT409 time_taken, PT409 several_payers, PT409 entry_id_in_use.';
revoke execute on function public.attend_and_pay(uuid, uuid, uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.attend_and_pay(uuid, uuid, uuid, text, uuid) to authenticated;
