create function public.refund_payment(
  p_tenant_id uuid, p_id uuid, p_payment_id uuid, p_amount_cents integer, p_method text, p_reason text, p_refunded_on date default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.money_entries;
  v_known public.money_entries;
  v_payment public.money_payments;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.kind := 'refund';
  v_entry.reverses_id := p_payment_id;
  v_entry.amount_cents := app.require_amount(p_amount_cents);
  v_entry.method := app.require_payment_method(p_method);
  v_entry.note := app.require_reason(p_reason);
  v_entry.occurred_on := app.require_money_day(p_tenant_id, p_refunded_on);
  select e.payer_id, e.patient_id into v_entry.payer_id, v_entry.patient_id from public.money_entries e
  where e.tenant_id = p_tenant_id and e.id = p_payment_id and e.kind = 'payment';
  if v_entry.payer_id is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_entry.payer_id);
  select * into v_known from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_known.id is not null then
    if (v_known.kind, v_known.reverses_id, v_known.amount_cents) is distinct from ('refund', p_payment_id, p_amount_cents) then
      raise sqlstate 'PT409' using message = 'entry_id_in_use';
    end if;
    return app.payment_answer(p_tenant_id, p_payment_id);
  end if;
  select * into v_payment from public.money_payments m where m.tenant_id = p_tenant_id and m.id = p_payment_id;
  if v_payment.reversed_at is not null or p_amount_cents > v_payment.amount_cents - v_payment.refunded_cents then
    raise sqlstate 'PT409' using message = 'more_than_paid', detail = case
      when v_payment.reversed_at is null then v_payment.amount_cents - v_payment.refunded_cents else 0 end::text;
  end if;
  perform app.give_back(v_entry);
  perform app.tell_money(p_tenant_id, v_entry.payer_id);
  return app.payment_answer(p_tenant_id, p_payment_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$$;
comment on function public.refund_payment(uuid, uuid, uuid, integer, text, text, date) is
  'Caller: owner, admin and operator. Money goes back to a payer, in whole or in part: what it paid is open again, the last first. p_id comes from the client, and a repetition answers what is there. Answers the payment as receive_payment does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_amount, PT400 invalid_method, PT400 money_reason_required, PT400 invalid_date, PT404 money_entry_not_found, PT409 entry_id_in_use, PT409 more_than_paid.';
revoke execute on function public.refund_payment(uuid, uuid, uuid, integer, text, text, date) from public, anon, authenticated;
grant execute on function public.refund_payment(uuid, uuid, uuid, integer, text, text, date) to authenticated;
