-- Baseline of the domain billing: everything that supabase/schemas/billing held when the history began.
set check_function_bodies = off;

-- Add-ons whose books are not in order; empty, always.
create function app.addon_faults()
returns table (tenant_id uuid, addon_type text, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.tenant_id, a.addon_type, 'balance'
    from public.addon_credits a
    left join public.addon_transactions x on x.tenant_id = a.tenant_id and x.addon_type = a.addon_type
    group by a.tenant_id, a.id
    having a.balance is distinct from coalesce(sum(x.amount), 0)::int
    union all
    select c.tenant_id, c.addon_type, 'chain'
    from (
      select x.tenant_id, x.addon_type, x.balance_before,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id, x.addon_type order by x.position) as balance_was
      from public.addon_transactions x
    ) c
    where c.balance_before <> c.balance_was
    group by c.tenant_id, c.addon_type;
end;
$$;
comment on function app.addon_faults() is 'Caller: operators and tests. {tenant_id, addon_type, fault balance|chain}; no row is the only right answer.';
revoke execute on function app.addon_faults() from public, anon, authenticated;

create function app.apply_asaas_event(p_event jsonb, p_is_answer boolean default false)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- one without an id, or with one that no key takes, is known by its words
  v_id text := case when char_length(p_event ->> 'id') between 1 and 200 then p_event ->> 'id'
    else 'sha256:' || encode(sha256(convert_to(p_event::text, 'UTF8')), 'hex') end;
  v_type text := coalesce(p_event ->> 'event', '');
  v_meaning text := app.asaas_event_meaning(v_type);
  v_payment jsonb := p_event -> 'payment';
  -- one that no key takes is the id of no payment of ours
  v_payment_id text := case when char_length(v_payment ->> 'id') between 1 and 200 then v_payment ->> 'id' end;
  v_purchase public.whatsapp_credit_purchases;
  v_is_new boolean;
  v_result jsonb;
begin
  insert into app.asaas_events (id, event_type, payment_id, raw) values (v_id, v_type, v_payment_id, p_event)
  on conflict (id) do nothing;
  v_is_new := found;
  -- an event tells what happened, once; an answer tells how things are, which may be so a second time
  if not v_is_new and not p_is_answer then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  if v_payment_id is not null then
    v_purchase := app.lock_purchase_of_payment(v_payment);
  end if;
  v_result := case
    when v_meaning = 'unknown' then jsonb_build_object('outcome', 'ignored', 'reason', 'unknown_event')
    when v_purchase.id is null then jsonb_build_object('outcome', 'ignored', 'reason', 'not_a_purchase')
    else app.apply_payment(v_purchase, v_meaning, v_payment)
  end;
  if not v_is_new and (v_result ->> 'outcome' = 'ignored' or v_result ->> 'outcome' = 'review' and exists (
    select from app.asaas_events e where e.id = v_id and e.outcome = 'review')) then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  update app.asaas_events e set
    tenant_id = v_purchase.tenant_id, purchase_id = v_purchase.id, outcome = v_result ->> 'outcome', reason = v_result ->> 'reason'
  where e.id = v_id;
  -- what one hears of again is looked after again
  update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
  where c.tenant_id = v_purchase.tenant_id and c.id = v_purchase.id and c.next_check_at is null;
  return v_result || jsonb_build_object('tenant_id', v_purchase.tenant_id, 'purchase_id', v_purchase.id);
end;
$$;
comment on function app.apply_asaas_event(jsonb, boolean) is
  'Caller: asaas-webhook, with an authentic event as it came; p_is_answer: made of what the provider answered. Stores it once and applies it. Returns {outcome applied|ignored|review|duplicate, reason, tenant_id, purchase_id}; every outcome is answered with 200. Errors: none.';
revoke execute on function app.apply_asaas_event(jsonb, boolean) from public, anon, authenticated;

create function app.apply_asaas_payment(p_payment jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_status text := p_payment ->> 'status';
  v_purchase public.whatsapp_credit_purchases := app.lock_purchase_of_payment(p_payment);
  -- what was answered before something was taken back is news after it
  v_asked text := concat_ws(':', 'asked', p_payment ->> 'id', nullif(v_purchase.reversed_credits, 0));
  v_type text := case
    when app.is_paid_payment(p_payment) then
      case when app.credits_refunded(v_purchase, p_payment) > 0
        then 'PAYMENT_PARTIALLY_REFUNDED' else 'PAYMENT_RECEIVED' end
    when v_status = 'REFUNDED' then 'PAYMENT_REFUNDED'
    when v_status in ('CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE') then 'PAYMENT_CHARGEBACK_REQUESTED'
    when v_status = 'AWAITING_CHARGEBACK_REVERSAL' then 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL'
    -- not when it was paid while the answer was on its way
    when v_purchase.asaas_payment_id = p_payment ->> 'id' and v_purchase.paid_at < now() - interval '10 minutes'
      and v_purchase.reversed_credits < v_purchase.credits then 'PAYMENT_NO_LONGER_PAID'
    when p_payment ->> 'deleted' = 'true' then 'PAYMENT_DELETED'
    when v_status = 'OVERDUE' then 'PAYMENT_OVERDUE'
    else 'PAYMENT_CREATED'
  end;
begin
  -- a payment that was given back was there before: both are told, in case neither was heard of
  if v_type in ('PAYMENT_REFUNDED', 'PAYMENT_PARTIALLY_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED') then
    perform app.apply_asaas_event(jsonb_build_object('id', v_asked || ':PAYMENT_RECEIVED', 'event', 'PAYMENT_RECEIVED', 'payment', p_payment), true);
  end if;
  return app.apply_asaas_event(jsonb_build_object(
    'id', concat_ws(':', v_asked, v_type, md5((p_payment -> 'refunds')::text)),
    'event', v_type, 'payment', p_payment), true);
end;
$$;
comment on function app.apply_asaas_payment(jsonb) is
  'Caller: reconciliation, with a payment as the provider answered it. Applied as the event that was missed; what is known changes nothing. Returns as apply_asaas_event. Errors: none.';
revoke execute on function app.apply_asaas_payment(jsonb) from public, anon, authenticated;

-- What an event of Asaas says about a payment.
create function app.asaas_event_meaning(p_event_type text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_event_type in ('PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_DUNNING_RECEIVED') then 'paid'
    when p_event_type in ('PAYMENT_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED', 'PAYMENT_CHARGEBACK_DISPUTE',
      'PAYMENT_RECEIVED_IN_CASH_UNDONE') then 'reversed'
    when p_event_type = 'PAYMENT_PARTIALLY_REFUNDED' then 'partly_reversed'
    when p_event_type = 'PAYMENT_REFUND_DENIED' then 'refund_denied'
    when p_event_type = 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL' then 'dispute_won'
    when p_event_type = 'PAYMENT_CREATED' then 'created'
    when p_event_type = 'PAYMENT_OVERDUE' then 'overdue'
    when p_event_type = 'PAYMENT_DELETED' then 'deleted'
    when p_event_type = 'PAYMENT_RESTORED' then 'restored'
    -- ours, when an answer says so
    when p_event_type = 'PAYMENT_NO_LONGER_PAID' then 'no_longer_paid'
    when p_event_type in ('PAYMENT_AWAITING_RISK_ANALYSIS', 'PAYMENT_APPROVED_BY_RISK_ANALYSIS',
      'PAYMENT_REPROVED_BY_RISK_ANALYSIS', 'PAYMENT_AUTHORIZED', 'PAYMENT_UPDATED', 'PAYMENT_CREDIT_CARD_CAPTURE_REFUSED',
      'PAYMENT_ANTICIPATED', 'PAYMENT_REFUND_IN_PROGRESS', 'PAYMENT_DUNNING_REQUESTED',
      'PAYMENT_BANK_SLIP_VIEWED', 'PAYMENT_BANK_SLIP_CANCELLED', 'PAYMENT_CHECKOUT_VIEWED', 'PAYMENT_SPLIT_CANCELLED',
      'PAYMENT_SPLIT_DIVERGENCE_BLOCK', 'PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED') then 'nothing'
    else 'unknown'
  end;
$$;
revoke execute on function app.asaas_event_meaning(text) from public, anon, authenticated;

-- Waits for the clinic's balance of a kind; the moment when it is ours, by which its limits and its ledger go.
create function app.await_addon(p_tenant_id uuid, p_addon_type text)
returns timestamptz
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_addon_type, uuid_hash_extended(p_tenant_id, 7)));
  return clock_timestamp();
end;
$$;
revoke execute on function app.await_addon(uuid, text) from public, anon, authenticated;

