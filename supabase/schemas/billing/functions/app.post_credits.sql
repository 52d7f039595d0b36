-- One movement, once for its kind and reference (app.claim_reference): a repetition answers the first row and changes nothing, or is refused where
-- the charge was given back. Credits that come in pay debt first; those that go out need a balance, unless p_may_owe, when
-- what is missing becomes debt.
-- Screens hear of charges at most once a second, unless the balance is low.
create function app.post_credits(
  p_tenant_id uuid, p_kind text, p_credits integer, p_reference text, p_may_owe boolean default false,
  p_message_id uuid default null, p_purchase_id uuid default null, p_admin_id uuid default null, p_note text default null
)
returns public.whatsapp_credits_transactions
language plpgsql
set search_path = ''
as $$
declare
  v_before public.whatsapp_credits_balance := app.lock_credits(p_tenant_id);
  v_at timestamptz := clock_timestamp();
  v_debt_change int := case
    when p_credits > 0 then -least(v_before.debt_credits, p_credits)
    else greatest(0, -(v_before.balance + p_credits)) end;
  v_balance int := v_before.balance + p_credits + v_debt_change;
  v_low_since timestamptz := case
    when v_balance <= v_before.low_balance_threshold then coalesce(v_before.low_balance_alerted_at, v_at) end;
  v_is_told boolean := p_kind <> 'usage' or v_low_since is not null or v_before.told_at is null
    or v_before.told_at < v_at - interval '1 second';
  v_row public.whatsapp_credits_transactions;
begin
  if not app.claim_reference('whatsapp', p_tenant_id, p_kind, p_reference) then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_kind || ' ' || p_reference;
  end if;
  if v_debt_change <= 0 or p_may_owe then
    insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, debt_change, balance_after, reference,
      conversation_message_id, purchase_id, admin_id, note, created_at)
    values (p_tenant_id, p_kind, p_credits + v_debt_change, v_debt_change, v_balance, p_reference, p_message_id,
      p_purchase_id, p_admin_id, p_note, v_at)
    on conflict (tenant_id, kind, reference) do nothing
    returning * into v_row;
  end if;
  if v_row.id is null then
    -- posted before, or more than there is
    select * into v_row from public.whatsapp_credits_transactions x
    where x.tenant_id = p_tenant_id and x.kind = p_kind and x.reference = p_reference;
    if not found then
      raise sqlstate 'PT402' using message = 'insufficient_credits',
        detail = jsonb_build_object('balance', v_before.balance, 'needed', -p_credits)::text, hint = 'Buy credits in the settings.';
    elsif v_row.amount - v_row.debt_change <> p_credits then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_kind || ' ' || p_reference;
    elsif p_kind = 'usage'
      and exists (
        select from public.whatsapp_credits_transactions x
        where x.tenant_id = p_tenant_id and x.kind = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  update public.whatsapp_credits_balance b set
    balance = v_balance,
    debt_credits = b.debt_credits + v_debt_change,
    lifetime_purchased = b.lifetime_purchased + case when p_kind in ('purchase', 'topup_manual') then p_credits else 0 end,
    lifetime_used = b.lifetime_used - case when p_kind in ('usage', 'refund') then p_credits else 0 end,
    low_balance_alerted_at = v_low_since,
    told_at = case when v_is_told then v_at else b.told_at end,
    updated_at = v_at
  where b.tenant_id = p_tenant_id;
  if v_is_told then
    perform app.broadcast(p_tenant_id, 'credits', (
      select app.credits_payload(b) from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id));
  end if;
  return v_row;
end;
$$;
revoke execute on function app.post_credits(uuid, text, integer, text, boolean, uuid, uuid, uuid, text) from public, anon, authenticated;
