-- What a PIX asks for is no longer what is open: paid otherwise, changed, taken back, or asked for by a newer one.
create function app.is_stale_pix(p_pix app.pix_charges)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from app.pix_charge_items i
    join public.money_charges c on c.tenant_id = p_pix.tenant_id and c.id = i.charge_id
    where i.tenant_id = p_pix.tenant_id and i.pix_charge_id = p_pix.id and (
      c.reversed_at is not null or c.payer_id <> p_pix.payer_id or c.amount_cents - c.paid_cents <> i.amount_cents
      or exists (
        select from app.pix_charge_items o
        join app.pix_charges n on n.tenant_id = o.tenant_id and n.id = o.pix_charge_id
        where o.tenant_id = p_pix.tenant_id and o.charge_id = i.charge_id and n.status = 'pending' and n.created_at > p_pix.created_at
          and n.id <> p_pix.id)));
$$;
revoke execute on function app.is_stale_pix(app.pix_charges) from public, anon, authenticated;
