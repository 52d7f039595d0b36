create function public.use_credit(p_tenant_id uuid, p_payer_id uuid, p_charge_ids uuid[])
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_used integer;
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_payer(p_tenant_id, p_payer_id);
  if exists (
    select from unnest(p_charge_ids) i where not exists (
      select from public.money_charges c
      where c.tenant_id = p_tenant_id and c.id = i and c.payer_id = p_payer_id and c.reversed_at is null)) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  v_used := app.pay_charges(p_tenant_id, array(
    select m.id from public.money_payments m
    where m.tenant_id = p_tenant_id and m.payer_id = p_payer_id and m.free_cents > 0 order by m.created_at, m.id), p_charge_ids);
  if v_used > 0 then
    perform app.tell_money(p_tenant_id, p_payer_id);
  end if;
  return jsonb_build_object('used_cents', v_used, 'credit_cents', app.credit_of(p_tenant_id, p_payer_id));
end;
$$;
comment on function public.use_credit(uuid, uuid, uuid[]) is
  'Caller: owner, admin and operator. Charges of a payer are paid from what the clinic holds for them, the earliest due first. Answers {used_cents, credit_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found, PT404 session_charge_not_found.';
revoke execute on function public.use_credit(uuid, uuid, uuid[]) from public, anon, authenticated;
grant execute on function public.use_credit(uuid, uuid, uuid[]) to authenticated;
