-- add stripe: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."stripe_accounts" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "livemode"        boolean                  NOT NULL,
  "account_ref"     text                     NOT NULL,
  "display_name"    text,
  "key_hint"        text                     NOT NULL,
  "connected_by"    uuid,
  "connected_at"    timestamp with time zone NOT NULL DEFAULT now(),
  "disconnected_at" timestamp with time zone,
  "key_refused_at"  timestamp with time zone,
  CONSTRAINT "account_ref_fits" CHECK (((char_length(account_ref) >= 1) AND (char_length(account_ref) <= 80))),
  CONSTRAINT "display_name_fits" CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 200))),
  CONSTRAINT "key_hint_fits" CHECK (((char_length(key_hint) >= 1) AND (char_length(key_hint) <= 8))),
  CONSTRAINT "stripe_accounts_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."stripe_accounts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."stripe_events" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                text                     NOT NULL,
  "account_id"        uuid                     NOT NULL,
  "event_type"        text                     NOT NULL,
  "payment_intent_id" text,
  "event"             jsonb                    NOT NULL,
  "outcome"           text                     NOT NULL DEFAULT 'ignored'::text,
  "reason"            text,
  "order_id"          uuid,
  "received_at"       timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "stripe_events_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "stripe_outcome_is_known" CHECK ((outcome = ANY (ARRAY['applied'::text, 'ignored'::text, 'waiting'::text, 'review'::text])))
);

ALTER TABLE "app"."stripe_events"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app_private"."stripe_credentials" (
  "tenant_id"   uuid                     NOT NULL,
  "account_id"  uuid                     NOT NULL,
  "credentials" jsonb                    NOT NULL,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "stripe_credentials_are_sealed" CHECK ((credentials ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text])),
  CONSTRAINT "stripe_credentials_pkey" PRIMARY KEY (tenant_id, account_id)
);

