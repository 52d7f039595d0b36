-- Buying credits (C2, C3): a purchase is begun by the clinic, charged by an edge function at the payment provider (Asaas),
-- and paid when the provider says so. Its events may be repeated, late or in any order; each is applied in one transaction.

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
create index asaas_events_purchase on app.asaas_events (tenant_id, purchase_id);
create index asaas_events_reviewed_by on app.asaas_events (reviewed_by) where reviewed_by is not null;
create index asaas_events_to_review on app.asaas_events (received_at desc) where outcome = 'review';
comment on table app.asaas_events is 'Every authentic event of the payment provider, once for its id, known or not. review: money moved and a person must look.';

create table app.asaas_webhook (
  only_row boolean primary key default true,
  is_interrupted boolean not null default false,
  detail text,
  checked_at timestamptz,
  constraint webhook_has_one_row check (only_row)
);
insert into app.asaas_webhook default values;
comment on table app.asaas_webhook is 'One row. Asaas interrupts its queue after fifteen failures and deletes what waits in it after fourteen days.';

alter table app.asaas_events enable row level security;
alter table app.asaas_webhook enable row level security;
create policy select_nobody on app.asaas_events for select to authenticated using (false);
create policy select_nobody on app.asaas_webhook for select to authenticated using (false);

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
create trigger whatsapp_credit_purchases_check_again before update of status on public.whatsapp_credit_purchases
  for each row when (old.status <> new.status) execute function app.tg_whatsapp_credit_purchases__check_again();

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

create function app.note_asaas_webhook(p_is_interrupted boolean, p_detail text)
returns void
language sql
set search_path = ''
as $$
  update app.asaas_webhook set is_interrupted = p_is_interrupted, detail = left(p_detail, 500), checked_at = now() where only_row;
$$;
comment on function app.note_asaas_webhook(boolean, text) is 'Caller: reconciliation, after asking the provider for its queue; administrators of the service see it. Errors: none.';

revoke execute on function app.publish_purchase(public.whatsapp_credit_purchases), app.require_payer_document(uuid, text),
  app.begin_credit_purchase(uuid, uuid, uuid, text), app.attach_charge(uuid, uuid, jsonb),
  app.release_charge(uuid, uuid, timestamptz), app.close_credit_purchase(uuid, uuid, text), app.asaas_event_meaning(text),
  app.credits_refunded(public.whatsapp_credit_purchases, jsonb), app.lock_purchase_of_payment(jsonb),
  app.payment_doubt(public.whatsapp_credit_purchases, jsonb), app.may_have_come_back(public.whatsapp_credit_purchases),
  app.is_paid_payment(jsonb), app.is_paid_after_reversal(public.whatsapp_credit_purchases, jsonb),
  app.pay_purchase(public.whatsapp_credit_purchases, jsonb),
  app.post_reversal(public.whatsapp_credit_purchases, integer),
  app.reverse_purchase(public.whatsapp_credit_purchases, jsonb, integer),
  app.apply_payment(public.whatsapp_credit_purchases, text, jsonb), app.apply_asaas_event(jsonb, boolean),
  app.apply_asaas_payment(jsonb), app.next_purchase_check(public.whatsapp_credit_purchases),
  app.claim_purchases_to_check(integer), app.claim_purchase_check(uuid, uuid), app.note_asaas_webhook(boolean, text) from public, anon, authenticated;
grant execute on function app.begin_credit_purchase(uuid, uuid, uuid, text) to authenticated;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}');
