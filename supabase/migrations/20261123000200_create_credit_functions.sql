-- Movements of credits (C1): every one goes through app.post_credits. Order of locks, everywhere: job, message, conversation,
-- hold, and the clinic's balance last; so whoever waits for a balance is waited for by nobody but the next in its line.

create function app.require_credits(p_credits integer, p_reference text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_credits is null or p_credits not between 1 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'From 1 to 1,000,000.';
  end if;
  -- these are ours: what was posted under one of them would pass for a hold, a message, a purchase or a top-up
  if p_reference is null or char_length(p_reference) not between 1 and 200 or p_reference ~ '^(hold|message|purchase|topup):' then
    raise sqlstate 'PT400' using message = 'invalid_reference';
  end if;
end;
$$;

-- The clinic's balance, ours until the end of the transaction. Callers queue at the advisory lock: at a row lock each of
-- them wakes, finds a newer version and looks again, which costs two thirds of the speed at 64 connections.
create function app.lock_credits(p_tenant_id uuid)
returns public.whatsapp_credits_balance
language plpgsql
set search_path = ''
as $$
declare
  v_balance public.whatsapp_credits_balance;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_tenant_id, 4));
  select * into v_balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id for update;
  if not found then
    insert into public.whatsapp_credits_balance (tenant_id) select t.id from public.tenants t where t.id = p_tenant_id
    returning * into v_balance;
    if not found then
      raise sqlstate 'PT404' using message = 'tenant_not_found';
    end if;
  end if;
  return v_balance;
end;
$$;

-- Whether the clinic's active number is an official one, where messages cost credits.
create function app.pays_with_credits(p_tenant_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$$;

create function app.credits_payload(p_balance public.whatsapp_credits_balance)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('balance', p_balance.balance, 'debt_credits', p_balance.debt_credits,
    'low_balance', p_balance.low_balance_alerted_at is not null, 'updated_at', p_balance.updated_at);
end;
$$;
comment on function app.credits_payload(public.whatsapp_credits_balance) is 'The balance as broadcast (event credits): {balance, debt_credits, low_balance, updated_at}.';

-- One movement, once for its kind and reference: a repetition answers the first row and changes nothing, or is refused where
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
  if v_debt_change <= 0 or p_may_owe then
    insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, debt_change, balance_after, reference,
      conversation_message_id, purchase_id, admin_id, note, created_at)
    values (p_tenant_id, p_kind, p_credits + v_debt_change, v_debt_change, v_balance, p_reference, p_message_id,
      p_purchase_id, p_admin_id, p_note, v_at)
    on conflict (kind, reference) do nothing
    returning * into v_row;
  end if;
  if v_row.id is null then
    -- posted before, by this clinic or by another, or more than there is
    select * into v_row from public.whatsapp_credits_transactions x where x.kind = p_kind and x.reference = p_reference;
    if not found then
      raise sqlstate 'PT402' using message = 'insufficient_credits',
        detail = jsonb_build_object('balance', v_before.balance, 'needed', -p_credits)::text, hint = 'Buy credits in the settings.';
    elsif v_row.tenant_id <> p_tenant_id or v_row.amount - v_row.debt_change <> p_credits then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_kind || ' ' || p_reference;
    elsif p_kind = 'usage'
      and exists (select from public.whatsapp_credits_transactions x where x.kind = 'refund' and x.reference = p_reference) then
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

create function public.add_whatsapp_credits(
  p_tenant_id uuid, p_credits integer, p_reference text, p_kind text default 'purchase', p_purchase_id uuid default null,
  p_admin_id uuid default null, p_note text default null
)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_kind is null or p_kind not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_credits(p_tenant_id, p_kind, p_credits, p_reference, false, null, p_purchase_id, p_admin_id, p_note);
end;
$$;
comment on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text) is
  'Caller: the service. Credits come in, once for kind and reference; debt is paid first. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT409 reference_in_use.';