ALTER TABLE "app_private"."stripe_credentials"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.apply_stripe_event (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_event      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id text := left(p_event ->> 'id', 255);
  v_outcome text := case when p_event ->> 'meaning' = 'other' then 'ignored' else 'waiting' end;
begin
  insert into app.stripe_events (tenant_id, id, account_id, event_type, payment_intent_id, event, outcome)
  values (p_tenant_id, v_id, p_account_id, left(p_event ->> 'type', 100), p_event ->> 'payment_intent_id', p_event, v_outcome)
  on conflict (tenant_id, id) do nothing;
  if not found then
    return '{"outcome": "duplicate"}';
  end if;
  return jsonb_build_object('outcome', v_outcome);
end;
$function$;

CREATE OR REPLACE FUNCTION app.connect_stripe (
  p_tenant_id    uuid,
  p_id           uuid,
  p_livemode     boolean,
  p_account_ref  text,
  p_display_name text,
  p_key_hint     text,
  p_credentials  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('stripe:' || p_tenant_id, 0));
  update app.stripe_accounts a set disconnected_at = now()
  where a.tenant_id = p_tenant_id and a.id <> p_id and a.disconnected_at is null;
  insert into app.stripe_accounts as a (tenant_id, id, livemode, account_ref, display_name, key_hint, connected_by)
  values (p_tenant_id, p_id, p_livemode, p_account_ref, app.trimmed(p_display_name, 200), p_key_hint, auth.uid())
  on conflict (tenant_id, id) do update set
    livemode = excluded.livemode, account_ref = excluded.account_ref, display_name = excluded.display_name, key_hint = excluded.key_hint,
    connected_by = excluded.connected_by, connected_at = now(), disconnected_at = null, key_refused_at = null;
  insert into app_private.stripe_credentials as c (tenant_id, account_id, credentials) values (p_tenant_id, p_id, p_credentials)
  on conflict (tenant_id, account_id) do update set credentials = excluded.credentials, updated_at = now();
  return public.get_stripe_account(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_stripe_key (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_is_refused boolean
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.stripe_accounts a set key_refused_at = case when p_is_refused then coalesce(a.key_refused_at, now()) end
  where a.tenant_id = p_tenant_id and a.id = p_account_id and (a.key_refused_at is not null) <> p_is_refused;
$function$;

CREATE OR REPLACE FUNCTION app.stripe_key (
  p_tenant_id  uuid,
  p_account_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', a.id, 'livemode', a.livemode, 'credentials', c.credentials)
  from app.stripe_accounts a
  join app_private.stripe_credentials c on c.tenant_id = p_tenant_id and c.account_id = a.id
  where a.tenant_id = p_tenant_id and a.id = p_account_id;
$function$;

CREATE OR REPLACE FUNCTION public.disconnect_stripe (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('stripe:' || p_tenant_id, 0));
  update app.stripe_accounts a set disconnected_at = now() where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  return public.get_stripe_account(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."disconnect_stripe"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_stripe_account (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_build_object('is_connected', true, 'livemode', a.livemode, 'display_name', a.display_name, 'key_hint', a.key_hint,
      'connected_at', a.connected_at, 'is_key_refused', a.key_refused_at is not null)
    from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null), '{"is_connected": false}');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_stripe_account"(uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."stripe_accounts"
  ADD CONSTRAINT "stripe_accounts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."stripe_events"
  ADD CONSTRAINT "stripe_events_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.stripe_accounts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app_private"."stripe_credentials"
  ADD CONSTRAINT "stripe_credentials_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.stripe_accounts(tenant_id, id) ON DELETE CASCADE;

CREATE UNIQUE INDEX stripe_accounts_connected ON app.stripe_accounts USING btree (tenant_id)
  WHERE (disconnected_at IS NULL);

CREATE INDEX stripe_events_account ON app.stripe_events USING btree (tenant_id, account_id);

CREATE INDEX stripe_events_waiting ON app.stripe_events USING btree (tenant_id, payment_intent_id)
  WHERE (outcome = 'waiting'::text);

CREATE POLICY "select_nobody" ON "app"."stripe_accounts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."stripe_events"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app_private"."stripe_credentials"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."stripe_accounts"."id" IS 'Stands in the address of the account''s webhook: an account that is connected again is known by it.';

COMMENT ON COLUMN "app"."stripe_accounts"."key_refused_at" IS 'Since when Stripe takes the key no more.';

COMMENT ON COLUMN "app"."stripe_accounts"."livemode" IS 'Whether it moves real money; events of the other mode are not taken.';

COMMENT ON COLUMN "app"."stripe_events"."event" IS 'What counts of it, as the function read it: ids, amounts, states; nobody''s name.';

COMMENT ON COLUMN "app"."stripe_events"."outcome" IS 'waiting: its payment is not known yet; it is applied when it is.';

COMMENT ON FUNCTION "app"."apply_stripe_event"(uuid, uuid, jsonb) IS 'Caller: stripe-webhook, with an event whose signature is right. Once for its id, in the transaction of what it does. {outcome applied|ignored|waiting|review|duplicate, reason, order_id}. Errors: none.';

COMMENT ON FUNCTION "app"."connect_stripe"(uuid, uuid, boolean, text, text, text, jsonb) IS 'Caller: owner or admin, through connect-stripe, with a key that Stripe took and a webhook that it has. Another account of the clinic is disconnected. Answers as get_stripe_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "app"."note_stripe_key"(uuid, uuid, boolean) IS 'Caller: edge functions, when Stripe refused the key of an account or took it again. Errors: none.';

COMMENT ON FUNCTION "app"."stripe_key"(uuid, uuid) IS 'Caller: edge functions that speak with Stripe for a clinic, or check who signed: {id, livemode, credentials}; also of an account that was disconnected. Errors: none.';

COMMENT ON FUNCTION "public"."disconnect_stripe"(uuid) IS 'Caller: owner and admin. Nothing more is charged with the account. Its signature stays known: what was sent before may still be paid, and counts. Answers as get_stripe_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_stripe_account"(uuid) IS 'Caller: any member. Whether the clinic sells by card through Stripe: {is_connected, livemode, display_name, key_hint, connected_at, is_key_refused}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."stripe_accounts" IS 'The clinics'' own accounts at Stripe. Keys are ciphertext in app_private.stripe_credentials.';

COMMENT ON TABLE "app"."stripe_events" IS 'The inbox: an event that comes again changes nothing, and one that comes before what it is about waits.';

COMMENT ON TABLE "app_private"."stripe_credentials" IS 'AES-GCM ciphertext {v, kid, iv, ct} of {secret_key, webhook_secret}, made by the edge functions. Kept when the account is disconnected, so that its signatures can still be checked; gone with the account.';

REVOKE ALL ON FUNCTION "app"."apply_stripe_event"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_stripe_event"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_stripe_event"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_stripe_event"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."connect_stripe"(uuid, uuid, boolean, text, text, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."connect_stripe"(uuid, uuid, boolean, text, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."connect_stripe"(uuid, uuid, boolean, text, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."connect_stripe"(uuid, uuid, boolean, text, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_stripe_key"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_stripe_key"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_stripe_key"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_stripe_key"(uuid, uuid, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."stripe_key"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stripe_key"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stripe_key"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."stripe_key"(uuid, uuid) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."disconnect_stripe"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."disconnect_stripe"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_stripe"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_stripe_account"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_stripe_account"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_stripe_account"(uuid) TO "postgres";