create function app.begin_credit_purchase(p_tenant_id uuid, p_package_id uuid, p_client_id uuid, p_cpf_cnpj text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_package public.whatsapp_credit_packages;
  v_purchase public.whatsapp_credit_purchases;
  v_may_charge boolean;
begin
  perform app.require_admin(p_tenant_id);
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform pg_advisory_xact_lock(uuid_hash_extended(p_tenant_id, 6));
  select * into v_purchase from public.whatsapp_credit_purchases c
  where c.tenant_id = p_tenant_id and c.client_id = p_client_id for update;
  if not found then
    select * into v_package from public.whatsapp_credit_packages k where k.id = p_package_id and k.is_active;
    if not found then
      raise sqlstate 'PT404' using message = 'package_not_found', hint = 'Choose another package.';
    end if;
    -- every purchase is a charge at the provider, which counts them
    if (
      select count(*) from public.whatsapp_credit_purchases c
      where c.tenant_id = p_tenant_id and c.status <> 'paid' and c.created_at > now() - interval '1 hour'
    ) >= 10 then
      raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Pay one of those that wait, or try again in an hour.';
    end if;
    insert into public.whatsapp_credit_purchases (tenant_id, package_id, package_name, credits, amount_brl, client_id, cpf_cnpj,
      expires_at, next_check_at, created_by)
    values (p_tenant_id, v_package.id, v_package.name, v_package.credits, v_package.price_brl, p_client_id,
      app.require_payer_document(p_tenant_id, p_cpf_cnpj), now() + interval '1 hour', now() + interval '2 minutes', auth.uid())
    returning * into v_purchase;
  -- a package that was deleted meanwhile left none behind
  elsif v_purchase.package_id <> p_package_id then
    raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Begin the purchase with an id of its own.';
  end if;
  v_may_charge := v_purchase.status = 'pending' and v_purchase.asaas_payment_id is null
    and coalesce(v_purchase.charging_until, '-infinity') < clock_timestamp();
  if v_may_charge then
    update public.whatsapp_credit_purchases c set charging_until = clock_timestamp() + interval '30 seconds'
    where c.tenant_id = v_purchase.tenant_id and c.id = v_purchase.id returning * into v_purchase;
  end if;
  return jsonb_build_object('purchase', to_jsonb(v_purchase), 'may_charge', v_may_charge, 'payer', jsonb_build_object(
    'name', (select t.name from public.tenants t where t.id = p_tenant_id),
    'email', (select p.email from public.profiles p where p.id = auth.uid()),
    'cpf_cnpj', v_purchase.cpf_cnpj,
    'asaas_customer_id', (
      select c.asaas_customer_id from public.whatsapp_credit_purchases c
      where c.tenant_id = p_tenant_id and c.cpf_cnpj = v_purchase.cpf_cnpj and c.asaas_customer_id is not null
      order by c.created_at desc limit 1)));
end;
$$;
comment on function app.begin_credit_purchase(uuid, uuid, uuid, text) is
  'Caller: owner or admin, through create-whatsapp-credit-charge. Idempotent by client_id; the package''s price is frozen. Returns {purchase, may_charge, payer {name, email, cpf_cnpj, asaas_customer_id}}; may_charge is true for one caller at a time, who looks for a charge with externalReference = purchase.id before creating one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 package_not_found, PT429 too_many_requests, PT400 document_required, PT400 invalid_cpf_cnpj, PT409 client_id_in_use.';
revoke execute on function app.begin_credit_purchase(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.begin_credit_purchase(uuid, uuid, uuid, text) to authenticated;

-- A check that failed or was never made is known by its absence: one a day since it was scheduled, and half a day of
-- patience.
create function app.book_health()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('checked_at', b.checked_at, 'is_late', coalesce(b.checked_at, s.created_at) < now() - interval '36 hours',
    'faults', coalesce(jsonb_array_length(b.faults), 0))
  from app.scheduled_functions s
  left join (select * from app.book_checks order by checked_at desc, id desc limit 1) b on true
  where s.name = 'check-books';
$$;
comment on function app.book_health() is
  'Caller: health and monitoring. {checked_at, is_late, faults} of the last check; checked_at is null before the first.';
revoke execute on function app.book_health() from public, anon, authenticated;
grant execute on function app.book_health() to service_role;

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
revoke execute on function app.charge_message(public.conversation_messages, boolean) from public, anon, authenticated;

-- One statement, so that all books are read as of one moment while credits move.
create function app.check_books()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_faults jsonb;
begin
  insert into app.book_checks (faults)
  select coalesce(jsonb_agg(to_jsonb(f) order by f.tenant_id, f.addon_type nulls first, f.fault), '[]')
  from (
    select c.tenant_id, null as addon_type, c.fault from app.credit_faults() c
    union
    select a.tenant_id, a.addon_type, a.fault from app.addon_faults() a
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
$$;
comment on function app.check_books() is 'Caller: process-jobs, every night. How many faults there are. Errors: none.';
revoke execute on function app.check_books() from public, anon, authenticated;
grant execute on function app.check_books() to service_role;

create function app.claim_purchase_check(p_tenant_id uuid, p_purchase_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.status = 'pending' and c.asaas_payment_id is not null
    -- the next check is as far away as it was when the last one began, but for what has passed since
    and c.next_check_at < app.next_purchase_check(c) - interval '20 seconds';
  return found;
end;
$$;
comment on function app.claim_purchase_check(uuid, uuid) is
  'Caller: create-whatsapp-credit-charge, for a buyer who may have paid. True when the provider may be asked about this pending purchase out of turn: once in twenty seconds. Errors: none.';
revoke execute on function app.claim_purchase_check(uuid, uuid) from public, anon, authenticated;

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
revoke execute on function app.credit_faults() from public, anon, authenticated;

-- The states of a payment whose money is there, or still there while a refund waits.
create function app.is_paid_payment(p_payment jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(p_payment ->> 'status' in ('RECEIVED', 'CONFIRMED', 'RECEIVED_IN_CASH', 'DUNNING_RECEIVED',
    'REFUND_REQUESTED', 'REFUND_IN_PROGRESS'), false);
$$;
revoke execute on function app.is_paid_payment(jsonb) from public, anon, authenticated;

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
revoke execute on function app.message_payment(public.conversation_messages) from public, anon, authenticated;

-- The next full hour of a clock. Counted from the moment itself, because an hour that a clock shows twice is two hours.
create function app.next_local_hour(p_at timestamptz, p_time_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select p_at - (w.local - date_trunc('hour', w.local)) + interval '1 hour' from (select p_at at time zone p_time_zone) w (local);
$$;
revoke execute on function app.next_local_hour(timestamptz, text) from public, anon, authenticated;

-- The next midnight of a clock, also where it is put forward or back that night.
create function app.next_local_midnight(p_at timestamptz, p_time_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select (date_trunc('day', p_at at time zone p_time_zone) + interval '1 day') at time zone p_time_zone;
$$;
revoke execute on function app.next_local_midnight(timestamptz, text) from public, anon, authenticated;

create function app.note_asaas_webhook(p_is_interrupted boolean, p_detail text)
returns void
language sql
set search_path = ''
as $$
  update app.asaas_webhook set is_interrupted = p_is_interrupted, detail = left(p_detail, 500), checked_at = now() where only_row;
$$;
comment on function app.note_asaas_webhook(boolean, text) is 'Caller: reconciliation, after asking the provider for its queue; administrators of the service see it. Errors: none.';
revoke execute on function app.note_asaas_webhook(boolean, text) from public, anon, authenticated;

-- Why a price changes or a package goes, for the trigger that keeps it: until the end of the transaction.
create function app.note_package_change(p_note text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_note text := btrim(coalesce(p_note, ''), E' \n\t\r');
begin
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  perform set_config('zelo.package_note', v_note, true);
end;
$$;
revoke execute on function app.note_package_change(text) from public, anon, authenticated;

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
revoke execute on function app.pays_with_credits(uuid) from public, anon, authenticated;

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
revoke execute on function app.refund_held_credit(uuid, uuid, integer) from public, anon, authenticated;

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
revoke execute on function app.refund_message(public.conversation_messages) from public, anon, authenticated;

create function app.release_charge(p_tenant_id uuid, p_purchase_id uuid, p_charging_until timestamptz)
returns void
language sql
set search_path = ''
as $$
  update public.whatsapp_credit_purchases c set charging_until = null
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.asaas_payment_id is null
    and c.charging_until = p_charging_until;
$$;
comment on function app.release_charge(uuid, uuid, timestamptz) is
  'Caller: create-whatsapp-credit-charge, when the provider certainly created nothing: the next press on "buy" need not wait until charging_until, by which the caller names its own reservation: that of whoever came after it stays. Errors: none.';
revoke execute on function app.release_charge(uuid, uuid, timestamptz) from public, anon, authenticated;

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
revoke execute on function app.require_credits(integer, text) from public, anon, authenticated;

-- The CPF or CNPJ that a charge is to name: what was typed, or else the clinic's. The first one is kept.
create function app.require_payer_document(p_tenant_id uuid, p_typed text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_document text := app.normalise_cpf_cnpj(p_typed);
begin
  if p_typed is null or p_typed !~ '\w' then
    select t.cpf_cnpj into v_document from public.tenants t where t.id = p_tenant_id;
    if v_document is null then
      raise sqlstate 'PT400' using message = 'document_required', hint = 'Type the CPF or CNPJ of whoever pays.';
    end if;
  elsif v_document is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  update public.tenants set cpf_cnpj = v_document where id = p_tenant_id and cpf_cnpj is null;
  return v_document;
end;
$$;
revoke execute on function app.require_payer_document(uuid, text) from public, anon, authenticated;

create function app.require_price(p_price numeric)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- a third decimal would be rounded away unseen
  if p_price is null or p_price <= 0 or p_price > 99999999.99 or p_price <> round(p_price, 2) then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'More than zero, in reais and whole cents.';
  end if;
  return p_price;
end;
$$;
revoke execute on function app.require_price(numeric) from public, anon, authenticated;

-- The last product of a type is how credits of the type are given: it stays while a clinic has any of them.
create function app.require_product_unused(p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_type text := (select p.addon_type from public.addon_products p where p.id = p_id and p.deleted_at is null);
  v_clinics bigint;
begin
  -- two that go at a time are one after the other, so that the second is seen to be the last
  perform from public.addon_products p where p.addon_type = v_type order by p.id for no key update;
  if exists (select from public.addon_products p where p.addon_type = v_type and p.id <> p_id and p.deleted_at is null) then
    return;
  end if;
  select count(*) into v_clinics from public.addon_credits a where a.addon_type = v_type and a.balance > 0;
  if v_clinics > 0 then
    raise sqlstate 'PT409' using message = 'product_in_use', detail = v_clinics::text, hint = 'Make it inactive instead.';
  end if;
end;
$$;
revoke execute on function app.require_product_unused(uuid) from public, anon, authenticated;

-- Whoever changes something has seen it as it is: NULL for something new.
create function app.require_seen(p_seen_at timestamptz, p_updated_at timestamptz)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_seen_at is not null and p_seen_at is distinct from p_updated_at then
    raise sqlstate 'PT409' using message = 'changed_meanwhile', hint = 'Look at it again before you change it.';
  end if;
end;
$$;
revoke execute on function app.require_seen(timestamptz, timestamptz) from public, anon, authenticated;

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
revoke execute on function app.require_top_up(uuid, text, uuid, uuid) from public, anon, authenticated;

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
revoke execute on function app.settle_held_credits(uuid, uuid, integer, uuid[]) from public, anon, authenticated;

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
revoke execute on function app.tg_conversation_messages__settle_credit() from public, anon, authenticated;

create function app.tg_credit_holds__delete_settlements()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from app.credit_settlements s where s.tenant_id = old.tenant_id and s.hold_id = old.id;
  return null;
end;
$$;
revoke execute on function app.tg_credit_holds__delete_settlements() from public, anon, authenticated;

create function app.tg_whatsapp_credit_packages__note_change()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_before jsonb := to_jsonb(old) - '{updated_at,position}'::text[];
  v_after jsonb := to_jsonb(new) - '{updated_at,position}'::text[];
begin
  if v_before is distinct from v_after then
    insert into app.credit_package_changes (package_id, changed_by, before, after, note)
    values (coalesce(new.id, old.id), auth.uid(), v_before, v_after, nullif(current_setting('zelo.package_note', true), ''));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_packages__note_change() from public, anon, authenticated;

-- However it got there, a purchase is looked after as one of its new status.
create function app.tg_whatsapp_credit_purchases__check_again()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.next_check_at := app.next_purchase_check(new);
  return new;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_purchases__check_again() from public, anon, authenticated;

create function public.credit_consumption(p_tenant_id uuid, p_days integer default 30)
returns table (day date, used integer)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text;
  v_today date;
  v_days int := least(greatest(coalesce(p_days, 30), 1), 366);
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select t.time_zone into v_zone from public.tenants t where t.id = p_tenant_id;
  v_today := (now() at time zone v_zone)::date;
  return query
    select d.at::date, coalesce(u.used, 0)
    from generate_series((v_today - (v_days - 1))::timestamp, v_today::timestamp, interval '1 day') d (at)
    left join (
      -- what was owed for counts as used, what was given back does not
      select (x.created_at at time zone v_zone)::date as on_day, sum(x.debt_change - x.amount)::int as used
      from public.whatsapp_credits_transactions x
      where x.tenant_id = p_tenant_id and x.kind in ('usage', 'refund')
        and x.created_at >= (v_today - (v_days - 1))::timestamp at time zone v_zone
      group by 1
    ) u on u.on_day = d.at::date
    order by 1;
end;
$$;
comment on function public.credit_consumption(uuid, integer) is
  'Caller: owner, admin or supervisor. {day, used} for each of the last p_days days (1 to 366) of the clinic''s time zone, today included; credits that came back count on the day they did. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.credit_consumption(uuid, integer) from public, anon;
grant execute on function public.credit_consumption(uuid, integer) to authenticated;

create function public.get_credits_overview(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('balance', coalesce(b.balance, 0), 'debt_credits', coalesce(b.debt_credits, 0),
      'held_credits', (
        select coalesce(sum(h.credits), 0) - (
          select count(*) from app.credit_settlements s join app.credit_holds o on o.tenant_id = s.tenant_id and o.id = s.hold_id
          where s.tenant_id = p_tenant_id and o.released_at is null and s.refunded_at is null)
        from app.credit_holds h where h.tenant_id = p_tenant_id and h.released_at is null),
      'lifetime_purchased', coalesce(b.lifetime_purchased, 0), 'lifetime_used', coalesce(b.lifetime_used, 0),
      'low_balance_threshold', coalesce(b.low_balance_threshold, 20),
      'low_balance', coalesce(b.balance <= b.low_balance_threshold, true), 'low_balance_since', b.low_balance_alerted_at,
      'is_charged', app.pays_with_credits(t.id),
      'updated_at', b.updated_at)
    from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
    where t.id = p_tenant_id);
end;
$$;
comment on function public.get_credits_overview(uuid) is
  'Caller: any member. {balance, debt_credits, held_credits, lifetime_purchased, lifetime_used, low_balance_threshold, low_balance, low_balance_since, is_charged, updated_at}; is_charged: the active channel is an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_credits_overview(uuid) from public, anon, authenticated;
grant execute on function public.get_credits_overview(uuid) to authenticated;

create function public.list_credit_transactions(
  p_tenant_id uuid, p_kinds text[] default null, p_from date default null, p_to date default null, p_before bigint default null,
  p_limit integer default 50
)
returns table (
  id bigint, kind text, amount integer, debt_change integer, balance_after integer, note text, created_at timestamptz,
  thread_key text, contact_name text, purchase_id uuid, admin_name text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_time_zone text;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  return query
    select x.id, x.kind, x.amount, x.debt_change, x.balance_after, x.note, x.created_at, h.thread_key, h.contact_name, x.purchase_id,
      nullif(p.full_name, '')
    from public.whatsapp_credits_transactions x
    left join public.conversation_messages m on m.tenant_id = x.tenant_id and m.id = x.conversation_message_id
    left join public.conversation_threads h on h.tenant_id = m.tenant_id and h.id = m.thread_id
    left join public.profiles p on p.id = x.admin_id
    where x.tenant_id = p_tenant_id and (p_kinds is null or x.kind = any (p_kinds)) and (p_before is null or x.id < p_before)
      and (p_from is null or x.created_at >= p_from::timestamp at time zone v_time_zone)
      and (p_to is null or x.created_at < (least(p_to, '9999-12-31') + 1)::timestamp at time zone v_time_zone)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 500);
end;
$$;
comment on function public.list_credit_transactions(uuid, text[], date, date, bigint, integer) is
  'Caller: owner, admin or supervisor. Movements, newest first, between two days of the clinic''s calendar; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_credit_transactions(uuid, text[], date, date, bigint, integer) from public, anon, authenticated;
grant execute on function public.list_credit_transactions(uuid, text[], date, date, bigint, integer) to authenticated;

-- "Most chosen" is said of a package only when it is: by clinics, not by whoever recommends it.
create function public.most_bought_package()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_most uuid[];
begin
  perform app.require_user();
  -- fewer than three clinics would tell what one of them bought
  select array_agg(c.package_id order by c.place) into v_most
  from (
    select u.package_id, rank() over (order by count(*) desc) as place
    from public.whatsapp_credit_purchases u
    where u.status = 'paid' and u.paid_at >= now() - interval '90 days' and u.package_id is not null
    group by u.package_id having count(distinct u.tenant_id) >= 3
  ) c
  where c.place = 1;
  return case when cardinality(v_most) = 1 then v_most[1] end;
end;
$$;
comment on function public.most_bought_package() is
  'Caller: any signed-in person. The package that was paid for most often in 90 days, by three clinics at least; NULL when there is none or several are. Errors: PT401 not_signed_in.';
revoke execute on function public.most_bought_package() from public, anon, authenticated;
grant execute on function public.most_bought_package() to authenticated;

create function public.saas_book_check()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return app.book_health() || jsonb_build_object('list', (
    select coalesce(jsonb_agg(to_jsonb(l) order by l.tenant_name, l.addon_type nulls first, l.fault), '[]')
    from (
      select f.tenant_id, t.name as tenant_name, f.addon_type, f.fault
      from jsonb_to_recordset((select b.faults from app.book_checks b order by b.checked_at desc, b.id desc limit 1))
        as f (tenant_id uuid, addon_type text, fault text)
      left join public.tenants t on t.id = f.tenant_id
      order by t.name, f.addon_type nulls first, f.fault
      limit 100
    ) l));
end;
$$;
comment on function public.saas_book_check() is
  'Caller: SaaS administrators. {checked_at, is_late, faults, list: [{tenant_id, tenant_name, addon_type, fault balance|chain|hold}]} of the last check, at most a hundred in the list; addon_type is null for WhatsApp credits, tenant_name for a clinic that was deleted since. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_book_check() from public, anon, authenticated;
grant execute on function public.saas_book_check() to authenticated;

create function public.saas_credits_overview()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return (
    select jsonb_build_object('clinics', count(*), 'balance', coalesce(sum(b.balance), 0), 'debt_credits', coalesce(sum(b.debt_credits), 0),
      'low_balance_clinics', count(*) filter (where b.low_balance_alerted_at is not null and app.pays_with_credits(b.tenant_id)))
    from public.whatsapp_credits_balance b
  ) || (
    select jsonb_build_object(
      'revenue_cents', coalesce(sum(c.kept_cents) filter (where c.status = 'paid'), 0),
      'revenue_cents_30d', coalesce(sum(c.kept_cents) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'), 0),
      'purchases_30d', count(*) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'),
      'purchases_pending', count(*) filter (where c.status = 'pending'),
      'purchases_failed_30d', count(*) filter (where c.status = 'failed' and c.created_at >= now() - interval '30 days'))
    from (
      -- what was given back in part counts by the credits that were not
      select u.status, u.paid_at, u.created_at, round(u.amount_brl * 100 * (u.credits - u.reversed_credits) / u.credits)::bigint as kept_cents
      from public.whatsapp_credit_purchases u
    ) c
  ) || (
    select jsonb_build_object('events_to_review', count(*)) from app.asaas_events e where e.outcome = 'review' and e.reviewed_at is null
  ) || (
    select jsonb_build_object('webhook', jsonb_build_object(
      'is_interrupted', w.is_interrupted, 'detail', w.detail, 'checked_at', w.checked_at))
    from app.asaas_webhook w);
end;
$$;
comment on function public.saas_credits_overview() is
  'Caller: SaaS administrators. {clinics, balance, debt_credits, low_balance_clinics, revenue_cents, revenue_cents_30d, purchases_30d, purchases_pending, purchases_failed_30d, events_to_review, webhook {is_interrupted, detail, checked_at}}. Revenue is what was paid, less the part of the credits that was given back. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_credits_overview() from public, anon, authenticated;
grant execute on function public.saas_credits_overview() to authenticated;

create function public.saas_delete_addon_product(p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  -- before any row, as whoever saves one
  lock table public.addon_products in share row exclusive mode;
  perform app.require_product_unused(p_id);
  update public.addon_products set deleted_at = now(), is_active = false where id = p_id and deleted_at is null;
end;
$$;
comment on function public.saas_delete_addon_product(uuid) is
  'Caller: SaaS administrators. The product is offered no more; statements still name it, and one that is gone already is no error. Errors: PT401 not_signed_in, PT403 forbidden, PT409 product_in_use with detail = how many clinics have credits of its type, of which it is the last.';
revoke execute on function public.saas_delete_addon_product(uuid) from public, anon, authenticated;
grant execute on function public.saas_delete_addon_product(uuid) to authenticated;

create function public.saas_delete_credit_package(p_id uuid, p_note text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  perform app.note_package_change(p_note);
  -- purchases before their package, as events lock them
  perform from public.whatsapp_credit_purchases c where c.package_id = p_id order by c.id for no key update;
  delete from public.whatsapp_credit_packages where id = p_id;
end;
$$;
comment on function public.saas_delete_credit_package(uuid, text) is
  'Caller: SaaS administrators. Purchases keep its name and price; one that is gone already is no error; p_note says why. Errors: PT401 not_signed_in, PT403 forbidden, PT400 note_required.';
revoke execute on function public.saas_delete_credit_package(uuid, text) from public, anon, authenticated;
grant execute on function public.saas_delete_credit_package(uuid, text) to authenticated;

create function public.saas_list_addon_credits(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null,
  p_after_type text default null
)
returns table (
  tenant_id uuid, tenant_name text, addon_type text, balance integer, total_purchased integer, total_consumed integer,
  daily_limit integer, hourly_limit integer, daily_used integer, hourly_used integer, low_balance_threshold integer,
  is_active boolean, expires_at timestamptz, updated_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select a.tenant_id, t.name, a.addon_type, a.balance, a.total_purchased, a.total_consumed, a.daily_limit, a.hourly_limit,
      -- what was used in a day or hour that is over is used no more
      case when a.daily_reset_at > now() then a.daily_used else 0 end, case when a.hourly_reset_at > now() then a.hourly_used else 0 end,
      a.low_balance_threshold, a.is_active, a.expires_at, a.updated_at
    from public.addon_credits a join public.tenants t on t.id = a.tenant_id
    where (v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0)
      and (p_after_name is null or (t.name, a.tenant_id, a.addon_type) > (p_after_name, p_after_id, p_after_type))
    order by t.name, a.tenant_id, a.addon_type
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_addon_credits(text, integer, text, uuid, text) is
  'Caller: SaaS administrators. Add-ons of the clinics whose name or slug has the search in it, by name; the page after one begins at its clinic''s name and id and its type. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_addon_credits(text, integer, text, uuid, text) from public, anon, authenticated;
grant execute on function public.saas_list_addon_credits(text, integer, text, uuid, text) to authenticated;

create function public.saas_list_addon_transactions(
  p_tenant_id uuid default null, p_addon_type text default null, p_limit integer default 50, p_before uuid default null,
  p_type text default null, p_since timestamptz default null
)
returns table (
  tenant_id uuid, id uuid, tenant_name text, addon_type text, type text, amount integer, balance_after integer, description text,
  product_name text, admin_name text, price_cents integer, created_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.tenant_id, x.id, t.name, x.addon_type, x.type, x.amount, x.balance_after, x.description, d.name,
      coalesce(nullif(p.full_name, ''), p.email), x.price_cents, x.created_at
    from public.addon_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.addon_products d on d.id = x.product_id
    left join public.profiles p on p.id = x.admin_user_id
    where (p_tenant_id is null or x.tenant_id = p_tenant_id) and (p_addon_type is null or x.addon_type = p_addon_type)
      and (p_type is null or x.type = p_type) and (p_since is null or x.created_at >= p_since)
      and (p_before is null or x.id < p_before)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) is
  'Caller: SaaS administrators. Movements of add-ons, newest first: of one clinic, one add-on, one type (purchase, usage, topup_manual, refund, adjustment) and since a moment, or of any; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) to authenticated;

create function public.saas_list_asaas_events(
  p_outcome text default 'review', p_limit integer default 50, p_before timestamptz default null, p_before_id text default null,
  p_open_only boolean default false
)
returns table (
  id text, event_type text, outcome text, reason text, payment_id text, tenant_id uuid, tenant_name text, purchase_id uuid,
  received_at timestamptz, reviewed_at timestamptz, raw jsonb
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select e.id, e.event_type, e.outcome, e.reason, e.payment_id, e.tenant_id, t.name, e.purchase_id, e.received_at, e.reviewed_at, e.raw
    from app.asaas_events e left join public.tenants t on t.id = e.tenant_id
    where (p_outcome is null or e.outcome = p_outcome) and (p_before is null or (e.received_at, e.id) < (p_before, p_before_id))
      and (not coalesce(p_open_only, false) or e.reviewed_at is null)
    order by e.received_at desc, e.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) is
  'Caller: SaaS administrators. Events of the payment provider, newest first: those a person must look at, or p_outcome applied, ignored or NULL for all; with p_open_only none that somebody has looked at. The page after an event begins before its received_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) from public, anon, authenticated;
grant execute on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) to authenticated;

create function public.saas_list_credit_balances(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null,
  p_emptiest_first boolean default false, p_after_place integer default null
)
returns table (
  tenant_id uuid, name text, slug text, balance integer, debt_credits integer, low_balance boolean, lifetime_purchased integer,
  lifetime_used integer, last_purchase_at timestamptz, place integer
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select c.id, c.name, c.slug, c.balance, c.debt_credits, c.low_balance, c.lifetime_purchased, c.lifetime_used,
      (select max(u.paid_at) from public.whatsapp_credit_purchases u where u.tenant_id = c.id), c.place
    from (
      select t.id, t.name, t.slug, coalesce(b.balance, 0) as balance, coalesce(b.debt_credits, 0) as debt_credits,
        b.low_balance_alerted_at is not null and app.pays_with_credits(t.id) as low_balance, coalesce(b.lifetime_purchased, 0) as lifetime_purchased,
        coalesce(b.lifetime_used, 0) as lifetime_used,
        -- a clinic that never had credits has nothing to run out of
        case when p_emptiest_first then coalesce(b.balance - b.debt_credits, 2147483647) else 0 end as place
      from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
      where v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0
    ) c
    where p_after_id is null
      or (c.place, c.name, c.id) > (coalesce(p_after_place, 0), p_after_name, p_after_id)
    order by c.place, c.name, c.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) is
  'Caller: SaaS administrators. Clinics whose name or slug has the search in it, with their balance, zero for one that never had any: by name, or by balance less debt, those that never had any last. The page after a clinic begins at its place, name and id. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) from public, anon, authenticated;
grant execute on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) to authenticated;

create function public.saas_list_credit_purchases(
  p_status text default null, p_limit integer default 50, p_before timestamptz default null, p_before_id uuid default null
)
returns table (
  tenant_id uuid, id uuid, tenant_name text, package_name text, credits integer, amount_brl numeric, status text,
  reversed_credits integer, asaas_payment_id text, created_at timestamptz, paid_at timestamptz, expires_at timestamptz, failed_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select c.tenant_id, c.id, t.name, c.package_name, c.credits, c.amount_brl, c.status, c.reversed_credits, c.asaas_payment_id,
      c.created_at, c.paid_at, c.expires_at, c.failed_at
    from public.whatsapp_credit_purchases c join public.tenants t on t.id = c.tenant_id
    where (p_status is null or c.status = p_status) and (p_before is null or (c.created_at, c.id) < (p_before, p_before_id))
    order by c.created_at desc, c.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) is
  'Caller: SaaS administrators. Purchases of all clinics, newest first, in one state or in any. The page after a purchase begins before its created_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) to authenticated;

create function public.saas_list_package_changes(p_limit integer default 20)
returns table (
  id bigint, package_name text, price_before numeric, price_after numeric, changed_by text, changed_at timestamptz, note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.id, coalesce(x.after, x.before) ->> 'name', (x.before ->> 'price_brl')::numeric, (x.after ->> 'price_brl')::numeric,
      coalesce(nullif(p.full_name, ''), p.email), x.changed_at, x.note
    from app.credit_package_changes x left join public.profiles p on p.id = x.changed_by
    where (x.before ->> 'price_brl') is distinct from (x.after ->> 'price_brl')
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$$;
comment on function public.saas_list_package_changes(integer) is
  'Caller: SaaS administrators. The latest prices: of packages that were created (price_before is NULL), changed, or deleted (price_after is NULL), by whom and why. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_package_changes(integer) from public, anon, authenticated;
grant execute on function public.saas_list_package_changes(integer) to authenticated;

create function public.saas_list_top_ups(p_tenant_id uuid default null, p_limit integer default 20)
returns table (
  id bigint, tenant_id uuid, tenant_name text, credits integer, balance_after integer, note text, admin_id uuid, admin_name text,
  created_at timestamptz, reversed_credits integer, reversed_at timestamptz, reversed_by text, reversal_note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.id, x.tenant_id, t.name, x.amount - x.debt_change, x.balance_after, x.note, x.admin_id,
      coalesce(nullif(p.full_name, ''), p.email), x.created_at,
      r.debt_change - r.amount, r.created_at, coalesce(nullif(q.full_name, ''), q.email), r.note
    from public.whatsapp_credits_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.profiles p on p.id = x.admin_id
    left join public.whatsapp_credits_transactions r on r.kind = 'adjustment' and r.reference = x.reference
    left join public.profiles q on q.id = r.admin_id
    where x.kind = 'topup_manual' and (p_tenant_id is null or x.tenant_id = p_tenant_id)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$$;
comment on function public.saas_list_top_ups(uuid, integer) is
  'Caller: SaaS administrators. The latest top-ups, of one clinic or of all: who gave how many credits and why, and who took how many back. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_top_ups(uuid, integer) from public, anon, authenticated;
grant execute on function public.saas_list_top_ups(uuid, integer) to authenticated;

create function public.saas_order_credit_packages(p_ids uuid[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  update public.whatsapp_credit_packages k set position = o.place * 10
  from unnest(p_ids) with ordinality o (id, place) where k.id = o.id and k.position <> o.place * 10;
end;
$$;
comment on function public.saas_order_credit_packages(uuid[]) is
  'Caller: SaaS administrators. The order in which the shop shows the packages; those not named keep their place. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_order_credit_packages(uuid[]) from public, anon, authenticated;
grant execute on function public.saas_order_credit_packages(uuid[]) to authenticated;

create function public.saas_review_asaas_event(p_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_admin uuid := app.require_saas_admin();
begin
  update app.asaas_events e set reviewed_at = coalesce(e.reviewed_at, now()), reviewed_by = coalesce(e.reviewed_by, v_admin)
  where e.id = p_id and e.outcome = 'review';
  if not found then
    raise sqlstate 'PT404' using message = 'event_not_found';
  end if;
end;
$$;
comment on function public.saas_review_asaas_event(text) is
  'Caller: SaaS administrators. Notes who looked at an event, the first time. Errors: PT401 not_signed_in, PT403 forbidden, PT404 event_not_found.';
revoke execute on function public.saas_review_asaas_event(text) from public, anon, authenticated;
grant execute on function public.saas_review_asaas_event(text) to authenticated;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

create table app.asaas_webhook (
  only_row boolean primary key default true,
  is_interrupted boolean not null default false,
  detail text,
  checked_at timestamptz,
  constraint webhook_has_one_row check (only_row)
);

alter table app.asaas_webhook enable row level security;

create policy select_nobody on app.asaas_webhook for select to authenticated using (false);

comment on table app.asaas_webhook is 'One row. Asaas interrupts its queue after fifteen failures and deletes what waits in it after fourteen days.';

create table app.book_checks (
  id bigint generated always as identity primary key,
  checked_at timestamptz not null default now(),
  faults jsonb not null,
  constraint faults_is_a_list check (jsonb_typeof(faults) = 'array')
);

alter table app.book_checks enable row level security;

create index book_checks_newest on app.book_checks (checked_at desc);

create policy select_nobody on app.book_checks for select to authenticated using (false);

comment on table app.book_checks is
  'One row a check: [{tenant_id, addon_type, fault balance|chain|hold}], empty when the books are in order; addon_type is null for WhatsApp credits. Kept a year.';

create table app.credit_package_changes (
  id bigint generated always as identity primary key,
  package_id uuid not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  before jsonb,
  after jsonb,
  note text,
  constraint something_was_or_is check (before is not null or after is not null)
);

alter table app.credit_package_changes enable row level security;

create policy select_nobody on app.credit_package_changes for select to authenticated using (false);

comment on table app.credit_package_changes is 'A few rows a year, so no index. One row for every package that was created (before is NULL), changed or deleted (after is NULL), whoever did it; never changed. Its place in the shop is not noted.';
comment on column app.credit_package_changes.package_id is 'Not a foreign key: the trace outlives the package.';
comment on column app.credit_package_changes.changed_by is 'NULL: no person, but an operator of the database. Not a foreign key: the trace outlives the account.';

create table app.credit_settlements (
  tenant_id uuid not null,
  hold_id uuid not null,
  position integer not null,
  conversation_message_id uuid,
  settled_at timestamptz not null default now(),
  refunded_at timestamptz,
  primary key (tenant_id, hold_id, position)
);

alter table app.credit_settlements enable row level security;

create policy select_nobody on app.credit_settlements for select to authenticated using (false);

comment on table app.credit_settlements is 'The n-th message of a campaign took the n-th credit of its hold: the key alone makes it happen once and never more often than credits are held. No foreign key on purpose: its check would lock the row of the hold, which every message of the campaign would then write.';

create table public.addon_credits (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  owner_id uuid,
  addon_type text not null,
  balance integer not null default 0,
  total_purchased integer not null default 0,
  total_consumed integer not null default 0,
  low_balance_threshold integer default 10,
  low_balance_notified boolean default false,
  daily_limit integer,
  hourly_limit integer,
  daily_used integer default 0,
  hourly_used integer default 0,
  daily_reset_at timestamptz,
  hourly_reset_at timestamptz,
  from_number_override text,
  expires_at timestamptz,
  is_active boolean default true,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  primary key (tenant_id, id),
  constraint addon_balance_is_one_a_type unique (tenant_id, addon_type),
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete set null (owner_id),
  constraint addon_credits_balance_nonneg_chk check (balance >= 0),
  constraint addon_credits_consumed_nonneg_chk check (total_consumed >= 0),
  constraint addon_credits_purchased_nonneg_chk check (total_purchased >= 0),
  constraint limits_are_not_negative check (daily_limit >= 0 and hourly_limit >= 0)
);

alter table public.addon_credits enable row level security;

create index addon_credits_owner on public.addon_credits (tenant_id, owner_id) where owner_id is not null;

create policy select_members_and_saas_admins on public.addon_credits for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) or (select app.is_saas_admin()));

create trigger addon_credits_touch before update on public.addon_credits
  for each row execute function app.tg_any__touch_updated_at();

comment on column public.addon_credits.daily_reset_at is 'The next midnight of the clinic''s clock: from then on nothing of the day is used.';
comment on column public.addon_credits.hourly_reset_at is 'The next full hour of the clinic''s clock.';

revoke all on public.addon_credits from anon, authenticated, service_role;
grant select on public.addon_credits to authenticated, service_role;

create table public.addon_products (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  description text,
  addon_type text not null,
  icon text default 'pi pi-box',
  credits_amount integer default 0,
  price_cents integer not null default 0,
  currency text default 'BRL',
  is_active boolean default true,
  is_visible boolean default true,
  sort_order integer default 0,
  metadata jsonb default '{}',
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  deleted_at timestamptz,
  constraint addon_products_slug_is_unique unique (slug),
  constraint slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint addon_type_is_a_word check (addon_type ~ '^[a-z][a-z0-9_]{1,39}$'),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint price_is_not_negative check (price_cents >= 0 and credits_amount >= 0)
);

alter table public.addon_products enable row level security;

create policy select_offered_or_saas_admins on public.addon_products for select to authenticated
  using ((is_active and is_visible and deleted_at is null) or (select app.is_saas_admin()));

create trigger addon_products_touch before update on public.addon_products
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.addon_products is 'What the service offers beside WhatsApp credits. Written by SaaS administrators; a deleted one stays for the statements that name it.';

revoke all on public.addon_products from anon, authenticated, service_role;
grant select on public.addon_products to authenticated, service_role;

create table public.addon_transactions (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  owner_id uuid,
  addon_type text not null,
  type text not null,
  amount integer not null,
  balance_before integer not null default 0,
  balance_after integer not null default 0,
  reference text not null,
  product_id uuid references public.addon_products (id) on delete set null,
  queue_id uuid,
  description text,
  admin_user_id uuid references public.profiles (id) on delete set null,
  payment_method text,
  payment_reference text,
  price_cents integer,
  currency text default 'BRL',
  created_at timestamptz default now(),
  metadata jsonb default '{}',
  position bigint generated always as identity,
  day_ends_at timestamptz,
  hour_ends_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, addon_type) references public.addon_credits (tenant_id, addon_type) on delete cascade,
  constraint addon_movement_happens_once unique (type, reference),
  constraint type_is_known check (type in ('purchase', 'usage', 'topup_manual', 'refund', 'adjustment')),
  constraint balance_follows check (balance_after = balance_before + amount)
);

alter table public.addon_transactions enable row level security;

create index addon_transactions_type on public.addon_transactions (tenant_id, addon_type, id);

-- the administrators of the service read all clinics as one, newest first
create index addon_transactions_newest on public.addon_transactions (id);
create index addon_transactions_product on public.addon_transactions (product_id) where product_id is not null;
create index addon_transactions_admin on public.addon_transactions (admin_user_id) where admin_user_id is not null;

create policy select_managers_and_saas_admins on public.addon_transactions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));

comment on column public.addon_transactions.position is 'The order in which the rows were written, whatever the server''s clock said.';
comment on column public.addon_transactions.day_ends_at is 'Of a usage: the day that it counted in, by the daily_reset_at of then.';
comment on column public.addon_transactions.hour_ends_at is 'Of a usage: the hour that it counted in.';
comment on table public.addon_transactions is 'The ledger of the add-ons, never changed. type and reference as kind and reference of whatsapp_credits_transactions.';

revoke all on public.addon_transactions from anon, authenticated, service_role;
grant select on public.addon_transactions to authenticated, service_role;

create table public.whatsapp_credit_packages (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  credits integer not null,
  price_brl numeric(10, 2) not null,
  is_active boolean not null default true,
  is_featured boolean not null default false,
  position integer not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint whatsapp_credit_packages_credits_check check (credits > 0),
  constraint whatsapp_credit_packages_name_check check (length(name) > 0 and length(name) <= 100),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint whatsapp_credit_packages_price_brl_check check (price_brl > 0)
);

alter table public.whatsapp_credit_packages enable row level security;

create policy select_active_or_saas_admins on public.whatsapp_credit_packages for select to authenticated
  using (is_active or (select app.is_saas_admin()));

create trigger whatsapp_credit_packages_touch before update on public.whatsapp_credit_packages
  for each row execute function app.tg_any__touch_updated_at();

create trigger whatsapp_credit_packages_note_change after insert or update or delete on public.whatsapp_credit_packages
  for each row execute function app.tg_whatsapp_credit_packages__note_change();

comment on table public.whatsapp_credit_packages is 'What the shop sells, to every clinic. Written by SaaS administrators.';

revoke all on public.whatsapp_credit_packages from anon, authenticated, service_role;
grant select on public.whatsapp_credit_packages to authenticated, service_role;

create table public.whatsapp_credit_purchases (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  package_id uuid references public.whatsapp_credit_packages (id) on delete set null,
  package_name text not null,
  credits integer not null,
  amount_brl numeric(10, 2) not null,
  status text not null default 'pending',
  client_id uuid not null,
  cpf_cnpj text not null,
  asaas_customer_id text,
  asaas_payment_id text,
  asaas_payment_link text,
  asaas_pix_qrcode text,
  asaas_pix_copy_paste text,
  reversed_credits integer not null default 0,
  charging_until timestamptz,
  next_check_at timestamptz,
  paid_at timestamptz,
  expires_at timestamptz,
  failed_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint purchase_is_begun_once unique (tenant_id, client_id),
  constraint payment_belongs_to_one_purchase unique (asaas_payment_id),
  -- an event of the provider names the purchase alone
  constraint purchase_id_is_unique unique (id),
  constraint whatsapp_credit_purchases_amount_brl_check check (amount_brl > 0),
  constraint whatsapp_credit_purchases_credits_check check (credits > 0),
  constraint whatsapp_credit_purchases_status_check
    check (status in ('pending', 'paid', 'failed', 'expired', 'refunded', 'cancelled')),
  constraint takes_back_what_it_gave check (reversed_credits between 0 and credits)
);

alter table public.whatsapp_credit_purchases enable row level security;

create index whatsapp_credit_purchases_package on public.whatsapp_credit_purchases (package_id);
create index whatsapp_credit_purchases_created_by on public.whatsapp_credit_purchases (created_by);
create index whatsapp_credit_purchases_recent on public.whatsapp_credit_purchases (tenant_id, created_at desc, id desc);
create index whatsapp_credit_purchases_to_check on public.whatsapp_credit_purchases (next_check_at) where next_check_at is not null;

create policy select_managers_and_saas_admins on public.whatsapp_credit_purchases for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));

create trigger whatsapp_credit_purchases_touch before update on public.whatsapp_credit_purchases
  for each row execute function app.tg_any__touch_updated_at();

create trigger whatsapp_credit_purchases_check_again before update of status on public.whatsapp_credit_purchases
  for each row when (old.status <> new.status) execute function app.tg_whatsapp_credit_purchases__check_again();

comment on table public.whatsapp_credit_purchases is 'A package that a clinic buys. Name, credits and price are those of the moment it was begun, whatever becomes of the package.';
comment on column public.whatsapp_credit_purchases.client_id is 'Id of the press on "buy": a repeated call finds the purchase.';
comment on column public.whatsapp_credit_purchases.cpf_cnpj is 'Whom the charge names.';
comment on column public.whatsapp_credit_purchases.reversed_credits is 'Credits taken back after a refund or chargeback of the payment.';
comment on column public.whatsapp_credit_purchases.charging_until is 'Somebody is creating the charge at the provider until then: nobody else may, or the clinic gets two.';
comment on column public.whatsapp_credit_purchases.next_check_at is 'When reconciliation asks the provider about it; NULL: never again.';

revoke all on public.whatsapp_credit_purchases from anon, authenticated, service_role;
grant select on public.whatsapp_credit_purchases to authenticated, service_role;

create table public.whatsapp_credits_balance (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  balance integer not null default 0,
  debt_credits integer not null default 0,
  lifetime_purchased integer not null default 0,
  lifetime_used integer not null default 0,
  low_balance_threshold integer not null default 20,
  low_balance_alerted_at timestamptz,
  told_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint whatsapp_credits_balance_balance_check check (balance >= 0),
  constraint whatsapp_credits_balance_low_balance_threshold_check check (low_balance_threshold >= 0),
  constraint owes_only_when_empty check (debt_credits = 0 or (debt_credits > 0 and balance = 0))
) with (fillfactor = 20);

alter table public.whatsapp_credits_balance enable row level security;

create policy select_members_and_saas_admins on public.whatsapp_credits_balance for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) or (select app.is_saas_admin()));

comment on table public.whatsapp_credits_balance is 'One row a clinic, made by its first movement; a hot one, so its page keeps room for its next versions. balance = sum of amount, debt_credits = sum of debt_change of its ledger, always.';
comment on column public.whatsapp_credits_balance.debt_credits is 'Credits that were spent and then taken back (refund, chargeback), or a message that turned out delivered after its refund. Whatever comes in pays them first.';
comment on column public.whatsapp_credits_balance.lifetime_used is 'Spent and not given back. What is held for a campaign counts until it is released.';
comment on column public.whatsapp_credits_balance.low_balance_alerted_at is 'Since when the balance has been at or under the threshold; NULL above it.';
comment on column public.whatsapp_credits_balance.told_at is 'When screens last heard of the balance. Charges within the second after it are not told, unless the balance is low.';

revoke all on public.whatsapp_credits_balance from anon, authenticated, service_role;
grant select on public.whatsapp_credits_balance to authenticated, service_role;

create table public.whatsapp_credits_transactions (
  tenant_id uuid not null references public.whatsapp_credits_balance (tenant_id) on delete cascade,
  id bigint generated always as identity,
  kind text not null,
  amount integer not null,
  debt_change integer not null default 0,
  balance_after integer not null,
  reference text not null,
  conversation_message_id uuid,
  purchase_id uuid,
  admin_id uuid references public.profiles (id) on delete set null,
  note text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  -- for all clinics: a reference that another clinic used is refused, not used again
  constraint movement_happens_once unique (kind, reference),
  foreign key (tenant_id, purchase_id) references public.whatsapp_credit_purchases (tenant_id, id) on delete set null (purchase_id),
  constraint whatsapp_credits_transactions_kind_check
    check (kind in ('purchase', 'usage', 'topup_manual', 'refund', 'adjustment'))
);

alter table public.whatsapp_credits_transactions enable row level security;

create index whatsapp_credits_transactions_time on public.whatsapp_credits_transactions (tenant_id, created_at);
create index whatsapp_credits_transactions_message on public.whatsapp_credits_transactions (tenant_id, conversation_message_id, id)
  where conversation_message_id is not null;
create index whatsapp_credits_transactions_purchase on public.whatsapp_credits_transactions (tenant_id, purchase_id)
  where purchase_id is not null;
create index whatsapp_credits_transactions_admin on public.whatsapp_credits_transactions (admin_id) where admin_id is not null;
create index whatsapp_credits_transactions_top_ups on public.whatsapp_credits_transactions (id) where kind = 'topup_manual';

create policy select_managers_and_saas_admins on public.whatsapp_credits_transactions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));

comment on table public.whatsapp_credits_transactions is 'The ledger: one row a movement, in the order of their ids, never changed. balance_after is the balance_after before it plus amount. amount - debt_change is what was asked for.';
comment on column public.whatsapp_credits_transactions.debt_change is 'Part of the movement that made (+) or paid (-) debt instead of changing the balance.';
comment on column public.whatsapp_credits_transactions.reference is 'What the movement is about, once for each kind: message:<id>:<attempt>, purchase:<id>, topup:<client id>, hold:<id>…';
comment on column public.whatsapp_credits_transactions.conversation_message_id is 'Not a foreign key: what was paid stays paid when the message is erased.';

revoke all on public.whatsapp_credits_transactions from anon, authenticated, service_role;
grant select on public.whatsapp_credits_transactions to authenticated, service_role;

create constraint trigger conversation_messages_settle_credit after update of status on public.conversation_messages
  deferrable initially deferred
  for each row when (new.provider = 'twilio' and old.status <> new.status and 'failed' in (old.status, new.status))
  execute function app.tg_conversation_messages__settle_credit();

-- What an event does to the purchase it belongs to, which is locked: {outcome, reason}.
create function app.apply_payment(p_purchase public.whatsapp_credit_purchases, p_meaning text, p_payment jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_is_settled boolean := p_purchase.paid_at is not null or p_purchase.reversed_credits > 0;
  v_is_ours boolean := p_purchase.asaas_payment_id is not distinct from p_payment ->> 'id';
  v_moves_money boolean := p_meaning in ('paid', 'reversed', 'partly_reversed');
  v_doubt text := app.payment_doubt(p_purchase, p_payment);
  v_credits int;
  v_status text;
begin
  if v_moves_money and v_is_settled and not v_is_ours then
    -- two charges of one purchase: the money of the second is not what the credits were given for
    return jsonb_build_object('outcome', 'review', 'reason', 'paid_twice');
  elsif v_moves_money and v_doubt is not null then
    return jsonb_build_object('outcome', 'review', 'reason', v_doubt);
  elsif p_meaning in ('dispute_won', 'no_longer_paid') then
    return jsonb_build_object('outcome', 'review', 'reason', p_meaning);
  elsif p_meaning = 'refund_denied' and v_is_ours
    and p_purchase.reversed_credits > coalesce(app.credits_refunded(p_purchase, p_payment), 0) then
    return jsonb_build_object('outcome', 'review', 'reason', 'refund_denied');
  elsif p_meaning = 'paid' then
    if p_purchase.paid_at is null then
      perform app.pay_purchase(p_purchase, p_payment);
    end if;
    return case
      when app.is_paid_after_reversal(p_purchase, p_payment)
        then jsonb_build_object('outcome', 'review', 'reason', 'paid_after_reversal')
      when p_purchase.paid_at is not null then jsonb_build_object('outcome', 'ignored', 'reason', 'already_paid')
      else jsonb_build_object('outcome', 'applied')
    end;
  elsif p_meaning in ('reversed', 'partly_reversed') then
    v_credits := case p_meaning when 'reversed' then p_purchase.credits else app.credits_refunded(p_purchase, p_payment) end;
    if v_credits is null then
      return jsonb_build_object('outcome', 'review', 'reason', 'refund_unclear');
    elsif v_credits <= p_purchase.reversed_credits and app.may_have_come_back(p_purchase) then
      return jsonb_build_object('outcome', 'review', 'reason', 'reversed_again');
    elsif v_credits <= p_purchase.reversed_credits then
      -- told before, not done yet, or beyond the price
      return jsonb_build_object('outcome', 'ignored', 'reason', 'nothing_to_take_back');
    end if;
    perform app.reverse_purchase(p_purchase, p_payment, v_credits);
    return jsonb_build_object('outcome', 'applied');
  elsif p_meaning = 'created' and p_purchase.asaas_payment_id is null and v_doubt is null then
    -- faster than the answer to the call that created it
    update public.whatsapp_credit_purchases c set asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
    where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id;
    return jsonb_build_object('outcome', 'applied');
  end if;
  v_status := case
    when not v_is_ours then null
    when p_meaning = 'overdue' and p_purchase.status = 'pending' then 'expired'
    -- a charge deleted after its time had simply expired
    when p_meaning = 'deleted' and p_purchase.status in ('pending', 'expired', 'failed') then
      nullif(case when p_purchase.expires_at <= now() then 'expired' else 'cancelled' end, p_purchase.status)
    when p_meaning = 'restored' and p_purchase.status in ('expired', 'cancelled') then 'pending'
  end;
  if v_status is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'changes_nothing');
  end if;
  update public.whatsapp_credit_purchases c set
    status = v_status, expires_at = case when v_status = 'pending' then now() + interval '1 day' else c.expires_at end
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into p_purchase;
  perform app.publish_purchase(p_purchase);
  return jsonb_build_object('outcome', 'applied');
end;
$$;
revoke execute on function app.apply_payment(public.whatsapp_credit_purchases, text, jsonb) from public, anon, authenticated;

create function app.attach_charge(p_tenant_id uuid, p_purchase_id uuid, p_charge jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
  v_payment text := p_charge ->> 'payment_id';
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  elsif v_payment is null or exists (
    select from public.whatsapp_credit_purchases c where c.asaas_payment_id = v_payment and c.id <> p_purchase_id
  ) then
    raise sqlstate 'PT409' using message = 'payment_in_use', detail = coalesce(v_payment, '');
  elsif v_purchase.asaas_payment_id <> v_payment and (v_purchase.paid_at is not null or v_purchase.reversed_credits > 0) then
    -- another charge was paid meanwhile
    return v_purchase;
  end if;
  update public.whatsapp_credit_purchases c set
    asaas_payment_id = v_payment,
    asaas_customer_id = coalesce(p_charge ->> 'customer_id', c.asaas_customer_id),
    -- what belongs to another payment goes with it
    asaas_payment_link = coalesce(p_charge ->> 'payment_link', case when c.asaas_payment_id = v_payment then c.asaas_payment_link end),
    asaas_pix_qrcode = coalesce(p_charge ->> 'pix_qrcode', case when c.asaas_payment_id = v_payment then c.asaas_pix_qrcode end),
    asaas_pix_copy_paste = coalesce(p_charge ->> 'pix_copy_paste',
      case when c.asaas_payment_id = v_payment then c.asaas_pix_copy_paste end),
    expires_at = coalesce((p_charge ->> 'expires_at')::timestamptz, c.expires_at),
    status = case when c.asaas_payment_id is distinct from v_payment and c.status in ('failed', 'expired', 'cancelled')
      then 'pending' else c.status end,
    charging_until = null
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id returning * into v_purchase;
  return v_purchase;
end;
$$;
comment on function app.attach_charge(uuid, uuid, jsonb) is
  'Caller: whoever created or found the charge. {payment_id, customer_id, payment_link, pix_qrcode, pix_copy_paste, expires_at}; what is missing stays, unless it was told of another payment. A purchase that another charge has paid keeps that one. Errors: PT404 purchase_not_found, PT409 payment_in_use.';
revoke execute on function app.attach_charge(uuid, uuid, jsonb) from public, anon, authenticated;

create function app.claim_purchases_to_check(p_limit integer)
returns setof public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
begin
  return query
    with due as materialized (
      select c.tenant_id, c.id from public.whatsapp_credit_purchases c
      where c.next_check_at <= now() order by c.next_check_at limit p_limit
      for update skip locked)
    update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
    from due where c.tenant_id = due.tenant_id and c.id = due.id
    returning c.*;
end;
$$;
comment on function app.claim_purchases_to_check(integer) is
  'Caller: reconciliation, every few minutes. Purchases to ask the provider about, each given to one caller and due again later: pending ones every five minutes, closed ones for two weeks, paid ones daily until nothing was heard of them for thirty days. Errors: none.';
revoke execute on function app.claim_purchases_to_check(integer) from public, anon, authenticated;

create function app.close_credit_purchase(p_tenant_id uuid, p_purchase_id uuid, p_status text)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  if p_status is null or p_status not in ('failed', 'expired', 'cancelled') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  update public.whatsapp_credit_purchases c set
    status = p_status, charging_until = null, failed_at = case when p_status = 'failed' then now() end
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.status = 'pending' returning * into v_purchase;
  if found then
    perform app.publish_purchase(v_purchase);
    return v_purchase;
  end if;
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  return v_purchase;
end;
$$;
comment on function app.close_credit_purchase(uuid, uuid, text) is
  'Caller: the functions that charge and reconcile. A pending purchase becomes failed, expired or cancelled; a payment that comes all the same still counts. Errors: PT400 invalid_status, PT404 purchase_not_found.';
revoke execute on function app.close_credit_purchase(uuid, uuid, text) from public, anon, authenticated;

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
revoke execute on function app.credits_payload(public.whatsapp_credits_balance) from public, anon, authenticated;

-- How many credits the refunds of a payment take back: the part of the price that is no longer paid, rounded in the
-- clinic's favour; what was paid beyond the price may go back without them. Of the states of a refund (PENDING, CANCELLED,
-- DONE, and two of waiting for somebody's consent) one moves money. NULL when the payment does not tell of a refund.
create function app.credits_refunded(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns integer
language sql
immutable
set search_path = ''
as $$
  with refunds as (
    select count(*) as told, coalesce(sum((r ->> 'value')::numeric) filter (where coalesce(r ->> 'status', 'DONE') = 'DONE'), 0) as reais
    from jsonb_array_elements(case jsonb_typeof(p_payment -> 'refunds') when 'array' then p_payment -> 'refunds' else '[]' end) r
    where jsonb_typeof(r -> 'value') = 'number' and (r ->> 'value')::numeric > 0 and r ->> 'status' is distinct from 'CANCELLED'
  ), unpaid as (
    select f.told, f.reais - greatest(0, case jsonb_typeof(p_payment -> 'value')
      when 'number' then (p_payment ->> 'value')::numeric - p_purchase.amount_brl end) as reais
    from refunds f
  )
  -- div: whole numbers, exactly
  select least(p_purchase.credits, div(p_purchase.credits * greatest(0, u.reais), p_purchase.amount_brl))::int
  from unpaid u where u.told > 0;
$$;
revoke execute on function app.credits_refunded(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;

-- Whether a payment is told as paid though credits of it were taken back that its refunds do not explain: money that came
-- again (a receipt in cash undone, a dispute won), or a late word about money that is gone. Only a person can tell.
create function app.is_paid_after_reversal(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_purchase.reversed_credits > coalesce(app.credits_refunded(p_purchase, p_payment), 0)
    and (p_payment ->> 'status' is null or app.is_paid_payment(p_payment));
$$;
revoke execute on function app.is_paid_after_reversal(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;

-- The clinic's balance of a kind, ours until the end of the transaction, with the windows of its limits brought up to p_at.
-- A new window is a whole one also where the clinic changed its time zone: a day has at least 23 hours, an hour sixty minutes.
create function app.lock_addon(p_tenant_id uuid, p_addon_type text, p_at timestamptz)
returns public.addon_credits
language plpgsql
set search_path = ''
as $$
declare
  v_addon public.addon_credits;
  v_time_zone text;
begin
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  if not found then
    raise sqlstate 'PT404' using message = 'tenant_not_found';
  end if;
  select * into v_addon from public.addon_credits a where a.tenant_id = p_tenant_id and a.addon_type = p_addon_type for update;
  if not found then
    if p_addon_type is null or not exists (
      select from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null) then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = coalesce(p_addon_type, '');
    end if;
    insert into public.addon_credits (tenant_id, addon_type) values (p_tenant_id, p_addon_type) returning * into v_addon;
  end if;
  if coalesce(v_addon.daily_reset_at, '-infinity') <= p_at then
    v_addon.daily_used := 0;
    v_addon.daily_reset_at := app.next_local_midnight(
      greatest(p_at, v_addon.daily_reset_at + interval '23 hours' - interval '1 microsecond'), v_time_zone);
  end if;
  if coalesce(v_addon.hourly_reset_at, '-infinity') <= p_at then
    v_addon.hourly_used := 0;
    v_addon.hourly_reset_at := app.next_local_hour(
      greatest(p_at, v_addon.hourly_reset_at + interval '1 hour' - interval '1 microsecond'), v_time_zone);
  end if;
  return v_addon;
end;
$$;
revoke execute on function app.lock_addon(uuid, text, timestamptz) from public, anon, authenticated;

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
revoke execute on function app.lock_credits(uuid) from public, anon, authenticated;

-- The purchase of a payment, locked: by the payment, or else by the reference that our charge carries.
create function app.lock_purchase_of_payment(p_payment jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_reference text := p_payment ->> 'externalReference';
  v_purchase public.whatsapp_credit_purchases;
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.asaas_payment_id = p_payment ->> 'id' for update;
  if not found and v_reference ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_purchase from public.whatsapp_credit_purchases c where c.id = v_reference::uuid for update;
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.lock_purchase_of_payment(jsonb) from public, anon, authenticated;

-- Whether money that had gone was told to be there again: a person decided then what the clinic gets for it, so when it
-- goes once more a person must look again.
create function app.may_have_come_back(p_purchase public.whatsapp_credit_purchases)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from app.asaas_events e
    where e.tenant_id = p_purchase.tenant_id and e.purchase_id = p_purchase.id
      and e.reason in ('dispute_won', 'paid_after_reversal', 'refund_denied'));
$$;
revoke execute on function app.may_have_come_back(public.whatsapp_credit_purchases) from public, anon, authenticated;

-- When the provider is asked about a purchase again: a pending one in minutes, and daily when nobody closed it for two
-- weeks; one that was paid daily until nothing was heard of it for thirty days, because of a refund whose event was lost;
-- one that is over for two weeks, because of a payment that came too late. NULL: never.
create function app.next_purchase_check(p_purchase public.whatsapp_credit_purchases)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case
    when p_purchase.status = 'pending' then
      now() + case when p_purchase.expires_at < now() - interval '14 days' then interval '1 day' else interval '5 minutes' end
    when p_purchase.paid_at is not null then case
      when p_purchase.paid_at > now() - interval '30 days' or exists (
        select from app.asaas_events e
        where e.tenant_id = p_purchase.tenant_id and e.purchase_id = p_purchase.id and e.received_at > now() - interval '30 days'
      ) then now() + interval '1 day' end
    when p_purchase.expires_at > now() - interval '14 days' then now() + interval '6 hours'
  end;
$$;
revoke execute on function app.next_purchase_check(public.whatsapp_credit_purchases) from public, anon, authenticated;

-- The money is there: the credits come in, once, less what was taken back already.
create function app.pay_purchase(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  update public.whatsapp_credit_purchases c set
    status = case when c.reversed_credits = c.credits then 'refunded' else 'paid' end, paid_at = now(), failed_at = null,
    asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into v_purchase;
  perform app.publish_purchase(v_purchase);
  perform app.post_credits(v_purchase.tenant_id, 'purchase', v_purchase.credits, 'purchase:' || v_purchase.id, false, null,
    v_purchase.id, null, v_purchase.package_name);
  if v_purchase.reversed_credits > 0 then
    perform app.post_reversal(v_purchase, v_purchase.reversed_credits);
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.pay_purchase(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;

-- Why a payment cannot be the one that the purchase waits for; NULL when it can.
create function app.payment_doubt(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_payment ->> 'customer' is null
      or p_payment ->> 'customer' <> coalesce(p_purchase.asaas_customer_id, p_payment ->> 'customer') then 'other_customer'
    when jsonb_typeof(p_payment -> 'value') is distinct from 'number'
      or (p_payment ->> 'value')::numeric < p_purchase.amount_brl then 'value_too_low'
  end;
$$;
revoke execute on function app.payment_doubt(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;

-- One movement, once for its type and reference, as app.post_credits. What comes back within its day or hour may be
-- spent in it again. p_details: product_id, queue_id, description, admin_user_id, payment_method, payment_reference,
-- price_cents. p_at: another moment than now, for tests.
create function app.post_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_type text, p_credits integer, p_reference text, p_details jsonb default '{}',
  p_at timestamptz default null
)
returns public.addon_transactions
language plpgsql
set search_path = ''
as $$
declare
  v_turn timestamptz := app.await_addon(p_tenant_id, p_addon_type);
  v_at timestamptz := coalesce(p_at, v_turn);
  v_addon public.addon_credits := app.lock_addon(p_tenant_id, p_addon_type, v_at);
  v_row public.addon_transactions;
  v_charge public.addon_transactions;
  v_day int := 0;
  v_hour int := 0;
begin
  select * into v_row from public.addon_transactions x where x.type = p_type and x.reference = p_reference;
  if found then
    if (v_row.tenant_id, v_row.addon_type, v_row.amount) is distinct from (p_tenant_id, p_addon_type, p_credits) then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
    end if;
    if p_type = 'usage'
      and exists (select from public.addon_transactions x where x.type = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  if p_type = 'usage' then
    perform app.require_addon(v_addon, -p_credits, v_at);
    v_day := -p_credits;
    v_hour := -p_credits;
  elsif p_type = 'refund' then
    select * into v_charge from public.addon_transactions x where x.type = 'usage' and x.reference = p_reference;
    v_day := case when v_charge.day_ends_at = v_addon.daily_reset_at then -p_credits else 0 end;
    v_hour := case when v_charge.hour_ends_at = v_addon.hourly_reset_at then -p_credits else 0 end;
  else
    -- whoever takes the last product of a type away waits, and finds that it is in use
    perform from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null for share;
    if not found then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = p_addon_type;
    end if;
  end if;
  update public.addon_credits a set
    balance = a.balance + p_credits,
    total_purchased = a.total_purchased + case when p_type in ('purchase', 'topup_manual') then p_credits else 0 end,
    total_consumed = a.total_consumed - case when p_type in ('usage', 'refund') then p_credits else 0 end,
    low_balance_notified = a.balance + p_credits <= coalesce(a.low_balance_threshold, -1),
    daily_used = v_addon.daily_used + v_day, daily_reset_at = v_addon.daily_reset_at,
    hourly_used = v_addon.hourly_used + v_hour, hourly_reset_at = v_addon.hourly_reset_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id;
  insert into public.addon_transactions (tenant_id, owner_id, addon_type, type, amount, balance_before, balance_after, reference,
    product_id, queue_id, description, admin_user_id, payment_method, payment_reference, price_cents, created_at,
    day_ends_at, hour_ends_at)
  values (p_tenant_id, v_addon.owner_id, p_addon_type, p_type, p_credits, v_addon.balance, v_addon.balance + p_credits,
    p_reference, (p_details ->> 'product_id')::uuid, (p_details ->> 'queue_id')::uuid, p_details ->> 'description',
    (p_details ->> 'admin_user_id')::uuid, p_details ->> 'payment_method', p_details ->> 'payment_reference',
    (p_details ->> 'price_cents')::int, v_at,
    case when p_type = 'usage' then v_addon.daily_reset_at end, case when p_type = 'usage' then v_addon.hourly_reset_at end)
  on conflict (type, reference) do nothing
  returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  perform app.broadcast(p_tenant_id, 'addon_credits', jsonb_build_object('addon_type', p_addon_type, 'balance', v_row.balance_after));
  return v_row;
end;
$$;
revoke execute on function app.post_addon_credits(uuid, text, text, integer, text, jsonb, timestamptz) from public, anon, authenticated;

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
revoke execute on function app.post_credits(uuid, text, integer, text, boolean, uuid, uuid, uuid, text) from public, anon, authenticated;

create function app.post_reversal(p_purchase public.whatsapp_credit_purchases, p_credits integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- what was spent already becomes debt
  perform app.post_credits(p_purchase.tenant_id, 'adjustment', -p_credits,
    format('purchase:%s:reversed:%s', p_purchase.id, p_purchase.reversed_credits), true, null, p_purchase.id, null,
    p_purchase.package_name);
end;
$$;
revoke execute on function app.post_reversal(public.whatsapp_credit_purchases, integer) from public, anon, authenticated;

create function app.publish_purchase(p_purchase public.whatsapp_credit_purchases)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(p_purchase.tenant_id, 'credit_purchase', jsonb_build_object(
    'id', p_purchase.id, 'status', p_purchase.status, 'credits', p_purchase.credits, 'paid_at', p_purchase.paid_at));
end;
$$;
revoke execute on function app.publish_purchase(public.whatsapp_credit_purchases) from public, anon, authenticated;

-- Why credits of a kind cannot be spent now; errors, or nothing.
create function app.require_addon(p_addon public.addon_credits, p_credits integer, p_at timestamptz)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not p_addon.is_active or p_addon.expires_at <= p_at then
    raise sqlstate 'PT409' using message = 'addon_inactive', hint = 'Ask whoever runs the service.';
  elsif p_addon.balance < p_credits then
    raise sqlstate 'PT402' using message = 'insufficient_addon_credits',
      detail = jsonb_build_object('balance', p_addon.balance, 'needed', p_credits)::text, hint = 'Buy more.';
  elsif p_addon.daily_used + p_credits > p_addon.daily_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.daily_reset_at::text, hint = 'Tomorrow there are more.';
  elsif p_addon.hourly_used + p_credits > p_addon.hourly_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.hourly_reset_at::text, hint = 'Next hour there are more.';
  end if;
end;
$$;
revoke execute on function app.require_addon(public.addon_credits, integer, timestamptz) from public, anon, authenticated;

-- The money went back, at least for so many credits in all. Before the payment itself is heard of, it is only remembered.
create function app.reverse_purchase(p_purchase public.whatsapp_credit_purchases, p_payment jsonb, p_credits integer)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  update public.whatsapp_credit_purchases c set
    reversed_credits = p_credits, status = case when p_credits = c.credits then 'refunded' else c.status end,
    asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into v_purchase;
  perform app.publish_purchase(v_purchase);
  if v_purchase.paid_at is not null then
    perform app.post_reversal(v_purchase, p_credits - p_purchase.reversed_credits);
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.reverse_purchase(public.whatsapp_credit_purchases, jsonb, integer) from public, anon, authenticated;

create function public.add_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_type text default 'purchase', p_details jsonb default '{}'
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_type is null or p_type not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_addon_credits(p_tenant_id, p_addon_type, p_type, p_credits, p_reference, p_details);
end;
$$;
comment on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) is
  'Caller: the service. Credits of a kind come in, once for type and reference. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';
revoke execute on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) to service_role;

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
revoke execute on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text) to service_role;

create function public.deduct_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_details jsonb default '{}'
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'usage', -p_credits, p_reference, p_details);
end;
$$;
comment on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) is
  'Caller: the service. Credits of a kind are spent, once for the reference, never below zero nor beyond a limit of the clinic''s day or hour. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT404 addon_not_found, PT409 addon_inactive, PT402 insufficient_addon_credits, PT429 addon_limit_reached with detail = when it ends, PT409 reference_in_use, PT409 reference_refunded.';
revoke execute on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) from public, anon, authenticated;
grant execute on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) to service_role;

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
revoke execute on function public.deduct_whatsapp_credits(uuid, integer, text, uuid, text) from public, anon, authenticated;
grant execute on function public.deduct_whatsapp_credits(uuid, integer, text, uuid, text) to service_role;

create function public.refund_addon_credits(p_tenant_id uuid, p_reference text)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_charge public.addon_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.addon_transactions x
  where x.tenant_id = p_tenant_id and x.type = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_addon_credits(p_tenant_id, v_charge.addon_type, 'refund', -v_charge.amount, p_reference);
end;
$$;
comment on function public.refund_addon_credits(uuid, text) is
  'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';
revoke execute on function public.refund_addon_credits(uuid, text) from public, anon, authenticated;
grant execute on function public.refund_addon_credits(uuid, text) to service_role;

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
revoke execute on function public.refund_whatsapp_credits(uuid, text, text) from public, anon, authenticated;
grant execute on function public.refund_whatsapp_credits(uuid, text, text) to service_role;

create function public.saas_grant_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid, p_product_id uuid default null
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'topup_manual', p_credits, 'topup:' || p_client_id, jsonb_build_object(
    'description', v_note, 'admin_user_id', p_admin_id, 'product_id', (select p.id from public.addon_products p where p.id = p_product_id)));
end;
$$;
comment on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) is
  'Caller: SaaS administrators, as saas_top_up_whatsapp_credits. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';
revoke execute on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) to authenticated;

-- A top-up that went wrong (another clinic, a zero too many) is taken back: an adjustment under the reference of the
-- top-up, so the ledger itself allows one. What the clinic has spent of it stays spent: no balance falls below zero, and
-- nobody comes to owe for a mistake of ours.
create function public.saas_reverse_top_up(p_tenant_id uuid, p_top_up_id bigint, p_note text, p_admin_id uuid)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, gen_random_uuid(), p_admin_id);
  v_top_up public.whatsapp_credits_transactions;
  v_balance public.whatsapp_credits_balance;
  v_credits int;
begin
  select * into v_top_up from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.id = p_top_up_id and x.kind = 'topup_manual' and x.reference like 'topup:%';
  if not found then
    raise sqlstate 'PT404' using message = 'top_up_not_found';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if exists (
    select from public.whatsapp_credits_transactions x where x.kind = 'adjustment' and x.reference = v_top_up.reference
  ) then
    raise sqlstate 'PT409' using message = 'already_reversed', hint = 'Look at the list of top-ups again.';
  end if;
  v_credits := least(v_balance.balance, v_top_up.amount - v_top_up.debt_change);
  if v_credits = 0 then
    raise sqlstate 'PT409' using message = 'nothing_to_reverse', hint = 'The clinic has spent these credits.';
  end if;
  return app.post_credits(p_tenant_id, 'adjustment', -v_credits, v_top_up.reference, false, null, null, p_admin_id, v_note);
end;
$$;
comment on function public.saas_reverse_top_up(uuid, bigint, text, uuid) is
  'Caller: SaaS administrators, p_admin_id being their own id; not for a clinic they belong to, unless it is the only one. Takes back what is left of a top-up, at most the balance, once. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 note_required, PT404 top_up_not_found, PT409 already_reversed, PT409 nothing_to_reverse.';
revoke execute on function public.saas_reverse_top_up(uuid, bigint, text, uuid) from public, anon, authenticated;
grant execute on function public.saas_reverse_top_up(uuid, bigint, text, uuid) to authenticated;

create function public.saas_save_addon_product(
  p_id uuid, p_slug text, p_name text, p_description text, p_addon_type text, p_credits_amount integer, p_price_cents integer,
  p_icon text default null, p_is_active boolean default true, p_is_visible boolean default true, p_sort_order integer default 0,
  p_seen_at timestamptz default null
)
returns public.addon_products
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_product public.addon_products;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name);
  if coalesce(p_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or char_length(p_slug) > 120 or coalesce(p_addon_type, '') !~ '^[a-z][a-z0-9_]{1,39}$' then
    raise sqlstate 'PT400' using message = 'invalid_slug', detail = 'Lower case letters, digits and hyphens.';
  end if;
  -- one administrator at a time, so that a slug that two want is refused to one of them in words
  lock table public.addon_products in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select o.updated_at from public.addon_products o where o.id = p_id and o.deleted_at is null));
  if exists (select from public.addon_products o where o.slug = p_slug and o.id <> p_id) then
    raise sqlstate 'PT409' using message = 'slug_in_use', detail = p_slug;
  end if;
  if exists (select from public.addon_products o where o.id = p_id and o.addon_type <> p_addon_type) then
    perform app.require_product_unused(p_id);
  end if;
  perform app.require_credits(p_credits_amount, 'product');
  if p_price_cents is null or p_price_cents < 0 then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'In cents, not negative.';
  end if;
  insert into public.addon_products (id, slug, name, description, addon_type, icon, credits_amount, price_cents, is_active, is_visible, sort_order)
  values (p_id, p_slug, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_addon_type, coalesce(nullif(left(p_icon, 60), ''), 'pi pi-box'),
    p_credits_amount, p_price_cents, coalesce(p_is_active, true), coalesce(p_is_visible, true), coalesce(p_sort_order, 0))
  on conflict (id) do update set
    slug = excluded.slug, name = excluded.name, description = excluded.description, addon_type = excluded.addon_type, icon = excluded.icon,
    credits_amount = excluded.credits_amount, price_cents = excluded.price_cents, is_active = excluded.is_active,
    is_visible = excluded.is_visible, sort_order = excluded.sort_order, deleted_at = null
  returning * into v_product;
  return v_product;
end;
$$;
comment on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) is
  'Caller: SaaS administrators. Creates the product or changes it; the id is the caller''s. p_seen_at: updated_at of the product that was changed, NULL for a new one. Saving a deleted one without it brings it back. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_slug, PT409 slug_in_use, PT409 product_in_use when its type changes, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';
revoke execute on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) to authenticated;

create function public.saas_save_credit_package(
  p_id uuid, p_name text, p_description text, p_credits integer, p_price_brl numeric, p_is_active boolean, p_is_featured boolean,
  p_seen_at timestamptz default null, p_note text default null
)
returns public.whatsapp_credit_packages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name, 100);
  perform app.require_credits(p_credits, 'package');
  -- one administrator at a time, so that the order is that of one of them and places are not shared
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select k.updated_at from public.whatsapp_credit_packages k where k.id = p_id));
  if exists (select from public.whatsapp_credit_packages k where k.id = p_id and k.price_brl <> p_price_brl) then
    perform app.note_package_change(p_note);
  end if;
  insert into public.whatsapp_credit_packages as k (id, name, description, credits, price_brl, is_active, is_featured, position)
  values (p_id, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_credits, app.require_price(p_price_brl),
    coalesce(p_is_active, true), coalesce(p_is_featured, false),
    (select coalesce(max(o.position), 0) + 10 from public.whatsapp_credit_packages o))
  on conflict (id) do update set
    name = excluded.name, description = excluded.description, credits = excluded.credits, price_brl = excluded.price_brl,
    is_active = coalesce(p_is_active, k.is_active), is_featured = coalesce(p_is_featured, k.is_featured)
  returning * into v_package;
  return v_package;