create function public.deduct_whatsapp_credits(
  p_tenant_id uuid, p_credits integer, p_reference text, p_conversation_message_id uuid default null, p_note text default null
)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_credits(p_tenant_id, 'usage', -p_credits, p_reference, false, p_conversation_message_id, null, null, p_note);
end;
$$;
comment on function public.deduct_whatsapp_credits(uuid, integer, text, uuid, text) is
  'Caller: the service. Credits are spent, once for the reference and never below zero. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits with detail {balance, needed}, PT409 reference_in_use, PT409 reference_refunded.';

create function public.refund_whatsapp_credits(p_tenant_id uuid, p_reference text, p_note text default null)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_charge public.whatsapp_credits_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.kind = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_credits(p_tenant_id, 'refund', v_charge.debt_change - v_charge.amount, p_reference, false,
    v_charge.conversation_message_id, null, null, p_note);
end;
$$;
comment on function public.refund_whatsapp_credits(uuid, text, text) is
  'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';

-- Whoever gives credits away signs with the own id, says why, and does not belong to the clinic. The trimmed note.
create function app.require_top_up(p_tenant_id uuid, p_note text, p_client_id uuid, p_admin_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_admin uuid := app.require_saas_admin();
  v_note text := coalesce(app.normalize_lines(left(p_note, 2000)), '');
begin
  if p_admin_id is distinct from v_admin then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'A top-up is signed by whoever makes it.';
  end if;
  if exists (select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_admin)
    and not (select s.single_tenant from app.settings s) then
    raise sqlstate 'PT403' using message = 'own_clinic', hint = 'Ask another administrator of the service.';
  end if;
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  return v_note;
end;
$$;

create function public.saas_top_up_whatsapp_credits(
  p_tenant_id uuid, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid
)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  return app.post_credits(p_tenant_id, 'topup_manual', p_credits, 'topup:' || p_client_id, false, null, null, p_admin_id, v_note);
end;
$$;
comment on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) is
  'Caller: SaaS administrators, p_admin_id being their own id; not for a clinic they belong to, unless it is the only one. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT409 reference_in_use.';

-- Messages. Only the official number costs: one credit a message, taken in the transaction that creates it, given back
-- when it finally fails. The ledger itself says whether a message is paid: its last row is usage.
create function app.message_payment(p_message public.conversation_messages)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select x.kind from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.reference like 'message:%'
    order by x.id desc limit 1);
end;
$$;

