-- audit: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."audit_actions" (
  "key"      text NOT NULL,
  "area"     text NOT NULL,
  "severity" text NOT NULL,
  CONSTRAINT "audit_action_is_entity_and_verb" CHECK ((key ~ '^[a-z_]+\.[a-z_]+$'::text)),
  CONSTRAINT "audit_actions_pkey" PRIMARY KEY (key),
  CONSTRAINT "audit_area_is_known"
    CHECK
    ((area = ANY (ARRAY['team'::text, 'patients'::text, 'record'::text, 'agenda'::text, 'money'::text, 'messages'::text, 'automation'::text, 'settings'::text, 'privacy'::text,
    'service'::text, 'audit'::text]))),
  CONSTRAINT "audit_severity_is_known" CHECK ((severity = ANY (ARRAY['info'::text, 'notice'::text, 'warning'::text, 'critical'::text])))
);

ALTER TABLE "app"."audit_actions"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."audit_chains" (
  "tenant_id"   uuid                     NOT NULL,
  "head_seq"    bigint                   NOT NULL DEFAULT 0,
  "head_hash"   bytea                    NOT NULL DEFAULT '\x'::bytea,
  "anchor_seq"  bigint                   NOT NULL DEFAULT 0,
  "anchor_hash" bytea                    NOT NULL DEFAULT '\x'::bytea,
  "checked_at"  timestamp with time zone,
  "checked_seq" bigint,
  "fault"       text,
  "fault_seq"   bigint,
  "keep_months" smallint                 NOT NULL DEFAULT 60,
  CONSTRAINT "audit_chains_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "kept_as_long_as_the_law_asks" CHECK (((keep_months >= 60) AND (keep_months <= 240)))
);

ALTER TABLE "app"."audit_chains"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."audited_tables" (
  "name"         text   NOT NULL,
  "entity"       text   NOT NULL,
  "key_column"   text   NOT NULL DEFAULT 'id'::text,
  "label_column" text,
  "left_out"     text[] NOT NULL DEFAULT '{}'::text[],
  "masked"       text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT "audited_entity_is_a_word" CHECK ((entity ~ '^[a-z_]+$'::text)),
  CONSTRAINT "audited_table_names_its_schema" CHECK ((name ~ '^(public|app|app_private)\.[a-z_]+$'::text)),
  CONSTRAINT "audited_tables_pkey" PRIMARY KEY (name)
);