end;
$$;
comment on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) is
  'Caller: SaaS administrators. Creates the package, last in order, or changes it; the id is the caller''s, so a repeated call changes nothing. p_seen_at: updated_at of the package that was changed, NULL for a new one. Another price needs p_note. Purchases begun before keep their price. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';
revoke execute on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) from public, anon, authenticated;
grant execute on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) to authenticated;

create function public.saas_set_addon_limits(
  p_tenant_id uuid, p_addon_type text, p_daily_limit integer, p_hourly_limit integer, p_is_active boolean default true,
  p_expires_at timestamptz default null
)
returns public.addon_credits
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_addon public.addon_credits;
begin
  perform app.require_saas_admin();
  if p_daily_limit < 0 or p_hourly_limit < 0 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'A limit is not negative; NULL is no limit.';
  end if;
  v_addon := app.lock_addon(p_tenant_id, p_addon_type, app.await_addon(p_tenant_id, p_addon_type));
  update public.addon_credits a set
    daily_limit = p_daily_limit, hourly_limit = p_hourly_limit, is_active = coalesce(p_is_active, a.is_active), expires_at = p_expires_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id returning * into v_addon;
  return v_addon;
end;
$$;
comment on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) is
  'Caller: SaaS administrators. How much of an add-on a clinic may spend a day and an hour (NULL: any), whether and until when. Errors: PT401 not_signed_in, PT403 forbidden, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found.';
