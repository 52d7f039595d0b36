create function public.receive_payment(
  p_tenant_id uuid, p_id uuid, p_payer_id uuid, p_charge_ids uuid[], p_amount_cents integer, p_method text, p_received_on date default null,
  p_note text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.money_entries;
  v_known public.money_entries;
  v_charges integer;
  v_open integer;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.payer_id := p_payer_id;
  v_entry.kind := 'payment';
  v_entry.amount_cents := -app.require_amount(p_amount_cents);
  v_entry.method := app.require_payment_method(p_method);
  v_entry.occurred_on := app.require_money_day(p_tenant_id, p_received_on);
  v_entry.note := app.trimmed(p_note, 300);
  perform app.lock_payer(p_tenant_id, p_payer_id);
  select * into v_known from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_known.id is not null then
    if (v_known.kind, v_known.payer_id, v_known.amount_cents) is distinct from ('payment', p_payer_id, v_entry.amount_cents) then
      raise sqlstate 'PT409' using message = 'entry_id_in_use';
    end if;
    return app.payment_answer(p_tenant_id, p_id);
  end if;
  select count(*), coalesce(sum(c.amount_cents - c.paid_cents), 0),
    case when count(distinct c.patient_id) = 1 then (array_agg(c.patient_id))[1] end into v_charges, v_open, v_entry.patient_id
  from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.payer_id = p_payer_id and c.reversed_at is null;
  if v_charges < coalesce(array_length(p_charge_ids, 1), 0) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif v_charges > 0 and v_open = 0 then
    raise sqlstate 'PT409' using message = 'already_paid';
  elsif v_charges > 0 and p_amount_cents > v_open then
    raise sqlstate 'PT409' using message = 'more_than_open', detail = v_open::text;
  end if;
  perform app.post_payment(v_entry);
  perform app.pay_charges(p_tenant_id, array[p_id], p_charge_ids);
  perform app.tell_money(p_tenant_id, p_payer_id);
  return app.payment_answer(p_tenant_id, p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$$;
comment on function public.receive_payment(uuid, uuid, uuid, uuid[], integer, text, date, text) is
  'Caller: owner, admin and operator. A payer pays these charges, the earliest due first, in whole or in part; without charges it is kept for them. p_id comes from the client, and a repetition answers what is there. Answers {id, payer_id, amount_cents, free_cents, refunded_cents, method, received_on, balance_cents, charges: [{id, cents, state}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_amount, PT400 invalid_method, PT400 invalid_date, PT404 payer_not_found, PT404 session_charge_not_found, PT409 entry_id_in_use, PT409 already_paid, PT409 more_than_open.';
revoke execute on function public.receive_payment(uuid, uuid, uuid, uuid[], integer, text, date, text) from public, anon, authenticated;
grant execute on function public.receive_payment(uuid, uuid, uuid, uuid[], integer, text, date, text) to authenticated;
