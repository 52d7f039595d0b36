create function public.list_pix_charges(p_tenant_id uuid, p_payer_id uuid default null)
returns table (
  id uuid, payer_id uuid, amount_cents integer, charge_ids uuid[], due_on date, created_at timestamptz, sent_at timestamptz, invoice_url text,
  copy_paste text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select p.id, p.payer_id, p.amount_cents, array(
        select i.charge_id from app.pix_charge_items i where i.tenant_id = p_tenant_id and i.pix_charge_id = p.id order by i.charge_id),
      p.due_on, p.created_at, p.sent_at, p.invoice_url, p.copy_paste
    from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.status = 'pending' and p.asaas_payment_id is not null and p.cancel_asked_at is null
      and (p_payer_id is null or p.payer_id = p_payer_id) and not app.is_stale_pix(p)
    order by p.created_at desc limit 500;
end;
$$;
comment on function public.list_pix_charges(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. PIX that wait to be paid, of the clinic or of a payer, the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_pix_charges(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_pix_charges(uuid, uuid) to authenticated;