revoke execute on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) to authenticated;

create function public.saas_set_credit_package_active(p_id uuid, p_is_active boolean)
returns public.whatsapp_credit_packages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  update public.whatsapp_credit_packages set is_active = coalesce(p_is_active, is_active) where id = p_id returning * into v_package;
  if not found then
    raise sqlstate 'PT404' using message = 'package_not_found';
  end if;
  return v_package;
end;
$$;
comment on function public.saas_set_credit_package_active(uuid, boolean) is
  'Caller: SaaS administrators. Puts a package on sale or takes it off. Errors: PT401 not_signed_in, PT403 forbidden, PT404 package_not_found.';
revoke execute on function public.saas_set_credit_package_active(uuid, boolean) from public, anon, authenticated;
grant execute on function public.saas_set_credit_package_active(uuid, boolean) to authenticated;

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
revoke execute on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) from public, anon, authenticated;
grant execute on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) to authenticated;

create function public.set_low_balance_threshold(p_tenant_id uuid, p_threshold integer)
returns public.whatsapp_credits_balance
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_balance public.whatsapp_credits_balance;
begin
  perform app.require_admin(p_tenant_id);
  if p_threshold is null or p_threshold not between 0 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', hint = 'From 0 to 1,000,000 credits.';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if v_balance.low_balance_threshold <> p_threshold then
    update public.whatsapp_credits_balance b set
      low_balance_threshold = p_threshold,
      low_balance_alerted_at = case when b.balance <= p_threshold then coalesce(b.low_balance_alerted_at, now()) end,
      updated_at = clock_timestamp()
    where b.tenant_id = p_tenant_id returning * into v_balance;
    perform app.broadcast(p_tenant_id, 'credits', app.credits_payload(v_balance));
  end if;
  return v_balance;
