-- Every key of a clinic's table has the clinic in it, so that the tables can be distributed by it. No row is lost: keys and
-- references are dropped and added again, numbers go on where the identity columns stood, and the routes of what arrives
-- without a clinic are copied from the rows they lead to.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."asaas_events"
  DROP CONSTRAINT "asaas_events_tenant_id_purchase_id_fkey";

ALTER TABLE "app"."channel_routes"
  DROP CONSTRAINT "channel_routes_tenant_id_channel_id_fkey";

ALTER TABLE "app"."early_actions"
  DROP CONSTRAINT "early_actions_pkey";

ALTER TABLE "public"."addon_credits"
  DROP CONSTRAINT "addon_credits_tenant_id_owner_id_fkey";

ALTER TABLE "public"."addon_transactions"
  DROP CONSTRAINT "addon_movement_happens_once";

ALTER TABLE "public"."conversation_threads"
  DROP CONSTRAINT "conversation_threads_tenant_id_assigned_to_fkey";

ALTER TABLE "public"."notification_channels"
  DROP CONSTRAINT "channel_id_is_unique";

ALTER TABLE "public"."tenant_invitations"
  DROP CONSTRAINT "invitation_token_is_unique";

ALTER TABLE "public"."whatsapp_credit_purchases"
  DROP CONSTRAINT "payment_belongs_to_one_purchase";

ALTER TABLE "public"."whatsapp_credit_purchases"
  DROP CONSTRAINT "purchase_id_is_unique";

ALTER TABLE "public"."whatsapp_credits_transactions"
  DROP CONSTRAINT "movement_happens_once";

ALTER TABLE "public"."whatsapp_credits_transactions"
  DROP CONSTRAINT "whatsapp_credits_transactions_tenant_id_purchase_id_fkey";

DROP FUNCTION "app"."set_channel_state"(uuid, text, text, text, text, text);

CREATE SEQUENCE "app"."addon_movement_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE SEQUENCE "app"."early_action_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE SEQUENCE "app"."movement_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

-- the next number follows the last one that the identity column gave
select setval('app.early_action_numbers', s.last_value, s.is_called) from app.early_actions_id_seq s;
select setval('app.movement_numbers', s.last_value, s.is_called) from public.whatsapp_credits_transactions_id_seq s;
select setval('app.addon_movement_numbers', s.last_value, s.is_called) from public.addon_transactions_position_seq s;

ALTER TABLE "app"."early_actions"
  ALTER COLUMN "id" DROP IDENTITY;

ALTER TABLE "public"."addon_transactions"
  ALTER COLUMN "position" DROP IDENTITY;

ALTER TABLE "public"."whatsapp_credits_transactions"
  ALTER COLUMN "id" DROP IDENTITY;

CREATE TABLE "app"."credit_references" (
  "ledger"    text NOT NULL,
  "kind"      text NOT NULL,
  "reference" text NOT NULL,
  "tenant_id" uuid NOT NULL,
  CONSTRAINT "credit_references_pkey" PRIMARY KEY (ledger, kind, reference),
  CONSTRAINT "ledger_is_known" CHECK ((ledger = ANY (ARRAY['whatsapp'::text, 'addon'::text])))
);

ALTER TABLE "app"."credit_references"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."invitation_routes" (
  "token_hash" bytea NOT NULL,
  "tenant_id"  uuid  NOT NULL,
  CONSTRAINT "invitation_routes_pkey" PRIMARY KEY (token_hash)
);

ALTER TABLE "app"."invitation_routes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."purchase_routes" (
  "kind"        text NOT NULL,
  "identity"    text NOT NULL,
  "tenant_id"   uuid NOT NULL,
  "purchase_id" uuid NOT NULL,
  CONSTRAINT "kind_is_known" CHECK ((kind = ANY (ARRAY['purchase'::text, 'payment'::text]))),
  CONSTRAINT "purchase_routes_pkey" PRIMARY KEY (kind, identity)
);

