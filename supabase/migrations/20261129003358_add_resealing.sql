-- add resealing: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."sealed_stores" (
  "name"          text NOT NULL,
  "owner_column"  text NOT NULL,
  "sealed_column" text NOT NULL,
  CONSTRAINT "name_is_private" CHECK ((name ~ '^app_private\.[a-z_]+$'::text)),
  CONSTRAINT "sealed_stores_pkey" PRIMARY KEY (name)
);

ALTER TABLE "app"."sealed_stores"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.count_sealed()
  RETURNS TABLE (
    store   text,
    key_id  text,
    secrets bigint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_store app.sealed_stores;
begin
  for v_store in select * from app.sealed_stores s order by s.name loop
    return query execute format('select %L, t.%I ->> ''kid'', count(*) from %s t group by 2 order by 2',
      v_store.name, v_store.sealed_column, v_store.name);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_sealed (
  p_key_id       text,
  p_store        text,
  p_after_tenant uuid    DEFAULT NULL::uuid,
  p_after_owner  uuid    DEFAULT NULL::uuid,
  p_limit        integer DEFAULT 100
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_store app.sealed_stores;
  v_rows jsonb;
begin
  select * into strict v_store from app.sealed_stores s where s.name = p_store;
  -- with ties: what belongs to one owner stands on one page
  execute format('
    select coalesce(jsonb_agg(to_jsonb(w) order by w.tenant_id, w.owner_id), ''[]'') from (
      select t.tenant_id, t.%1$I as owner_id, t.%2$I as sealed from %3$s t
      where t.%2$I ->> ''kid'' is distinct from $1 and ($2 is null or (t.tenant_id, t.%1$I) > ($2, $3))
      order by t.tenant_id, t.%1$I fetch first ($4) rows with ties) w',
    v_store.owner_column, v_store.sealed_column, v_store.name)
  into v_rows using p_key_id, p_after_tenant, p_after_owner, least(greatest(p_limit, 1), 1000);
  return v_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION app.replace_sealed (
  p_store     text,
  p_tenant_id uuid,
  p_owner_id  uuid,
  p_old       jsonb,
  p_new       jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_store app.sealed_stores;
  v_rows integer;
begin
  if p_new is null or not p_new ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  select * into strict v_store from app.sealed_stores s where s.name = p_store;
  execute format('update %3$s t set %2$I = $4 where t.tenant_id = $1 and t.%1$I = $2 and t.%2$I = $3',
    v_store.owner_column, v_store.sealed_column, v_store.name)
  using p_tenant_id, p_owner_id, p_old, p_new;
  get diagnostics v_rows = row_count;
  return v_rows > 0;
end;
$function$;

CREATE POLICY "select_nobody" ON "app"."sealed_stores"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."sealed_stores"."owner_column" IS 'Whose it is: with tenant_id, what the ciphertext is bound to.';

COMMENT ON FUNCTION "app"."count_sealed"() IS 'Caller: whoever runs the service, in SQL. How many secrets each key seals: a key that seals none may be taken out of the environment.';

COMMENT ON FUNCTION "app"."list_sealed"(text, text, uuid, uuid, integer) IS 'Caller: the worker. [{tenant_id, owner_id, sealed}] of a store that another key than this one sealed, by clinic and owner, from behind an owner on.';

COMMENT ON FUNCTION "app"."replace_sealed"(text, uuid, uuid, jsonb, jsonb) IS 'Caller: the worker. Puts the same secret under another key, if it is still the one that was read; what somebody connected since stays. Errors: PT400 credentials_not_encrypted.';

COMMENT ON TABLE "app"."sealed_stores" IS 'Tables of sealed secrets, which app.list_sealed walks through when the key changed; the rows belong to the domains.';

REVOKE ALL ON FUNCTION "app"."count_sealed"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_sealed"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_sealed"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_sealed"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."list_sealed"(text, text, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_sealed"(text, text, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_sealed"(text, text, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_sealed"(text, text, uuid, uuid, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."replace_sealed"(text, uuid, uuid, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."replace_sealed"(text, uuid, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."replace_sealed"(text, uuid, uuid, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."replace_sealed"(text, uuid, uuid, jsonb, jsonb) TO "service_role";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('run-retention', 'process-jobs', '23 7 * * *', '{"task": "retention"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('reseal-secrets', 'process-jobs', '11 7 * * *', '{"task": "reseal"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.channel_credentials', 'channel_id', 'credentials'),
  ('app_private.pix_credentials', 'account_id', 'credentials'),
  ('app_private.stripe_credentials', 'account_id', 'credentials'),
  ('app_private.webhook_secrets', 'endpoint_id', 'secret')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;
