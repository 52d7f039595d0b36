create function public.issue_receipts(p_tenant_id uuid, p_payment_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, true);
  v_payer uuid;
  v_part record;
  v_cents integer;
begin
  select m.payer_id into v_payer from public.money_payments m
  join public.money_entries e on e.tenant_id = p_tenant_id and e.id = m.id and e.kind = 'payment'
  where m.tenant_id = p_tenant_id and m.id = p_payment_id and (v_scope is null or exists (
    select from app.payment_parts(p_tenant_id, array[p_payment_id]) x where x.therapist_id = v_scope));
  if v_payer is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_payer);
  perform pg_advisory_xact_lock(hashtextextended('receipts:' || p_tenant_id, 0));
  for v_part in
    select x.patient_id, x.therapist_id, x.cents - coalesce((
      select sum(r.amount_cents) from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id
        and r.patient_id = x.patient_id and r.therapist_id is not distinct from x.therapist_id and r.cancelled_at is null), 0) as cents
    from app.payment_parts(p_tenant_id, array[p_payment_id]) x
    where v_scope is null or x.therapist_id = v_scope
    order by x.patient_id, x.therapist_id
  loop
    -- all receipts of a payment together say no more than was paid
    v_cents := least(v_part.cents, (
      select m.amount_cents - m.refunded_cents - coalesce((
        select sum(r.amount_cents) from public.receipts r
        where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id and r.cancelled_at is null), 0)
      from public.money_payments m where m.tenant_id = p_tenant_id and m.id = p_payment_id));
    continue when v_cents <= 0;
    perform app.insert_receipt(p_tenant_id, p_payment_id, v_part.patient_id, v_part.therapist_id, v_cents);
  end loop;
  if not exists (
    select from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id and r.cancelled_at is null
      and (v_scope is null or r.therapist_id = v_scope)) then
    raise sqlstate 'PT409' using message = 'nothing_to_receipt';
  end if;
  perform app.tell_money(p_tenant_id, v_payer);
  return public.list_receipts(p_tenant_id, p_payment_id, false);
end;
$$;
comment on function public.issue_receipts(uuid, uuid) is
  'Caller: owner, admin and operator; a therapist for the own sessions. The receipts of a payment, one a patient and therapist, issued where there is none yet: a repetition answers what is there. Answers the rows of list_receipts that hold. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 money_entry_not_found, PT409 receipt_provider_incomplete, PT409 nothing_to_receipt.';
revoke execute on function public.issue_receipts(uuid, uuid) from public, anon, authenticated;
grant execute on function public.issue_receipts(uuid, uuid) to authenticated;