-- Takes the message's credit for its next attempt, unless it is paid. The caller holds the message.
create function app.charge_message(p_message public.conversation_messages, p_may_owe boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_message.provider = 'twilio' and p_message.direction = 'outbound' and app.message_payment(p_message) is distinct from 'usage' then
    perform app.post_credits(p_message.tenant_id, 'usage', -1, format('message:%s:%s', p_message.id, 1 + (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      p_may_owe, p_message.id);
  end if;
end;
$$;
comment on function app.charge_message(public.conversation_messages, boolean) is
  'Caller: whoever creates or revives a message, holding it, as its last step. One credit for an official number, once an attempt. Errors: PT402 insufficient_credits, unless p_may_owe.';

-- Gives the message's credit back, if it is paid. The caller holds the message.
create function app.refund_message(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if app.message_payment(p_message) = 'usage' then
    perform app.post_credits(p_message.tenant_id, 'refund', 1, format('message:%s:%s', p_message.id, (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      false, p_message.id, null, null, p_message.error_code);
  end if;
end;
$$;
comment on function app.refund_message(public.conversation_messages) is 'Caller: whoever finally fails a message, holding it. Once for each charge.';

-- Runs at the end of the transaction, for what the message is by then: so the balance is locked last, whatever else the
-- transaction touches, and a message that fails and recovers in one breath moves nothing. A failed message that turns out
-- delivered is paid again, with debt when the balance does not allow it: the provider has charged for it.
create function app.tg_conversation_messages__settle_credit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  select * into v_message from public.conversation_messages m where m.tenant_id = new.tenant_id and m.id = new.id;
  if v_message.status = 'failed' then
    perform app.refund_message(v_message);
  elsif app.message_payment(v_message) = 'refund' then
    perform app.charge_message(v_message, true);
  end if;
  return null;
end;
$$;
create constraint trigger conversation_messages_settle_credit after update of status on public.conversation_messages
  deferrable initially deferred
  for each row when (new.provider = 'twilio' and old.status <> new.status and 'failed' in (old.status, new.status))
  execute function app.tg_conversation_messages__settle_credit();

-- Campaigns hold what they may need, settle message by message without a queue, and release the rest.
create function app.hold_whatsapp_credits(p_tenant_id uuid, p_hold_id uuid, p_credits integer, p_note text default null)
returns app.credit_holds
language plpgsql
set search_path = ''
as $$
declare
  v_hold app.credit_holds;
begin
  perform app.require_credits(p_credits, p_hold_id::text);
  -- before the balance, as whoever settles and releases takes them
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  perform app.post_credits(p_tenant_id, 'usage', -p_credits, 'hold:' || p_hold_id, false, null, null, null, p_note);
  insert into app.credit_holds (tenant_id, id, credits) values (p_tenant_id, p_hold_id, p_credits) on conflict do nothing;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  return v_hold;
end;
$$;
comment on function app.hold_whatsapp_credits(uuid, uuid, integer, text) is
  'Caller: a campaign that starts. Takes the credits out of the balance, once for the id. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits, PT409 reference_in_use, PT409 reference_refunded after its release.';

create function app.settle_held_credits(p_tenant_id uuid, p_hold_id uuid, p_first_position integer, p_message_ids uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_taken int;
  v_hold app.credit_holds;
begin
  -- shared among all that settle; a release waits for them
  perform pg_advisory_xact_lock_shared(uuid_hash_extended(p_hold_id, 5));
  insert into app.credit_settlements as s (tenant_id, hold_id, position, conversation_message_id)
  select h.tenant_id, h.id, p_first_position + m.index::int - 1, m.id
  from app.credit_holds h, unnest(p_message_ids) with ordinality as m (id, index)
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is null
    and p_first_position >= 1 and p_first_position + cardinality(p_message_ids) - 1 <= h.credits
  on conflict (tenant_id, hold_id, position) do update set
    refunded_at = null, conversation_message_id = excluded.conversation_message_id, settled_at = now()
  where s.refunded_at is not null;
  get diagnostics v_taken = row_count;
  if v_taken = cardinality(p_message_ids) then
    return v_taken;
  end if;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  if v_hold.id is null then
    raise sqlstate 'PT404' using message = 'hold_not_found';
  elsif (
    select count(*) from app.credit_settlements s
    where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id and s.refunded_at is null
      and s.position between p_first_position and p_first_position + cardinality(p_message_ids) - 1
  ) is distinct from cardinality(p_message_ids) then
    raise sqlstate 'PT409' using message = 'hold_exhausted', detail = 'Released, or holds fewer credits.';
  elsif exists (
    select from app.credit_settlements s
    where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id
      and s.position between p_first_position and p_first_position + cardinality(p_message_ids) - 1
      and s.conversation_message_id is distinct from p_message_ids[s.position - p_first_position + 1]
  ) then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = 'A credit among these pays for another message.';
  end if;
  return v_taken;
end;
$$;
comment on function app.settle_held_credits(uuid, uuid, integer, uuid[]) is
  'Caller: a campaign that creates its messages from the n-th on, in the same transaction; p_first_position = n. All or none. How many credits were taken now; the others were taken before, for the same messages. Errors: PT404 hold_not_found, PT409 hold_exhausted, PT409 reference_in_use.';

create function app.release_held_credits(p_tenant_id uuid, p_hold_id uuid)
returns app.credit_holds
language plpgsql
set search_path = ''
as $$
declare
  v_hold app.credit_holds;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  update app.credit_holds h set released_at = clock_timestamp(), settled_credits = (
    select count(*) from app.credit_settlements s where s.tenant_id = h.tenant_id and s.hold_id = h.id and s.refunded_at is null)
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is null
  returning * into v_hold;
  if not found then
    select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
    if v_hold.id is null then
      raise sqlstate 'PT404' using message = 'hold_not_found';
    end if;
  elsif v_hold.credits > v_hold.settled_credits then
    perform app.post_credits(p_tenant_id, 'refund', v_hold.credits - v_hold.settled_credits, 'hold:' || p_hold_id);
  end if;
  return v_hold;
end;
$$;
comment on function app.release_held_credits(uuid, uuid) is
  'Caller: a campaign that ends. What was not settled goes back to the balance, once. Errors: PT404 hold_not_found.';

create function app.refund_held_credit(p_tenant_id uuid, p_hold_id uuid, p_position integer)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock_shared(uuid_hash_extended(p_hold_id, 5));
  update app.credit_settlements s set refunded_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id and s.position = p_position and s.refunded_at is null;
  if not found then
    return false;
  end if;
  -- a hold that is open gives it back with the rest
  update app.credit_holds h set settled_credits = h.settled_credits - 1
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is not null;
  if found then
    perform app.post_credits(p_tenant_id, 'refund', 1, format('hold:%s:%s', p_hold_id, p_position));
  end if;
  return true;
end;
$$;
comment on function app.refund_held_credit(uuid, uuid, integer) is
  'Caller: a campaign whose n-th message finally failed. True when the credit came back now. Errors: none.';

-- Clinics whose books are not in order; empty, always. For the nightly check and for tests.
create function app.credit_faults()
returns table (tenant_id uuid, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select b.tenant_id, 'balance'
    from public.whatsapp_credits_balance b
    left join public.whatsapp_credits_transactions x on x.tenant_id = b.tenant_id
    group by b.tenant_id
    having (b.balance, b.debt_credits) is distinct from (coalesce(sum(x.amount), 0)::int, coalesce(sum(x.debt_change), 0)::int)
    union all
    select c.tenant_id, 'chain'
    from (
      select x.tenant_id, x.balance_after, x.amount,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id order by x.id) as balance_before
      from public.whatsapp_credits_transactions x
    ) c
    where c.balance_after <> c.balance_before + c.amount
    group by c.tenant_id
    union all
    select h.tenant_id, 'hold'
    from app.credit_holds h
    -- of the whole ledger at once: looked up hold by hold, it would be read once for each of them
    left join (
      select x.tenant_id, split_part(x.reference, ':', 2) as hold_id, -sum(x.amount - x.debt_change) as taken
      from public.whatsapp_credits_transactions x where x.reference like 'hold:%' group by 1, 2
    ) l on l.tenant_id = h.tenant_id and l.hold_id = h.id::text
    where h.credits - case when h.released_at is null then 0 else h.credits - h.settled_credits end is distinct from l.taken
      or coalesce(h.settled_credits, 0) > (
        select count(*) from app.credit_settlements s where s.tenant_id = h.tenant_id and s.hold_id = h.id and s.refunded_at is null);
end;
$$;
comment on function app.credit_faults() is 'Caller: operators and tests. {tenant_id, fault balance|chain|hold}; no row is the only right answer.';

revoke execute on function app.require_credits(integer, text), app.lock_credits(uuid), app.pays_with_credits(uuid),
  app.credits_payload(public.whatsapp_credits_balance),
  app.post_credits(uuid, text, integer, text, boolean, uuid, uuid, uuid, text),
  public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text),
  public.deduct_whatsapp_credits(uuid, integer, text, uuid, text), public.refund_whatsapp_credits(uuid, text, text),
  app.require_top_up(uuid, text, uuid, uuid), public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid),
  app.message_payment(public.conversation_messages),
  app.charge_message(public.conversation_messages, boolean), app.refund_message(public.conversation_messages),
  app.tg_conversation_messages__settle_credit(), app.hold_whatsapp_credits(uuid, uuid, integer, text),
  app.settle_held_credits(uuid, uuid, integer, uuid[]), app.release_held_credits(uuid, uuid),
  app.refund_held_credit(uuid, uuid, integer), app.credit_faults() from public, anon, authenticated;
grant execute on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text),
  public.deduct_whatsapp_credits(uuid, integer, text, uuid, text), public.refund_whatsapp_credits(uuid, text, text) to service_role;
grant execute on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) to authenticated;