ALTER TABLE "app"."purchase_routes"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "app"."early_actions"
  ALTER COLUMN "id" SET DEFAULT nextval('app.early_action_numbers'::regclass);

ALTER TABLE "public"."addon_transactions"
  ALTER COLUMN "position" SET DEFAULT nextval('app.addon_movement_numbers'::regclass);

ALTER TABLE "public"."whatsapp_credits_transactions"
  ALTER COLUMN "id" SET DEFAULT nextval('app.movement_numbers'::regclass);

-- the keys that fall away kept each of these unique in all clinics
insert into app.invitation_routes (token_hash, tenant_id) select i.token_hash, i.tenant_id from public.tenant_invitations i;
insert into app.purchase_routes (kind, identity, tenant_id, purchase_id)
select 'purchase', c.id::text, c.tenant_id, c.id from public.whatsapp_credit_purchases c
union all
select 'payment', c.asaas_payment_id, c.tenant_id, c.id from public.whatsapp_credit_purchases c where c.asaas_payment_id is not null;
insert into app.credit_references (ledger, kind, reference, tenant_id)
select 'whatsapp', x.kind, x.reference, x.tenant_id from public.whatsapp_credits_transactions x where x.kind not in ('usage', 'refund')
union all
select 'addon', x.type, x.reference, x.tenant_id from public.addon_transactions x where x.type not in ('usage', 'refund');