end;
$$;
comment on function public.set_low_balance_threshold(uuid, integer) is
  'Caller: owner or admin. The clinic is warned at or under so many credits. Returns the balance row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_credits.';
revoke execute on function public.set_low_balance_threshold(uuid, integer) from public, anon;
grant execute on function public.set_low_balance_threshold(uuid, integer) to authenticated;

insert into app.asaas_webhook default values
on conflict do nothing;

create table app.asaas_events (
  id text primary key,
  event_type text not null,
  payment_id text,
  tenant_id uuid,
  purchase_id uuid,
  outcome text not null default 'ignored',
  reason text,
  raw jsonb not null,
  received_at timestamptz not null default now(),
  reviewed_at timestamptz,
  reviewed_by uuid references public.profiles (id) on delete set null,
  foreign key (tenant_id, purchase_id) references public.whatsapp_credit_purchases (tenant_id, id) on delete set null,
  constraint outcome_is_known check (outcome in ('applied', 'ignored', 'review'))
);

alter table app.asaas_events enable row level security;

create index asaas_events_purchase on app.asaas_events (tenant_id, purchase_id);
create index asaas_events_reviewed_by on app.asaas_events (reviewed_by) where reviewed_by is not null;
create index asaas_events_to_review on app.asaas_events (received_at desc) where outcome = 'review';

