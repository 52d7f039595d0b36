create function app.credit_deposits(p_tenant_id uuid, p_order_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_item record;
  v_entry public.money_entries;
  v_payer uuid := (select o.payer_id from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id);
begin
  for v_item in
    select i.id, i.kind, i.session_id, i.patient_id, i.total_cents from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.session_id is not null and i.entry_id is null and i.total_cents > 0
    order by i.position
  loop
    v_entry := null;
    v_entry.tenant_id := p_tenant_id;
    v_entry.id := gen_random_uuid();
    v_entry.payer_id := v_payer;
    v_entry.patient_id := v_item.patient_id;
    v_entry.kind := 'adjustment';
    v_entry.amount_cents := -v_item.total_cents;
    v_entry.occurred_on := app.clinic_today(p_tenant_id);
    v_entry.note := case v_item.kind when 'deposit' then 'Sinal da sessão, pago no pedido' else 'Sessão paga no pedido' end;
    perform app.post_payment(v_entry);
    -- the session may be charged already; otherwise it is credit until it is
    perform app.pay_charges(p_tenant_id, array[v_entry.id], array(
      select c.id from public.money_charges c
      where c.tenant_id = p_tenant_id and c.session_id = v_item.session_id and c.patient_id = v_item.patient_id and c.reversed_at is null));
    update public.order_items i set entry_id = v_entry.id, fulfilled = case when i.kind = 'deposit' then 1 else i.fulfilled end
    where i.tenant_id = p_tenant_id and i.id = v_item.id;
  end loop;
end;
$$;
comment on function app.credit_deposits(uuid, uuid) is
  'Deposits and sessions of an order that is paid become credit of the payer, which pays the session once it is charged.';
revoke execute on function app.credit_deposits(uuid, uuid) from public, anon, authenticated;