ALTER TABLE "app"."audited_tables"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."audit_logs" (
  "tenant_id"    uuid                     NOT NULL,
  "at"           timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "actor_kind"   text                     NOT NULL,
  "actor_id"     uuid,
  "actor_name"   text,
  "action"       text                     NOT NULL,
  "entity"       text                     NOT NULL,
  "entity_id"    text                     NOT NULL,
  "before"       jsonb,
  "after"        jsonb,
  "reason"       text,
  "request_id"   text,
  "salt"         uuid                     DEFAULT gen_random_uuid(),
  "details_hash" bytea                    NOT NULL,
  "erased_at"    timestamp with time zone,
  "seq"          bigint,
  "prev_hash"    bytea,
  "hash"         bytea,
  CONSTRAINT "actor_kind_is_known" CHECK ((actor_kind = ANY (ARRAY['person'::text, 'api_key'::text, 'saas_admin'::text, 'system'::text]))),
  CONSTRAINT "audit_seq_is_unique" UNIQUE (tenant_id, seq),
  CONSTRAINT "audit_texts_fit" CHECK (((char_length(entity) <= 60) AND (char_length(entity_id) <= 200) AND (char_length(reason) <= 2000) AND (char_length(request_id) <= 80))),
  CONSTRAINT "erased_as_a_whole" CHECK (((erased_at IS NULL) OR (num_nonnulls(before, after, reason, salt) = 0))),
  CONSTRAINT "sealed_as_a_whole" CHECK ((num_nulls(seq, prev_hash, hash) = ANY (ARRAY[0, 3]))),
  CONSTRAINT "somebody_acted_or_the_system" CHECK (((actor_kind = 'system'::text) = (actor_id IS NULL))),
  "id"           uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "audit_logs_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."audit_logs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."audit_logs" FROM "anon", "authenticated", "service_role";

CREATE OR REPLACE FUNCTION app.audit (
  p_tenant_id uuid,
  p_action    text,
  p_entity    text,
  p_entity_id text,
  p_before    jsonb DEFAULT NULL::jsonb,
  p_after     jsonb DEFAULT NULL::jsonb,
  p_reason    text  DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_claims jsonb := coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}');
  v_request text := coalesce(nullif(current_setting('request.headers', true), ''), '{}')::jsonb ->> 'x-request-id';
  v_key uuid := v_claims ->> 'api_key_id';
  v_person uuid := auth.uid();
  v_both boolean := p_before is not null and p_after is not null;
begin
  if not exists (select from public.tenants t where t.id = p_tenant_id) then
    return; -- it goes with its clinic
  end if;
  if p_before = p_after then
    return; -- said again
  end if;
  insert into public.audit_logs (tenant_id, actor_kind, actor_id, actor_name, action, entity, entity_id, before, after, reason, request_id, details_hash)
  values (
    p_tenant_id,
    case
      when v_key is not null then 'api_key'
      when v_person is null then 'system'
      when app.is_saas_admin() and not exists (
        select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_person) then 'saas_admin'
      else 'person'
    end,
    coalesce(v_key, v_person),
    case when v_key is null then app.name_of_member(v_person) else left(v_claims ->> 'api_key_name', 120) end,
    p_action, p_entity, coalesce(p_entity_id, ''),
    case when v_both then app.audit_changed(p_before, p_after) else p_before end,
    case when v_both then app.audit_changed(p_after, p_before) else p_after end,
    left(p_reason, 2000),
    case when v_request ~ '^[\w.:-]{8,80}$' then v_request end,
    '');
end;
$function$;

CREATE OR REPLACE FUNCTION app.audit_changed (
  p_one   jsonb,
  p_other jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(p_one) e where e.value is distinct from p_other -> e.key;
$function$;

CREATE OR REPLACE FUNCTION app.audit_details (
  p_table app.audited_tables,
  p_row   jsonb,
  p_other jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case when p_row is not null then coalesce(jsonb_object_agg(e.key, e.value), '{}') end
  from (
    select e.key,
      case
        when not e.key = any (p_table.masked) or e.value = 'null' then e.value
        -- two marks, so that a change is seen and what it says is not
        when p_other is null or p_other -> e.key = e.value or p_other -> e.key = 'null' then '"•"'
        when e.value::text > (p_other -> e.key)::text then '"••"'
        else '"•"'
      end as value
    from jsonb_each(p_row) e
    where e.key <> all (array['tenant_id', 'created_at', 'updated_at', 'version']) and e.key <> all (p_table.left_out)
      and (p_other is not null or e.value <> 'null')
  ) e;
$function$;

CREATE OR REPLACE FUNCTION app.audit_details_hash (
  p_salt   uuid,
  p_before jsonb,
  p_after  jsonb,
  p_reason text
)
  RETURNS bytea
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select sha256(convert_to(jsonb_build_array(p_salt, p_before, p_after, p_reason)::text, 'UTF8'));
$function$;

CREATE OR REPLACE FUNCTION app.audit_hash (
  p_row public.audit_logs
)
  RETURNS bytea
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select sha256(p_row.prev_hash || convert_to(jsonb_build_array(
    p_row.tenant_id, p_row.seq, p_row.id, extract(epoch from p_row.at), p_row.actor_kind, p_row.actor_id, p_row.actor_name, p_row.action,
    p_row.entity, p_row.entity_id, p_row.request_id, encode(p_row.details_hash, 'hex'))::text, 'UTF8'));
$function$;

CREATE OR REPLACE FUNCTION app.audit_part (
  p_row  jsonb,
  p_keys text[]
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_object_agg(k.key, p_row -> k.key) from unnest(p_keys) k (key);
$function$;

CREATE OR REPLACE FUNCTION app.check_audit_chain (
  p_tenant_id uuid
)
  RETURNS TABLE (
    seq   bigint,
    id    uuid,
    fault text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with chain as (
    select coalesce(c.head_seq, 0) as head_seq, coalesce(c.head_hash, '\x') as head_hash,
      coalesce(c.anchor_seq, 0) as anchor_seq, coalesce(c.anchor_hash, '\x') as anchor_hash
    from (select) one left join app.audit_chains c on c.tenant_id = p_tenant_id
  ), walked as (
    select l.seq, l.id, l.at, l.prev_hash, l.hash,
      l.hash is distinct from app.audit_hash(l)
        or (l.erased_at is null and l.details_hash is distinct from app.audit_details_hash(l.salt, l.before, l.after, l.reason)) as is_changed,
      lag(l.seq, 1, c.anchor_seq) over w as seq_before,
      lag(l.hash, 1, c.anchor_hash) over w as hash_before,
      max(l.at) over (w rows between unbounded preceding and 1 preceding) as latest_before
    from public.audit_logs l cross join chain c
    where l.tenant_id = p_tenant_id and l.seq is not null
    window w as (order by l.seq)
  ), last as (
    select w.seq, w.hash from walked w order by w.seq desc limit 1
  )
  select w.seq, w.id,
    case
      when w.is_changed then 'changed'
      when w.seq <> w.seq_before + 1 then 'missing_before'
      when w.prev_hash <> w.hash_before then 'broken'
      else 'backdated'
    end
  from walked w
  where w.is_changed or w.seq <> w.seq_before + 1 or w.prev_hash <> w.hash_before or w.at < w.latest_before - interval '1 hour'
  union all
  select c.head_seq, null, 'missing_at_end'
  from chain c
  where c.head_seq <> coalesce((select l.seq from last l), c.anchor_seq)
    or c.head_hash <> coalesce((select l.hash from last l), c.anchor_hash)
  order by 1;
$function$;

CREATE OR REPLACE FUNCTION app.check_audits()
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select coalesce(sum((not app.note_audit_check(c.tenant_id))::integer), 0)::integer
  from (select tenant_id from app.audit_chains order by tenant_id) c;
$function$;

CREATE OR REPLACE FUNCTION app.erase_audit_details (
  p_tenant_id uuid,
  p_entity    text,
  p_entity_id text
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_rows integer;
begin
  update public.audit_logs l set before = null, after = null, reason = null, salt = null, erased_at = clock_timestamp()
  where l.tenant_id = p_tenant_id and l.entity = p_entity and l.entity_id = p_entity_id and l.erased_at is null
    and num_nonnulls(l.before, l.after, l.reason) > 0;
  get diagnostics v_rows = row_count;
  if v_rows > 0 then
    perform app.audit(p_tenant_id, 'audit.erased', p_entity, p_entity_id, null, jsonb_build_object('rows', v_rows));
  end if;
  return v_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_audit_check (
  p_tenant_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_fault record;
begin
  perform app.seal_audit(p_tenant_id, 100000);
  select f.seq, f.fault into v_fault from app.check_audit_chain(p_tenant_id) f order by f.seq limit 1;
  update app.audit_chains c set checked_at = clock_timestamp(), checked_seq = case when v_fault.seq is null then c.head_seq else v_fault.seq - 1 end,
    fault = v_fault.fault, fault_seq = v_fault.seq
  where c.tenant_id = p_tenant_id;
  return v_fault.seq is null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.prune_audit (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_chain app.audit_chains;
  v_last public.audit_logs;
  v_first_kept bigint;
  v_rows integer;
begin
  select * into v_chain from app.audit_chains c where c.tenant_id = p_tenant_id for update;
  -- the prefix ends before the first row that is still to be kept
  select min(l.seq) into v_first_kept from public.audit_logs l
  where l.tenant_id = p_tenant_id and l.seq is not null and l.at >= p_now - make_interval(months => v_chain.keep_months);
  select * into v_last from public.audit_logs l
  where l.tenant_id = p_tenant_id and l.seq < coalesce(v_first_kept, v_chain.head_seq + 1) order by l.seq desc limit 1;
  if v_last.seq is null then
    return 0;
  end if;
  -- what does not follow the chain is evidence
  if exists (select from app.check_audit_chain(p_tenant_id)) then
    return 0;
  end if;
  delete from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq <= v_last.seq;
  get diagnostics v_rows = row_count;
  update app.audit_chains c set anchor_seq = v_last.seq, anchor_hash = v_last.hash where c.tenant_id = p_tenant_id;
  perform app.audit(p_tenant_id, 'audit.pruned', 'audit', '', null,
    jsonb_build_object('rows', v_rows, 'until', v_last.at, 'hash', encode(v_last.hash, 'hex')));
  return v_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION app.prune_audits (
  p_now timestamp with time zone DEFAULT now()
)
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select coalesce(sum(app.prune_audit(c.tenant_id, p_now)), 0)::integer
  from (select tenant_id from app.audit_chains order by tenant_id) c;
$function$;

CREATE OR REPLACE FUNCTION app.seal_audit (
  p_tenant_id uuid,
  p_limit     integer DEFAULT 5000
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_chain app.audit_chains;
  v_row public.audit_logs;
  v_sealed integer := 0;
begin
  insert into app.audit_chains (tenant_id) values (p_tenant_id) on conflict (tenant_id) do nothing;
  select * into v_chain from app.audit_chains c where c.tenant_id = p_tenant_id for update;
  for v_row in
    select l.* from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq is null order by l.id limit p_limit
  loop
    v_row.seq := v_chain.head_seq + 1;
    v_row.prev_hash := v_chain.head_hash;
    v_row.hash := app.audit_hash(v_row);
    update public.audit_logs l set seq = v_row.seq, prev_hash = v_row.prev_hash, hash = v_row.hash
    where l.tenant_id = p_tenant_id and l.id = v_row.id;
    v_chain.head_seq := v_row.seq;
    v_chain.head_hash := v_row.hash;
    v_sealed := v_sealed + 1;
  end loop;
  if v_sealed > 0 then
    update app.audit_chains c set head_seq = v_chain.head_seq, head_hash = v_chain.head_hash where c.tenant_id = p_tenant_id;
  end if;
  return v_sealed;
end;
$function$;

CREATE OR REPLACE FUNCTION app.seal_audits()
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select coalesce(sum(app.seal_audit(t.tenant_id)), 0)::integer
  from (select distinct l.tenant_id from public.audit_logs l where l.seq is null order by l.tenant_id) t;
$function$;

CREATE OR REPLACE FUNCTION app.tg_any__audit()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_table app.audited_tables;
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_new jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  v_row jsonb := coalesce(v_new, v_old);
  v_before jsonb;
  v_after jsonb;
begin
  select * into v_table from app.audited_tables t where t.name = tg_table_schema || '.' || tg_table_name;
  v_before := app.audit_details(v_table, v_old, v_new);
  v_after := app.audit_details(v_table, v_new, v_old);
  if tg_op = 'UPDATE' and v_before = v_after then
    return null;
  end if;
  perform app.audit(
    coalesce(v_row ->> 'tenant_id', v_row ->> 'id')::uuid,
    v_table.entity || case tg_op when 'INSERT' then '.created' when 'UPDATE' then '.changed' else '.deleted' end,
    v_table.entity, v_row ->> v_table.key_column, v_before, v_after);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_audit_logs__keep()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_stack text;
  v_sealed public.audit_logs;
begin
  get diagnostics v_stack = pg_context;
  if tg_op = 'UPDATE' then
    v_sealed := old;
    v_sealed.seq := new.seq;
    v_sealed.prev_hash := new.prev_hash;
    v_sealed.hash := new.hash;
    if (old.seq is null and new.seq is not null and v_sealed is not distinct from new) or v_stack ~ '\nPL/pgSQL function app\.erase_audit_details\(' then
      return new;
    end if;
  elsif tg_op = 'DELETE' then
    if v_stack ~ '\nPL/pgSQL function app\.prune_audit\(' or not exists (select from public.tenants t where t.id = old.tenant_id) then
      return old;
    end if;
  end if;
  raise sqlstate 'PT409' using message = 'record_is_kept', detail = tg_table_name;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_audit_logs__stand()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.at := clock_timestamp();
  new.id := app.time_ordered_uuid();
  new.salt := gen_random_uuid();
  new.details_hash := app.audit_details_hash(new.salt, new.before, new.after, new.reason);
  new.erased_at := null;
  new.seq := null;
  new.prev_hash := null;
  new.hash := null;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_entries__audit()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.audit(new.tenant_id, 'money.' || new.kind, 'payer', new.payer_id::text, null,
    jsonb_strip_nulls(jsonb_build_object('amount_cents', new.amount_cents, 'method', new.method, 'occurred_on', new.occurred_on,
      'patient_id', new.patient_id, 'entry_id', new.id)), new.note);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.export_receita_saude (
  p_tenant_id     uuid,
  p_id            uuid,
  p_therapist_id  uuid,
  p_from          date,
  p_to            date,
  p_again         boolean DEFAULT false,
  p_complete_only boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_known public.receita_saude_exports;
  v_fiscal public.therapist_fiscal;
  v_council text;
begin
  perform app.require_receita_saude(p_tenant_id, p_therapist_id, p_from, p_to, true);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- two who export at once mark each payment once
  select * into v_fiscal from public.therapist_fiscal f where f.tenant_id = p_tenant_id and f.user_id = p_therapist_id for update;
  select * into v_known from public.receita_saude_exports x where x.tenant_id = p_tenant_id and x.id = p_id;
  if v_known.id is null then
    if cardinality(app.receita_saude_problems(p_tenant_id, p_therapist_id)) > 0 or not coalesce(p_complete_only, false) and exists (
      select from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
      where x.problem = 'payer_document' and (x.cents > x.exported_cents or p_again and x.cents > 0)) then
      raise sqlstate 'PT409' using message = 'receita_saude_incomplete';
    end if;
    select h.council_number into v_council from public.therapists h where h.tenant_id = p_tenant_id and h.user_id = p_therapist_id;
    insert into public.receita_saude_exports (tenant_id, id, therapist_id, from_day, to_day, created_by)
    values (p_tenant_id, p_id, p_therapist_id, p_from, p_to, auth.uid());
    insert into public.receita_saude_rows (tenant_id, export_id, position, payment_id, patient_id, amount_cents, is_again, line)
    select p_tenant_id, p_id, row_number() over (order by x.paid_on, x.number, x.patient_id), x.payment_id, x.patient_id, c.cents,
      x.cents <= x.exported_cents,
      app.receita_saude_line(x.paid_on, c.cents, v_fiscal.occupation, x.payer ->> 'document', x.patient_document, v_fiscal.document, v_council)
    from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
    cross join lateral (select case when x.cents > x.exported_cents then x.cents - x.exported_cents when p_again then x.cents else 0 end as cents) c
    where x.problem is null and c.cents > 0;
    if not found then
      raise sqlstate 'PT409' using message = 'nothing_to_export';
    end if;
    perform app.audit(p_tenant_id, 'fiscal.exported', 'therapist', p_therapist_id::text, null,
      jsonb_build_object('from_day', p_from, 'to_day', p_to));
  elsif v_known.therapist_id <> p_therapist_id then
    raise sqlstate 'PT409' using message = 'client_id_in_use';
  end if;
  return jsonb_build_object('id', p_id,
    'lines', (select count(*) from public.receita_saude_rows r where r.tenant_id = p_tenant_id and r.export_id = p_id),
    'files', (
      select jsonb_agg(f.content order by f.part) from (
        select (r.position - 1) / 1000 as part, string_agg(r.line, E'\r\n' order by r.position) || E'\r\n' as content
        from public.receita_saude_rows r where r.tenant_id = p_tenant_id and r.export_id = p_id group by 1) f));
end;
$function$;

CREATE OR REPLACE FUNCTION public.override_session_charge (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid,
  p_percent    integer,
  p_reason     text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reason text;
  v_before smallint;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_percent is not null then
    if p_percent not between 0 and 100 then
      raise sqlstate 'PT400' using message = 'invalid_amount', detail = '0 to 100 percent.';
    end if;
    v_reason := app.require_reason(p_reason);
  end if;
  if not exists (select from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id) then
    raise sqlstate 'PT404' using message = 'session_not_found';
  elsif not exists (
    select from public.session_bills b
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, app.payer_of(p_tenant_id, p_patient_id));
  select b.override_percent into v_before from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  update public.session_bills b set
    makeup_of = null, override_percent = p_percent, override_reason = v_reason,
    override_by = case when p_percent is not null then auth.uid() end, override_at = case when p_percent is not null then now() end
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  perform app.bill_session(p_tenant_id, p_session_id, 'plan', p_patient_id);
  perform app.audit(p_tenant_id, 'money.override', 'session', p_session_id::text, jsonb_build_object('override_percent', v_before),
    jsonb_build_object('override_percent', p_percent, 'patient_id', p_patient_id), v_reason);
  return public.get_session_money(p_tenant_id, p_session_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.saas_grant_addon_credits (
  p_tenant_id  uuid,
  p_addon_type text,
  p_credits    integer,
  p_note       text,
  p_client_id  uuid,
  p_admin_id   uuid,
  p_product_id uuid    DEFAULT NULL::uuid
)
  RETURNS public.addon_transactions
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
  v_row public.addon_transactions;
  v_is_new boolean := not exists (
    select from public.addon_transactions x where x.tenant_id = p_tenant_id and x.type = 'topup_manual' and x.reference = 'topup:' || p_client_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  v_row := app.post_addon_credits(p_tenant_id, p_addon_type, 'topup_manual', p_credits, 'topup:' || p_client_id, jsonb_build_object(
    'description', v_note, 'admin_user_id', p_admin_id, 'product_id', (select p.id from public.addon_products p where p.id = p_product_id)));
  if v_is_new then
    perform app.audit(p_tenant_id, 'addon.granted', 'addon', p_addon_type, null, jsonb_build_object('credits', p_credits), v_note);
  end if;
  return v_row;
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
  perform app.audit(p_tenant_id, 'credits.taken_back', 'credits', p_top_up_id::text, null, jsonb_build_object('credits', -v_credits), v_note);
  return app.post_credits(p_tenant_id, 'adjustment', -v_credits, v_top_up.reference, false, null, null, p_admin_id, v_note);
end;
$function$;

CREATE OR REPLACE FUNCTION public.saas_set_addon_limits (
  p_tenant_id    uuid,
  p_addon_type   text,
  p_daily_limit  integer,
  p_hourly_limit integer,
  p_is_active    boolean                  DEFAULT true,
  p_expires_at   timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS public.addon_credits
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_addon public.addon_credits;
  v_before public.addon_credits;
  v_kept text[] := array['daily_limit', 'hourly_limit', 'is_active', 'expires_at'];
begin
  perform app.require_saas_admin();
  if p_daily_limit < 0 or p_hourly_limit < 0 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'A limit is not negative; NULL is no limit.';
  end if;
  v_addon := app.lock_addon(p_tenant_id, p_addon_type, app.await_addon(p_tenant_id, p_addon_type));
  v_before := v_addon;
  update public.addon_credits a set
    daily_limit = p_daily_limit, hourly_limit = p_hourly_limit, is_active = coalesce(p_is_active, a.is_active), expires_at = p_expires_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id returning * into v_addon;
  perform app.audit(p_tenant_id, 'addon.limited', 'addon', p_addon_type, app.audit_part(to_jsonb(v_before), v_kept), app.audit_part(to_jsonb(v_addon), v_kept));
  return v_addon;
end;
$function$;

CREATE OR REPLACE FUNCTION public.saas_top_up_whatsapp_credits (
  p_tenant_id uuid,
  p_credits   integer,
  p_note      text,
  p_client_id uuid,
  p_admin_id  uuid
)
  RETURNS public.whatsapp_credits_transactions
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
  v_row public.whatsapp_credits_transactions;
  v_is_new boolean := not exists (
    select from public.whatsapp_credits_transactions x where x.tenant_id = p_tenant_id and x.kind = 'topup_manual' and x.reference = 'topup:' || p_client_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  v_row := app.post_credits(p_tenant_id, 'topup_manual', p_credits, 'topup:' || p_client_id, false, null, null, p_admin_id, v_note);
  if v_is_new then
    perform app.audit(p_tenant_id, 'credits.granted', 'credits', v_row.id::text, null, jsonb_build_object('credits', p_credits), v_note);
  end if;
  return v_row;
end;
$function$;

ALTER TABLE "app"."audit_chains"
  ADD CONSTRAINT "audit_chains_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."audit_logs"
  ADD CONSTRAINT "audit_logs_action_fkey" FOREIGN KEY (action) REFERENCES app.audit_actions(key) ON DELETE RESTRICT;

ALTER TABLE "public"."audit_logs"
  ADD CONSTRAINT "audit_logs_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE TRIGGER absence_policies_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.absence_policies
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER agenda_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.agenda_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER audit_logs_keep_all
  BEFORE TRUNCATE ON public.audit_logs
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_audit_logs__keep();

CREATE TRIGGER audit_logs_keep
  BEFORE DELETE OR UPDATE ON public.audit_logs
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_audit_logs__keep();

CREATE TRIGGER audit_logs_stand
  BEFORE INSERT ON public.audit_logs
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_audit_logs__stand();

CREATE TRIGGER booking_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.booking_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER care_team_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.care_team
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER consents_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.consents
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER conversation_autoreply_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.conversation_autoreply_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER conversation_optout_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.conversation_optout_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER conversation_session_reminders_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.conversation_session_reminders_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER fiscal_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.fiscal_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER money_entries_audit
  AFTER INSERT ON public.money_entries
  FOR EACH ROW
  WHEN ((new.kind = ANY (ARRAY['reversal'::text, 'refund'::text, 'adjustment'::text])))
  EXECUTE FUNCTION app.tg_money_entries__audit();

CREATE TRIGGER money_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.money_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER notification_channels_audit
  AFTER INSERT OR DELETE OR UPDATE OF is_active, display_name, phone, shows_typing ON public.notification_channels
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER patient_documents_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.patient_documents
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER patient_files_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.patient_files
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER patient_merges_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.patient_merges
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER patients_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.patients
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER payout_rules_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.payout_rules
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER receipts_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.receipts
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER record_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.record_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER session_notice_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.session_notice_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER session_prices_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.session_prices
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER session_types_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.session_types
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER tenant_invitations_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.tenant_invitations
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER tenant_members_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.tenant_members
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER tenants_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.tenants
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER therapist_fiscal_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.therapist_fiscal
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER therapists_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.therapists
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER waiting_list_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.waiting_list_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER workflows_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.workflows
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE POLICY "select_nobody" ON "app"."audit_actions"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."audit_chains"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."audited_tables"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "public"."audit_logs"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."audit_chains"."anchor_hash" IS 'Hash of the last row that was pruned: the first row that is left follows it.';

COMMENT ON COLUMN "app"."audit_chains"."keep_months" IS 'Five years at least, as what is owed and incidents are kept.';

COMMENT ON COLUMN "app"."audited_tables"."key_column" IS 'The column whose value is the entity_id.';

COMMENT ON COLUMN "app"."audited_tables"."label_column" IS 'The column that says what a row is called, for the list.';

COMMENT ON COLUMN "app"."audited_tables"."left_out" IS 'Columns that the audit does not see: a change of them alone is none. tenant_id, created_at, updated_at, version and generated columns are never seen.';

COMMENT ON COLUMN "app"."audited_tables"."masked" IS 'Columns of which it is said that they changed, not what they say: secrets and long texts.';

COMMENT ON COLUMN "public"."audit_logs"."actor_id" IS 'A person, or the API key of actor_kind api_key. Not a foreign key: the trace outlives the account.';

COMMENT ON COLUMN "public"."audit_logs"."before" IS 'Only what changed; the whole row where it was deleted.';

COMMENT ON COLUMN "public"."audit_logs"."details_hash" IS 'SHA-256 over salt, before, after and reason: the chain holds the hash, so that the details of a person can be erased and the chain still proves the act.';

COMMENT ON COLUMN "public"."audit_logs"."seq" IS 'Place in the chain of the clinic, without gaps; null until it is sealed.';

COMMENT ON FUNCTION "app"."audit"(uuid, text, text, text, jsonb, jsonb, text) IS 'Writes down an act on a thing of a clinic, in the transaction of the act. Who acts (the person, their API key by the claims api_key_id and api_key_name, an administrator of the service, or the system) and the request are found here. Of before and after what is equal is left out. The action is a row of app.audit_actions. Nothing for a clinic that is being deleted.';

COMMENT ON FUNCTION "app"."audit_changed"(jsonb, jsonb) IS 'What of the one object the other has not, or has differently.';

COMMENT ON FUNCTION "app"."audit_details"(app.audited_tables, jsonb, jsonb) IS 'What the audit keeps of a row: without what is left out, and marks in place of what is masked. Of a row that came or went, nothing that is null.';

COMMENT ON FUNCTION "app"."audit_details_hash"(uuid, jsonb, jsonb, text) IS 'What stands for the details of an audit row in its chain. The salt goes with them, so that nobody guesses what was erased.';

COMMENT ON FUNCTION "app"."audit_hash"(public.audit_logs) IS 'The hash of a row at its place in the chain: over its content and the hash before.';

COMMENT ON FUNCTION "app"."audit_part"(jsonb, text[]) IS 'These columns of a row, for app.audit.';

COMMENT ON FUNCTION "app"."check_audit_chain"(uuid) IS 'What is wrong with the chain of a clinic, nothing when it is whole: changed (content or hash differ), missing_before (rows before this one were removed), broken (it does not follow the row before), backdated (it tells an hour long past when it was written), missing_at_end (the last rows were removed, or rows were put behind them).';

COMMENT ON FUNCTION "app"."check_audits"() IS 'The clock, every night: checks the chains of all clinics. Answers how many are not whole.';

COMMENT ON FUNCTION "app"."erase_audit_details"(uuid, text, text) IS 'Erases what the audit says of one thing (its before, after and reasons) for good; that something was done, by whom and when stays, and the chain stays whole. Answers how many rows.';

COMMENT ON FUNCTION "app"."note_audit_check"(uuid) IS 'Seals and checks the chain of a clinic and notes until where it is whole. Answers whether it is whole to its end.';

COMMENT ON FUNCTION "app"."prune_audit"(uuid, timestamp with time zone) IS 'Removes the beginning of a chain that is older than the clinic keeps, and only the beginning, so that the rest stays proven from its anchor. Nothing of a chain that is not whole. Answers how many rows.';

COMMENT ON FUNCTION "app"."prune_audits"(timestamp with time zone) IS 'The clock, every night: what clinics keep no longer. Answers how many rows went.';

COMMENT ON FUNCTION "app"."seal_audit"(uuid, integer) IS 'Gives the rows of a clinic that are committed and have no place in its chain yet their places, in order of their ids; a row of a transaction that took long comes later. Answers how many.';

COMMENT ON FUNCTION "app"."seal_audits"() IS 'The clock, every minute: seals what was written in all clinics. Answers how many rows.';

COMMENT ON FUNCTION "app"."tg_any__audit"() IS 'Of a table in app.audited_tables: writes down what happened to a row.';

COMMENT ON FUNCTION "app"."tg_money_entries__audit"() IS 'What is taken back, given back or put right.';

COMMENT ON TABLE "app"."audit_actions" IS 'Every action that app.audit takes, <entity>.<verb>: where a clinic looks for it, and how much it should care.';

COMMENT ON TABLE "app"."audit_chains" IS 'A row is locked by whoever seals or prunes, never by who acts.';

COMMENT ON TABLE "app"."audited_tables" IS 'Each has a trigger <table>_audit that calls app.tg_any__audit; what happens to a row is <entity>.created, .changed or .deleted in app.audit_actions.';

COMMENT ON TABLE "public"."audit_logs" IS 'Append-only. app.seal_audit gives each row its place in the chain of its clinic (seq, prev_hash, hash) shortly after; app.check_audit_chain finds what was changed, removed or put in.';

REVOKE ALL ON FUNCTION "app"."audit"(uuid, text, text, text, jsonb, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit"(uuid, text, text, text, jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit"(uuid, text, text, text, jsonb, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_changed"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_changed"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_changed"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_details"(app.audited_tables, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_details"(app.audited_tables, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_details"(app.audited_tables, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_details_hash"(uuid, jsonb, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_details_hash"(uuid, jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_details_hash"(uuid, jsonb, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_hash"(public.audit_logs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_hash"(public.audit_logs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_hash"(public.audit_logs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_part"(jsonb, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_part"(jsonb, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_part"(jsonb, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_audit_chain"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_audit_chain"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_audit_chain"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_audits"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_audits"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_audits"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_audits"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."erase_audit_details"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."erase_audit_details"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."erase_audit_details"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_audit_check"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_audit_check"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_audit_check"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."prune_audit"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."prune_audit"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."prune_audit"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."prune_audits"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."prune_audits"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."prune_audits"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."prune_audits"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."seal_audit"(uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."seal_audit"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."seal_audit"(uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."seal_audits"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."seal_audits"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."seal_audits"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."seal_audits"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_any__audit"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_any__audit"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_any__audit"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_audit_logs__keep"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_audit_logs__keep"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_audit_logs__keep"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_audit_logs__stand"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_audit_logs__stand"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_audit_logs__stand"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_entries__audit"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_entries__audit"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_entries__audit"() TO "postgres";

CREATE INDEX audit_logs_action ON public.audit_logs USING btree (action, tenant_id, id DESC);

CREATE INDEX audit_logs_entity ON public.audit_logs USING btree (tenant_id, entity, entity_id, id DESC);

CREATE INDEX audit_logs_unsealed ON public.audit_logs USING btree (tenant_id, id)
  WHERE (seq IS NULL);

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

-- birthdays at half past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audited_tables (name, entity, key_column, label_column, left_out, masked) values
  ('public.tenants', 'clinic', 'id', 'name', '{slug}', '{}'),
  ('public.tenant_members', 'member', 'user_id', null, '{}', '{}'),
  ('public.tenant_invitations', 'invitation', 'id', 'email', '{token_hash}', '{}'),
  ('public.therapists', 'therapist', 'user_id', 'name', '{position, color}', '{}'),
  ('public.therapist_fiscal', 'therapist_fiscal', 'user_id', 'legal_name', '{}', '{}'),
  ('public.patients', 'patient', 'id', 'name', '{name, sort_name, sound, created_by}', '{note}'),
  ('public.care_team', 'care_team', 'patient_id', null, '{added_by, ended_by}', '{}'),
  ('public.patient_files', 'patient_file', 'id', 'name', '{uploaded_by, size, mime_type}', '{}'),
  ('public.patient_documents', 'patient_document', 'id', 'title', '{template_id, template_version, letterhead, clinic_name, author_council, sha256, file_id, cancelled_by}', '{body, cid, purpose, addressee}'),
  ('public.patient_merges', 'patient_merge', 'survivor_id', null, '{survivor_before, survivor_after, merged_before, merged_by, undone_by, id}', '{}'),
  ('public.consents', 'consent', 'patient_id', 'signer_name', '{ip_hash, user_agent, text_fingerprint, submission_id, id, revoked_by}', '{}'),
  ('public.receipts', 'receipt', 'id', 'number', '{content, sha256, issued_by, cancelled_by}', '{}'),
  ('public.payout_rules', 'payout_rule', 'id', null, '{number, created_by, replaced_by}', '{}'),
  ('public.session_prices', 'session_price', 'id', null, '{}', '{}'),
  ('public.absence_policies', 'absence_policy', 'id', null, '{}', '{}'),
  ('public.session_types', 'session_type', 'id', 'name', '{name_key, position, color}', '{}'),
  ('public.workflows', 'workflow', 'id', 'name', '{draft, draft_version, created_by}', '{}'),
  ('public.notification_channels', 'channel', 'id', 'display_name', '{connection_state, last_event_at, last_error, connected_at}', '{}'),
  ('public.agenda_settings', 'agenda_settings', 'tenant_id', null, '{}', '{}'),
  ('public.booking_settings', 'booking_settings', 'tenant_id', null, '{}', '{}'),
  ('public.money_settings', 'money_settings', 'tenant_id', null, '{}', '{}'),
  ('public.fiscal_settings', 'fiscal_settings', 'tenant_id', null, '{}', '{}'),
  ('public.record_settings', 'record_settings', 'tenant_id', null, '{}', '{}'),
  ('public.waiting_list_settings', 'waiting_settings', 'tenant_id', null, '{}', '{}'),
  ('public.session_notice_settings', 'notice_settings', 'tenant_id', null, '{}', '{}'),
  ('public.conversation_session_reminders_settings', 'reminder_settings', 'tenant_id', null, '{}', '{}'),
  ('public.conversation_autoreply_settings', 'autoreply_settings', 'tenant_id', null, '{}', '{}'),
  ('public.conversation_optout_settings', 'optout_settings', 'tenant_id', null, '{}', '{}')
on conflict (name) do update set
  entity = excluded.entity, key_column = excluded.key_column, label_column = excluded.label_column, left_out = excluded.left_out,
  masked = excluded.masked;

-- at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
