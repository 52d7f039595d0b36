create function app.post_payment(p_entry public.money_entries)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.post_money(p_entry);
  insert into public.money_payments (tenant_id, id, payer_id, amount_cents)
  values (p_entry.tenant_id, p_entry.id, p_entry.payer_id, -p_entry.amount_cents);
  perform app.publish_event(p_entry.tenant_id, 'payment.received', jsonb_build_object('entry_id', p_entry.id));
end;
$$;
comment on function app.post_payment(public.money_entries) is
  'What comes in for a payer, free until it is allocated. A payment provider''s webhook will call it as receive_payment does.';
revoke execute on function app.post_payment(public.money_entries) from public, anon, authenticated;