CREATE OR REPLACE FUNCTION app.apply_action (
  p_incoming app.incoming_action
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_action jsonb := p_incoming.action;
begin
  case v_action ->> 'type'
    when 'message' then
      perform app.apply_messages(array[p_incoming]);
    when 'status', 'edit', 'delete', 'reaction', 'vote' then
      perform app.apply_change(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'connection' then
      perform app.set_channel_state(p_incoming.tenant_id, p_incoming.channel_id, v_action ->> 'state', v_action ->> 'phone', v_action ->> 'reason');
    when 'qr' then
      perform app.set_channel_state(p_incoming.tenant_id, p_incoming.channel_id, null, null, null, v_action ->> 'data_url', v_action ->> 'pairing_code');
    when 'contact' then
      perform app.learn_contact_name(p_incoming.tenant_id, v_action -> 'address', nullif(app.normalize_name(left(v_action ->> 'name', 200)), ''),
        app.name_source(v_action));
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = v_action ->> 'type';
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.attach_charge (
  p_tenant_id   uuid,
  p_purchase_id uuid,
  p_charge      jsonb
)
  RETURNS public.whatsapp_credit_purchases
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
  v_payment text := p_charge ->> 'payment_id';
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  elsif v_payment is null or exists (
    select from app.purchase_routes r where r.kind = 'payment' and r.identity = v_payment and r.purchase_id <> p_purchase_id
  ) then
    raise sqlstate 'PT409' using message = 'payment_in_use', detail = coalesce(v_payment, '');
  elsif v_purchase.asaas_payment_id <> v_payment and (v_purchase.paid_at is not null or v_purchase.reversed_credits > 0) then
    -- another charge was paid meanwhile
    return v_purchase;
  end if;
  perform app.route_payment(p_tenant_id, p_purchase_id, v_payment);
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
$function$;

CREATE OR REPLACE FUNCTION app.authorize_event (
  p_provider text,
  p_auth     jsonb
)
  RETURNS public.notification_channels
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  if p_provider = 'evolution' then
    select c.* into v_channel
    from public.evolution_instances i
    join public.notification_channels c on c.tenant_id = i.tenant_id and c.id = i.channel_id
    where i.external_id = p_auth ->> 'external_id'
      and (
        i.secret_hash = p_auth ->> 'secret_sha256'
        or i.api_key_hash = p_auth ->> 'api_key_sha256'
        or (i.previous_api_key_hash = p_auth ->> 'api_key_sha256' and i.previous_key_valid_until > now())
      )
      -- what patients write to the number is the other clinic's (app.set_channel_state)
      and c.last_error is distinct from 'number_in_use'
    -- a clinic that gave its instance up may still hold the key: the one whose secret the webhook carries is meant, or
    -- else the one that uses the instance now
    order by (i.secret_hash = p_auth ->> 'secret_sha256') desc nulls last, c.is_active desc limit 1;
  else
    select c.* into v_channel
    from public.notification_channels c
    where c.tenant_id = (p_auth ->> 'tenant_id')::uuid and c.id = (p_auth ->> 'channel_id')::uuid and c.provider = p_provider;
  end if;
  return v_channel;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_credit_purchase (
  p_tenant_id  uuid,
  p_package_id uuid,
  p_client_id  uuid,
  p_cpf_cnpj   text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
    insert into app.purchase_routes (kind, identity, tenant_id, purchase_id)
    values ('purchase', v_purchase.id::text, p_tenant_id, v_purchase.id);
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
$function$;

CREATE OR REPLACE FUNCTION app.claim_reference (
  p_ledger    text,
  p_tenant_id uuid,
  p_kind      text,
  p_reference text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_kind in ('usage', 'refund') then
    return true;
  end if;
  insert into app.credit_references (ledger, kind, reference, tenant_id)
  values (p_ledger, p_kind, p_reference, p_tenant_id)
  on conflict (ledger, kind, reference) do nothing;
  -- the statement after a wait sees what the other clinic has committed
  return found or exists (
    select from app.credit_references r
    where r.ledger = p_ledger and r.kind = p_kind and r.reference = p_reference and r.tenant_id = p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.claim_route (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_kind       text,
  p_identity   text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- the statement after the lock sees what whoever held it has committed
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'route', p_kind, p_identity), 0));
  insert into app.channel_routes as r (kind, identity, tenant_id, channel_id)
  values (p_kind, p_identity, p_tenant_id, p_channel_id)
  on conflict (kind, identity) do update set
    tenant_id = excluded.tenant_id, channel_id = excluded.channel_id, claimed_at = now()
  where r.tenant_id = p_tenant_id
    or not exists (select from public.notification_channels c where c.tenant_id = r.tenant_id and c.id = r.channel_id and c.is_active);
  if not found then
    return false;
  end if;
  delete from app.channel_routes r
  where r.tenant_id = p_tenant_id and r.channel_id = p_channel_id and r.kind = p_kind and r.identity <> p_identity;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.invitation_of (
  p_token text
)
  RETURNS public.tenant_invitations
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_hash bytea := sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  v_tenant_id uuid;
  v_row public.tenant_invitations;
begin
  select r.tenant_id into v_tenant_id from app.invitation_routes r where r.token_hash = v_hash;
  select * into v_row from public.tenant_invitations i where i.tenant_id = v_tenant_id and i.token_hash = v_hash;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_channels (
  p_events jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform from public.notification_channels c
  where (c.tenant_id, c.id) in (
    select a.tenant_id, a.id from (
      select e ->> 'provider' as provider, e -> 'auth' as auth,
        bool_or(e @? '$.actions[*] ? (@.type == "connection" || @.type == "qr")') as tells_state
      from jsonb_array_elements(p_events) e group by 1, 2) s
    cross join app.authorize_event(s.provider, s.auth) a
    where s.tells_state or (a.provider = 'twilio' and a.connection_state <> 'open'))
  order by c.id for no key update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_purchase_of_payment (
  p_payment jsonb
)
  RETURNS public.whatsapp_credit_purchases
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_reference text := p_payment ->> 'externalReference';
  v_route app.purchase_routes;
  v_purchase public.whatsapp_credit_purchases;
begin
  select * into v_route from app.purchase_routes r where r.kind = 'payment' and r.identity = p_payment ->> 'id';
  select * into v_purchase from public.whatsapp_credit_purchases c
  where c.tenant_id = v_route.tenant_id and c.id = v_route.purchase_id and c.asaas_payment_id = p_payment ->> 'id' for update;
  if not found then
    select * into v_route from app.purchase_routes r where r.kind = 'purchase' and r.identity = v_reference;
    select * into v_purchase from public.whatsapp_credit_purchases c
    where c.tenant_id = v_route.tenant_id and c.id = v_route.purchase_id for update;
  end if;
  return v_purchase;
end;
$function$;

CREATE OR REPLACE FUNCTION app.pay_purchase (
  p_purchase public.whatsapp_credit_purchases,
  p_payment  jsonb
)
  RETURNS public.whatsapp_credit_purchases
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  perform app.route_payment(p_purchase.tenant_id, p_purchase.id, p_payment ->> 'id');
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
$function$;

CREATE OR REPLACE FUNCTION app.post_addon_credits (
  p_tenant_id  uuid,
  p_addon_type text,
  p_type       text,
  p_credits    integer,
  p_reference  text,
  p_details    jsonb                    DEFAULT '{}'::jsonb,
  p_at         timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS public.addon_transactions
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn timestamptz := app.await_addon(p_tenant_id, p_addon_type);
  v_at timestamptz := coalesce(p_at, v_turn);
  v_addon public.addon_credits := app.lock_addon(p_tenant_id, p_addon_type, v_at);
  v_row public.addon_transactions;
  v_charge public.addon_transactions;
  v_day int := 0;
  v_hour int := 0;
begin
  if not app.claim_reference('addon', p_tenant_id, p_type, p_reference) then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  select * into v_row from public.addon_transactions x
  where x.tenant_id = p_tenant_id and x.type = p_type and x.reference = p_reference;
  if found then
    if (v_row.addon_type, v_row.amount) is distinct from (p_addon_type, p_credits) then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
    end if;
    if p_type = 'usage'
      and exists (
        select from public.addon_transactions x where x.tenant_id = p_tenant_id and x.type = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  if p_type = 'usage' then
    perform app.require_addon(v_addon, -p_credits, v_at);
    v_day := -p_credits;
    v_hour := -p_credits;
  elsif p_type = 'refund' then
    select * into v_charge from public.addon_transactions x
    where x.tenant_id = p_tenant_id and x.type = 'usage' and x.reference = p_reference;
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
  on conflict (tenant_id, type, reference) do nothing
  returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  perform app.broadcast(p_tenant_id, 'addon_credits', jsonb_build_object('addon_type', p_addon_type, 'balance', v_row.balance_after));
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_credits (
  p_tenant_id   uuid,
  p_kind        text,
  p_credits     integer,
  p_reference   text,
  p_may_owe     boolean DEFAULT false,
  p_message_id  uuid    DEFAULT NULL::uuid,
  p_purchase_id uuid    DEFAULT NULL::uuid,
  p_admin_id    uuid    DEFAULT NULL::uuid,
  p_note        text    DEFAULT NULL::text
)
  RETURNS public.whatsapp_credits_transactions
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION app.reverse_purchase (
  p_purchase public.whatsapp_credit_purchases,
  p_payment  jsonb,
  p_credits  integer
)
  RETURNS public.whatsapp_credit_purchases
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  perform app.route_payment(p_purchase.tenant_id, p_purchase.id, p_payment ->> 'id');
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
$function$;

CREATE OR REPLACE FUNCTION app.route_payment (
  p_tenant_id   uuid,
  p_purchase_id uuid,
  p_payment_id  text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.purchase_routes r
  where r.tenant_id = p_tenant_id and r.purchase_id = p_purchase_id and r.kind = 'payment' and r.identity <> p_payment_id;
  insert into app.purchase_routes (kind, identity, tenant_id, purchase_id)
  values ('payment', p_payment_id, p_tenant_id, p_purchase_id)
  on conflict (kind, identity) do nothing;
  if not found and not exists (
    select from app.purchase_routes r
    where r.kind = 'payment' and r.identity = p_payment_id and r.tenant_id = p_tenant_id and r.purchase_id = p_purchase_id
  ) then
    raise sqlstate 'PT409' using message = 'payment_in_use', detail = p_payment_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.set_channel_state (
  p_tenant_id    uuid,
  p_channel_id   uuid,
  p_state        text,
  p_phone        text DEFAULT NULL::text,
  p_reason       text DEFAULT NULL::text,
  p_qr_code      text DEFAULT NULL::text,
  p_pairing_code text DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_phone text := app.canonical_phone(p_phone);
begin
  if p_state = 'open' and v_phone is not null then
    select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.is_active for no key update;
    -- the phone that was paired speaks for another clinic: it is neither connected nor heard here
    if found and not app.claim_route(p_tenant_id, p_channel_id, 'number', v_phone) then
      p_state := 'close';
      p_reason := 'number_in_use';
      v_phone := null;
    end if;
  end if;
  update public.notification_channels c set
    connection_state = coalesce(p_state, c.connection_state),
    phone = coalesce(v_phone, c.phone),
    connected_at = case when p_state = 'open' and c.connection_state <> 'open' then now() else c.connected_at end,
    last_error = case when p_state = 'open' then null else coalesce(p_reason, c.last_error) end
  where c.tenant_id = p_tenant_id and c.id = p_channel_id returning * into v_channel;
  if not found then
    return;
  end if;
  -- a code of a connection that ended opens nothing
  if p_state in ('open', 'close') or p_qr_code is not null or p_pairing_code is not null then
    update public.evolution_instances i set
      qr_code = p_qr_code, pairing_code = p_pairing_code, qr_updated_at = now()
    where i.tenant_id = p_tenant_id and i.channel_id = p_channel_id;
  end if;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel, p_qr_code is not null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__let_go()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.conversation_threads t set assigned_to = null where t.tenant_id = old.tenant_id and t.assigned_to = old.user_id;
  update public.addon_credits a set owner_id = null where a.tenant_id = old.tenant_id and a.owner_id = old.user_id;
  return old;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_whatsapp_credit_purchases__let_go()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.whatsapp_credits_transactions x set purchase_id = null
  where x.tenant_id = old.tenant_id and x.purchase_id = old.id;
  update app.asaas_events e set tenant_id = null, purchase_id = null where e.tenant_id = old.tenant_id and e.purchase_id = old.id;
  delete from app.purchase_routes r where r.tenant_id = old.tenant_id and r.purchase_id = old.id;
  return old;
end;
$function$;

CREATE OR REPLACE FUNCTION public.accept_invitation (
  p_token text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
  v_row public.tenant_invitations := app.invitation_of(p_token);
begin
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.email <> (select p.email from public.profiles p where p.id = v_user) then
    raise sqlstate 'PT403' using message = 'invitation_for_another_email', hint = 'Sign in with the invited e-mail.';
  end if;
  -- whoever invites, removes or accepts does so in turn: an invitation is for somebody who is not in the team
  perform app.lock_team(v_row.tenant_id);
  select * into v_row from public.tenant_invitations i where i.tenant_id = v_row.tenant_id and i.id = v_row.id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.accepted_at is null then
    if app.invitation_state(v_row) <> 'pending' then
      raise sqlstate 'PT410' using message = 'invitation_expired', hint = 'Ask the clinic for a new link.';
    end if;
    insert into public.tenant_members (tenant_id, user_id, role) values (v_row.tenant_id, v_user, v_row.role)
    on conflict (tenant_id, user_id) do nothing;
    update public.tenant_invitations set accepted_at = now(), accepted_by = v_user
    where tenant_id = v_row.tenant_id and id = v_row.id;
  end if;
  return jsonb_build_object('tenant_id', v_row.tenant_id, 'role', v_row.role);
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_invitation (
  p_tenant_id uuid,
  p_email     text,
  p_role      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.lock_team_as_admin(p_tenant_id);
  v_email text := lower(btrim(p_email));
  v_token text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
  v_hash bytea := sha256(convert_to(v_token, 'UTF8'));
  v_row public.tenant_invitations;
begin
  if not app.is_email(v_email) then
    raise sqlstate 'PT400' using message = 'invalid_email';
  end if;
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can invite another owner.';
  end if;
  if exists (
    select from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id and p.email = v_email
  ) then
    raise sqlstate 'PT409' using message = 'already_a_member';
  end if;
  perform app.lock_person(auth.uid());
  -- invitations are mailed: an account that anybody can open must not be a way to mail the world
  if (
    select count(*) from public.tenant_invitations i
    where i.created_by = auth.uid() and i.created_at > now() - interval '1 day'
  ) >= 100 then
    raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Invite the others tomorrow.';
  end if;
  update public.tenant_invitations set revoked_at = now()
  where tenant_id = p_tenant_id and email = v_email and accepted_at is null and revoked_at is null;
  insert into public.tenant_invitations (tenant_id, email, role, token_hash, created_by)
  values (p_tenant_id, v_email, p_role, v_hash, auth.uid())
  returning * into v_row;
  insert into app.invitation_routes (token_hash, tenant_id) values (v_hash, p_tenant_id);
  return jsonb_build_object('id', v_row.id, 'token', v_token, 'email', v_email, 'role', p_role, 'expires_at', v_row.expires_at);
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_invitation (
  p_token text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.tenant_invitations := app.invitation_of(p_token);
begin
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  return jsonb_build_object(
    'tenant_name', (select t.name from public.tenants t where t.id = v_row.tenant_id),
    'email', v_row.email, 'role', v_row.role, 'expires_at', v_row.expires_at, 'state', app.invitation_state(v_row)
  );
end;
$function$;

CREATE OR REPLACE FUNCTION public.saas_list_top_ups (
  p_tenant_id uuid    DEFAULT NULL::uuid,
  p_limit     integer DEFAULT 20
)
  RETURNS TABLE (
    id               bigint,
    tenant_id        uuid,
    tenant_name      text,
    credits          integer,
    balance_after    integer,
    note             text,
    admin_id         uuid,
    admin_name       text,
    created_at       timestamp with time zone,
    reversed_credits integer,
    reversed_at      timestamp with time zone,
    reversed_by      text,
    reversal_note    text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_saas_admin();
  return query
    select x.id, x.tenant_id, t.name, x.amount - x.debt_change, x.balance_after, x.note, x.admin_id,
      coalesce(nullif(p.full_name, ''), p.email), x.created_at,
      r.debt_change - r.amount, r.created_at, coalesce(nullif(q.full_name, ''), q.email), r.note
    from public.whatsapp_credits_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.profiles p on p.id = x.admin_id
    left join public.whatsapp_credits_transactions r on r.tenant_id = x.tenant_id and r.kind = 'adjustment' and r.reference = x.reference
    left join public.profiles q on q.id = r.admin_id
    where x.kind = 'topup_manual' and (p_tenant_id is null or x.tenant_id = p_tenant_id)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$function$;

CREATE OR REPLACE FUNCTION public.saas_reverse_top_up (
  p_tenant_id uuid,
  p_top_up_id bigint,
  p_note      text,
  p_admin_id  uuid
)
  RETURNS public.whatsapp_credits_transactions
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
    select from public.whatsapp_credits_transactions x
    where x.tenant_id = p_tenant_id and x.kind = 'adjustment' and x.reference = v_top_up.reference
  ) then
    raise sqlstate 'PT409' using message = 'already_reversed', hint = 'Look at the list of top-ups again.';
  end if;
  v_credits := least(v_balance.balance, v_top_up.amount - v_top_up.debt_change);
  if v_credits = 0 then
    raise sqlstate 'PT409' using message = 'nothing_to_reverse', hint = 'The clinic has spent these credits.';
  end if;
  return app.post_credits(p_tenant_id, 'adjustment', -v_credits, v_top_up.reference, false, null, null, p_admin_id, v_note);
end;
$function$;

ALTER TABLE "app"."asaas_events"
  ADD CONSTRAINT "asaas_events_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE SET NULL;

ALTER TABLE "app"."channel_routes"
  ADD CONSTRAINT "channel_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."credit_references"
  ADD CONSTRAINT "credit_references_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."early_actions"
  ADD CONSTRAINT "early_actions_pkey" PRIMARY KEY (tenant_id, id);

ALTER TABLE "app"."invitation_routes"
  ADD CONSTRAINT "invitation_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."purchase_routes"
  ADD CONSTRAINT "purchase_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."addon_credits"
  ADD CONSTRAINT "addon_credits_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE RESTRICT;

ALTER TABLE "public"."addon_transactions"
  ADD CONSTRAINT "addon_movement_happens_once" UNIQUE (tenant_id, TYPE, reference);

ALTER TABLE "public"."conversation_threads"
  ADD CONSTRAINT "conversation_threads_tenant_id_assigned_to_fkey" FOREIGN KEY (tenant_id, assigned_to) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE RESTRICT;

ALTER TABLE "public"."tenant_invitations"
  ADD CONSTRAINT "invitation_token_is_unique" UNIQUE (tenant_id, token_hash);

ALTER TABLE "public"."whatsapp_credits_transactions"
  ADD CONSTRAINT "movement_happens_once" UNIQUE (tenant_id, kind, reference);

ALTER TABLE "public"."whatsapp_credits_transactions"
  ADD CONSTRAINT "whatsapp_credits_transactions_tenant_id_purchase_id_fkey" FOREIGN KEY (tenant_id, purchase_id) REFERENCES public.whatsapp_credit_purchases(tenant_id, id)
    ON DELETE RESTRICT;

CREATE INDEX credit_references_tenant ON app.credit_references USING btree (tenant_id);

CREATE INDEX invitation_routes_tenant ON app.invitation_routes USING btree (tenant_id);

CREATE INDEX purchase_routes_purchase ON app.purchase_routes USING btree (tenant_id, purchase_id);

CREATE TRIGGER tenant_members_let_go
  BEFORE DELETE ON public.tenant_members
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenant_members__let_go();

CREATE TRIGGER whatsapp_credit_purchases_let_go
  BEFORE DELETE ON public.whatsapp_credit_purchases
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_whatsapp_credit_purchases__let_go();

CREATE POLICY "select_nobody" ON "app"."credit_references"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."invitation_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."purchase_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON TABLE "app"."asaas_events" IS 'Every authentic event of the payment provider, once for its id, known or not: it comes without a clinic, and may belong to none. review: money moved and a person must look.';

COMMENT ON TABLE "app"."credit_references" IS 'Which clinic credits came in for, once for kind and reference: the same payment or top-up is not given to two. Only what is seldom is here; what a clinic spends is unique in its own ledger.';

COMMENT ON TABLE "app"."invitation_routes" IS 'Whose invitation a link opens: whoever follows it names no clinic. The invitation itself is in tenant_invitations.';

COMMENT ON TABLE "app"."purchase_routes" IS 'Whose purchase an event of the payment provider is about: it names our purchase or its payment, and no clinic. A payment belongs to one purchase.';

REVOKE ALL ON FUNCTION "app"."claim_reference"(text, uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."claim_reference"(text, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."claim_reference"(text, uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."invitation_of"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."invitation_of"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."invitation_of"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."route_payment"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."route_payment"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."route_payment"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."set_channel_state"(uuid, uuid, text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."set_channel_state"(uuid, uuid, text, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."set_channel_state"(uuid, uuid, text, text, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."set_channel_state"(uuid, uuid, text, text, text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__let_go"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__let_go"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenant_members__let_go"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_whatsapp_credit_purchases__let_go"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_whatsapp_credit_purchases__let_go"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_whatsapp_credit_purchases__let_go"() TO "postgres";
