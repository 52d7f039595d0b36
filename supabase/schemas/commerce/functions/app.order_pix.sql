create function app.order_pix(p_tenant_id uuid, p_charge_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('amount_cents', p.amount_cents, 'copy_paste', p.copy_paste)
  from app.pix_charge_items i
  join app.pix_charges p on p.tenant_id = p_tenant_id and p.id = i.pix_charge_id
  where i.tenant_id = p_tenant_id and i.charge_id = p_charge_id and p.status = 'pending' and p.copy_paste is not null
    and p.cancel_asked_at is null and p.due_on >= app.clinic_today(p_tenant_id) and (p.code_ends_at is null or p.code_ends_at > now())
    and not app.is_stale_pix(p)
    -- one that asks for other things as well is not this order's
    and not exists (
      select from app.pix_charge_items o
      where o.tenant_id = p_tenant_id and o.pix_charge_id = p.id and o.charge_id <> p_charge_id)
  order by p.created_at desc limit 1;
$$;

comment on function app.order_pix(uuid, uuid) is 'The PIX that waits to be paid for the charge of an order {amount_cents, copy_paste}; NULL where there is none.';
revoke execute on function app.order_pix(uuid, uuid) from public, anon, authenticated;
