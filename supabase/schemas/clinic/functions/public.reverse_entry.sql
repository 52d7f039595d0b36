create function public.reverse_entry(p_tenant_id uuid, p_id uuid, p_entry_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text;
  v_old public.money_entries;
  v_known uuid;
  v_origin text;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_reason := app.require_reason(p_reason);
  select * into v_old from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_entry_id;
  if v_old.id is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_old.payer_id);
  select e.id into v_known from public.money_entries e
  where e.tenant_id = p_tenant_id and e.reverses_id = p_entry_id and e.kind = 'reversal';
  if v_known is not null and v_known <> p_id then
    raise sqlstate 'PT409' using message = 'entry_reversed';
  elsif v_known is null then
    select c.origin into v_origin from public.money_charges c where c.tenant_id = p_tenant_id and c.id = p_entry_id;
    if v_origin in ('package', 'order') or v_old.kind not in ('charge', 'payment', 'adjustment') then
      raise sqlstate 'PT409' using message = 'not_reversible', detail = coalesce(v_origin, v_old.kind);
    elsif v_origin is null then
      perform app.reverse_payment(v_old, p_id, v_reason);
    else
      perform app.close_charge(p_tenant_id, p_entry_id, v_reason, p_id);
      -- the session is not charged again by its next change
      update public.session_bills b set
        charge_id = null, override_percent = 0, override_reason = v_reason, override_by = auth.uid(), override_at = now(), makeup_of = null
      where b.tenant_id = p_tenant_id and b.charge_id = p_entry_id;
    end if;
    perform app.tell_money(p_tenant_id, v_old.payer_id);
  end if;
  return (
    select jsonb_build_object('id', e.id, 'reverses_id', e.reverses_id, 'amount_cents', e.amount_cents, 'balance_cents', y.balance_cents)
    from public.money_entries e join public.payers y on y.tenant_id = p_tenant_id and y.id = e.payer_id
    where e.tenant_id = p_tenant_id and e.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$$;
comment on function public.reverse_entry(uuid, uuid, uuid, text) is
  'Caller: owner, admin and operator. Takes back a charge, a payment or an adjustment by a reversal with a reason; what a charge was paid with is free again, what a payment paid is open again. A package is ended instead, a refund stays. p_id comes from the client, and a repetition answers what is there. Answers {id, reverses_id, amount_cents, balance_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 money_reason_required, PT404 money_entry_not_found, PT409 entry_reversed, PT409 not_reversible, PT409 entry_id_in_use.';
revoke execute on function public.reverse_entry(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.reverse_entry(uuid, uuid, uuid, text) to authenticated;