create policy select_nobody on app.asaas_events for select to authenticated using (false);

comment on table app.asaas_events is 'Every authentic event of the payment provider, once for its id, known or not. review: money moved and a person must look.';

-- Credits set aside for a campaign. The balance row is touched when they are held and when the rest is released; each
-- message in between writes a row of its own and waits for nobody.
create table app.credit_holds (
  tenant_id uuid not null references public.whatsapp_credits_balance (tenant_id) on delete cascade,
  id uuid not null,
  credits integer not null,
  settled_credits integer,
  created_at timestamptz not null default now(),
  released_at timestamptz,
  primary key (tenant_id, id),
  constraint holds_something check (credits > 0),
  constraint settles_at_most_what_it_holds check (settled_credits between 0 and credits)
);

alter table app.credit_holds enable row level security;

create policy select_nobody on app.credit_holds for select to authenticated using (false);

create trigger credit_holds_delete_settlements after delete on app.credit_holds
  for each row execute function app.tg_credit_holds__delete_settlements();

comment on table app.credit_holds is 'Held credits have left the balance (ledger: usage hold:<id>). credits = settled + still held, and after the release credits = settled_credits + what went back (ledger: refund hold:<id> and hold:<id>:<position>).';

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
revoke execute on function app.hold_whatsapp_credits(uuid, uuid, integer, text) from public, anon, authenticated;

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
revoke execute on function app.release_held_credits(uuid, uuid) from public, anon, authenticated;
