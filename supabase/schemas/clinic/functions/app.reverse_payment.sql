create function app.reverse_payment(p_entry public.money_entries, p_id uuid, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_new public.money_entries;
begin
  if exists (
    select from public.money_payments m where m.tenant_id = p_entry.tenant_id and m.id = p_entry.id and m.refunded_cents > 0) then
    raise sqlstate 'PT409' using message = 'not_reversible', detail = 'Part of it was refunded.';
  end if;
  perform app.release_allocations(p_entry.tenant_id, null, p_entry.id);
  update public.money_payments m set reversed_at = clock_timestamp() where m.tenant_id = p_entry.tenant_id and m.id = p_entry.id;
  v_new.tenant_id := p_entry.tenant_id;
  v_new.id := p_id;
  v_new.payer_id := p_entry.payer_id;
  v_new.patient_id := p_entry.patient_id;
  v_new.kind := 'reversal';
  v_new.amount_cents := -p_entry.amount_cents;
  v_new.occurred_on := app.clinic_today(p_entry.tenant_id);
  v_new.note := p_reason;
  v_new.reverses_id := p_entry.id;
  perform app.post_money(v_new);
end;
$$;
comment on function app.reverse_payment(public.money_entries, uuid, text) is
  'A payment that never was, or came back: what it paid is open again. Errors: PT409 not_reversible.';
revoke execute on function app.reverse_payment(public.money_entries, uuid, text) from public, anon, authenticated;
