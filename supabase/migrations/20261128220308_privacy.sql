-- privacy: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."default_processing_records" (
  "key"         text    NOT NULL,
  "position"    integer NOT NULL,
  "name"        text    NOT NULL,
  "purpose"     text    NOT NULL,
  "legal_basis" text    NOT NULL,
  "data_kinds"  text    NOT NULL,
  "people"      text    NOT NULL,
  "recipients"  text    NOT NULL,
  "countries"   text    NOT NULL,
  "retention"   text    NOT NULL,
  CONSTRAINT "default_processing_records_pkey" PRIMARY KEY (key),
  CONSTRAINT "processing_key_is_a_word" CHECK ((key ~ '^[a-z][a-z0-9_]*$'::text))
);

ALTER TABLE "app"."default_processing_records"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."retained_identities" (
  "tenant_id"  uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "identity"   jsonb                    NOT NULL,
  "rules"      text[]                   NOT NULL,
  "keep_until" date                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "retained_identities_pkey" PRIMARY KEY (tenant_id, patient_id)
);

ALTER TABLE "app"."retained_identities"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."retention_targets" (
  "key"        text    NOT NULL,
  "position"   integer NOT NULL,
  "table_name" text    NOT NULL,
  "condition"  text    NOT NULL,
  "act"        text    NOT NULL DEFAULT 'delete'::text,
  "act_set"    text,
  "least_days" integer NOT NULL,
  "usual_days" integer NOT NULL,
  CONSTRAINT "retention_act_is_known" CHECK (((act = ANY (ARRAY['delete'::text, 'update'::text])) AND ((act = 'update'::text) = (act_set IS NOT NULL)))),
  CONSTRAINT "retention_targets_pkey" PRIMARY KEY (key),
  CONSTRAINT "target_is_a_word" CHECK ((key ~ '^[a-z][a-z0-9_]*$'::text)),
  CONSTRAINT "usual_is_no_less" CHECK (((usual_days >= least_days) AND (least_days > 0)))
);

ALTER TABLE "app"."retention_targets"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."erasures" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "patient_id"   uuid                     NOT NULL,
  "protocol"     text                     NOT NULL,
  "state"        text                     NOT NULL DEFAULT 'queued'::text,
  "scope"        jsonb,
  "step"         integer                  NOT NULL DEFAULT 0,
  "total"        integer,
  "counts"       jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "report"       jsonb,
  "sha256"       text,
  "requested_by" uuid                     NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "finished_at"  timestamp with time zone,
  CONSTRAINT "done_ones_forget_whom" CHECK (((state <> 'done'::text) OR (scope IS NULL))),
  CONSTRAINT "done_ones_say_what" CHECK (((state = 'done'::text) = ((finished_at IS NOT NULL) AND (report IS NOT NULL) AND (sha256 IS NOT NULL)))),
  CONSTRAINT "erasure_state_is_known" CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text]))),
  CONSTRAINT "erasures_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."erasures"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."erasures" FROM "anon";

CREATE TABLE "public"."privacy_incidents" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "title"             text                     NOT NULL,
  "happened_on"       date,
  "known_on"          date                     NOT NULL,
  "due_on"            date                     NOT NULL,
  "data_kinds"        text,
  "people"            integer,
  "description"       text                     NOT NULL,
  "measures"          text,
  "is_grave"          boolean                  NOT NULL DEFAULT false,
  "authority_told_on" date,
  "people_told_on"    date,
  "not_told_reason"   text,
  "created_by"        uuid                     NOT NULL,
  "created_at"        timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"        timestamp with time zone NOT NULL DEFAULT now(),
  "version"           integer                  NOT NULL DEFAULT 1,
  CONSTRAINT "incident_texts_fit"
    CHECK
    (((char_length(title) >= 3) AND (char_length(title) <= 200) AND (char_length(description) >= 3) AND (char_length(description) <= 4000) AND (char_length(data_kinds) <= 500) AND
    (char_length(measures) <= 4000) AND (char_length(not_told_reason) <= 1000))),
  CONSTRAINT "known_after_it_happened" CHECK ((happened_on <= known_on)),
  CONSTRAINT "people_are_not_negative" CHECK ((people >= 0)),
  CONSTRAINT "privacy_incidents_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."privacy_incidents"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."privacy_incidents" FROM "anon";

CREATE TABLE "public"."privacy_requests" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "patient_id"  uuid,
  "person_name" text                     NOT NULL,
  "contact"     text,
  "kind"        text                     NOT NULL,
  "details"     text,
  "received_on" date                     NOT NULL,
  "due_on"      date                     GENERATED ALWAYS AS ((received_on + 15)) STORED NOT NULL,
  "state"       text                     NOT NULL DEFAULT 'open'::text,
  "answer"      text,
  "answered_at" timestamp with time zone,
  "answered_by" uuid,
  "created_by"  uuid                     NOT NULL,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "answered_whole"
    CHECK ((((state = 'open'::text) = (answered_at IS NULL)) AND ((state = 'open'::text) = (answered_by IS NULL)) AND ((state = 'open'::text) = (answer IS NULL)))),
  CONSTRAINT "privacy_requests_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "request_kind_is_known"
    CHECK ((kind = ANY (ARRAY['access'::text, 'correction'::text, 'deletion'::text, 'portability'::text, 'withdrawal'::text, 'sharing'::text, 'opposition'::text]))),
  CONSTRAINT "request_state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text]))),
  CONSTRAINT "request_texts_fit"
    CHECK
    (((char_length(person_name) >= 2) AND (char_length(person_name) <= 120) AND (char_length(contact) <= 200) AND (char_length(details) <= 2000) AND (char_length(answer) >= 3) AND
    (char_length(answer) <= 2000)))
);

ALTER TABLE "public"."privacy_requests"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."privacy_requests" FROM "anon";

CREATE TABLE "public"."processing_records" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "default_key" text,
  "name"        text                     NOT NULL,
  "purpose"     text                     NOT NULL,
  "legal_basis" text                     NOT NULL,
  "data_kinds"  text                     NOT NULL,
  "people"      text                     NOT NULL,
  "recipients"  text                     NOT NULL,
  "countries"   text                     NOT NULL,
  "retention"   text                     NOT NULL,
  "removed_at"  timestamp with time zone,
  "updated_by"  uuid                     NOT NULL,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "one_line_of_a_default" UNIQUE (tenant_id, default_key),
  CONSTRAINT "processing_records_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "processing_texts_fit"
    CHECK
    (((char_length(name) >= 3) AND (char_length(name) <= 200) AND (char_length(purpose) >= 3) AND (char_length(purpose) <= 1000) AND (char_length(legal_basis) >= 3) AND
    (char_length(legal_basis) <= 500) AND (char_length(data_kinds) <= 1000) AND (char_length(people) <= 500) AND (char_length(recipients) <= 1000) AND
    (char_length(countries) <= 300) AND (char_length(retention) <= 500)))
);

ALTER TABLE "public"."processing_records"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."processing_records" FROM "anon";

CREATE TABLE "public"."retention_policies" (
  "tenant_id"   uuid                     NOT NULL,
  "target"      text                     NOT NULL,
  "days"        integer                  NOT NULL,
  "is_on"       boolean                  NOT NULL DEFAULT false,
  "last_run_at" timestamp with time zone,
  "last_rows"   integer,
  "updated_by"  uuid                     NOT NULL,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "days_are_sane" CHECK (((days >= 1) AND (days <= 36500))),
  CONSTRAINT "retention_policies_pkey" PRIMARY KEY (tenant_id, target)
);

ALTER TABLE "public"."retention_policies"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."retention_policies" FROM "anon";

CREATE OR REPLACE FUNCTION app.add_business_days (
  p_tenant_id uuid,
  p_day       date,
  p_days      integer
)
  RETURNS date
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select d.day from (
    select g::date as day, row_number() over (order by g) as n
    from generate_series(p_day + 1, p_day + 20 + p_days * 2, interval '1 day') g
    where extract(isodow from g) < 6 and not exists (
      -- a day on which many do not work still counts, and so does a holiday of the city: the authority is federal
      select from app.holidays_between(p_tenant_id, g::date, g::date) h where h.scope = 'national')) d
  where d.n = p_days;
$function$;

CREATE OR REPLACE FUNCTION app.advance_erasure (
  p_tenant_id uuid,
  p_id        uuid,
  p_limit     integer DEFAULT 500
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_erasure public.erasures;
  v_data app.personal_data;
  v_rows integer;
  v_tables bigint;
begin
  select * into v_erasure from public.erasures e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_erasure.state is null or v_erasure.state = 'done' then
    return jsonb_build_object('finished', true);
  end if;
  update app.jobs j set leased_until = greatest(j.leased_until, now() + app.job_lease('erase_person'))
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'erase:' || p_id and j.lease_token is not null;
  if v_erasure.state = 'queued' then
    perform app.begin_erasure(v_erasure);
    return jsonb_build_object('finished', false);
  end if;
  select * into v_data from app.personal_data d where d.erasure in ('delete', 'anonymise')
  order by d.erased_at, d.table_name offset v_erasure.step limit 1;
  if not found then
    perform app.finish_erasure(v_erasure);
    return jsonb_build_object('finished', true);
  end if;
  v_rows := app.erase_rows(p_tenant_id, v_data, v_erasure.scope, p_limit);
  update public.erasures e set
    counts = e.counts || jsonb_build_object(v_data.table_name, coalesce((e.counts ->> v_data.table_name)::bigint, 0) + v_rows),
    step = e.step + case when v_rows < p_limit then 1 else 0 end
  where e.tenant_id = p_tenant_id and e.id = p_id;
  perform app.broadcast(p_tenant_id, 'erasure', jsonb_build_object('id', p_id));
  return jsonb_build_object('finished', false);
end;
$function$;

CREATE OR REPLACE FUNCTION app.audited_things_of (
  p_tenant_id uuid,
  p_patients  uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_table record;
  v_some jsonb;
  v_all jsonb := '[]';
begin
  for v_table in
    select a.name, a.entity, a.key_column, r.column_name from app.audited_tables a
    join app.references_to_patients() r on r.table_name = a.name
    union all
    select 'public.patients', 'patient', 'id', 'id'
  loop
    execute format('select coalesce(jsonb_agg(distinct jsonb_build_object(''entity'', $3, ''id'', t.%I::text)), ''[]'') from %s t '
      'where t.tenant_id = $1 and t.%I = any ($2)', v_table.key_column, v_table.name, v_table.column_name)
    into v_some using p_tenant_id, p_patients, v_table.entity;
    v_all := v_all || v_some;
  end loop;
  -- acts on money are written down by their payer
  return v_all || (
    select coalesce(jsonb_agg(jsonb_build_object('entity', 'payer', 'id', y.id)), '[]') from public.payers y
    where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients));
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_erasure (
  p_erasure public.erasures
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_patients uuid[] := app.ids_of(p_erasure.scope -> 'patients');
  v_today date := app.clinic_today(p_erasure.tenant_id);
  v_rules text[];
begin
  v_rules := array(
    select distinct p ->> 'rule' from jsonb_array_elements(app.erasure_plan(p_erasure.tenant_id, p_erasure.patient_id)) p
    where (p ->> 'kept')::bigint > 0 and p ->> 'rule' in ('record', 'fiscal'));
  if cardinality(v_rules) > 0 then
    insert into app.retained_identities (tenant_id, patient_id, identity, rules, keep_until)
    select p.tenant_id, p.id, jsonb_build_object('full_name', p.full_name, 'birth_date', p.birth_date, 'cpf', p.cpf), v_rules,
      (select max(app.kept_until(p.tenant_id, v_patients, r, v_today)) from unnest(v_rules) r)
    from public.patients p where p.tenant_id = p_erasure.tenant_id and p.id = p_erasure.patient_id
    on conflict (tenant_id, patient_id) do update set
      rules = excluded.rules, keep_until = greatest(app.retained_identities.keep_until, excluded.keep_until);
  end if;
  update public.exports e set state = case when e.state in ('queued', 'running') then 'cancelled' else e.state end,
    finished_at = coalesce(e.finished_at, now()), expires_at = least(e.expires_at, now())
  where e.tenant_id = p_erasure.tenant_id and e.kind = 'person' and (e.subject ->> 'patient_id')::uuid = any (v_patients);
  perform app.remove_export_later(e.tenant_id, e.id, now()) from public.exports e
  where e.tenant_id = p_erasure.tenant_id and e.kind = 'person' and (e.subject ->> 'patient_id')::uuid = any (v_patients);
  update public.erasures e set state = 'running' where e.tenant_id = p_erasure.tenant_id and e.id = p_erasure.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.check_erasure_certificate (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if not exists (
    select from public.erasures e
    where e.tenant_id = p_tenant_id and e.id = app.typed_id(p_subject ->> 'erasure_id') and e.state = 'done') then
    raise sqlstate 'PT404' using message = 'erasure_not_found';
  end if;
  return jsonb_build_object('erasure_id', p_subject ->> 'erasure_id');
end;
$function$;

CREATE OR REPLACE FUNCTION app.count_future_sessions (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select count(*) from public.session_patients p
  join public.sessions s on s.tenant_id = p.tenant_id and s.id = p.session_id
  where p.tenant_id = p_tenant_id and p.patient_id = p_patient_id and s.starts_at > now() and s.blocks_time;
$function$;

CREATE OR REPLACE FUNCTION app.count_retention (
  p_tenant_id uuid,
  p_target    app.retention_targets,
  p_days      integer,
  p_now       timestamp with time zone
)
  RETURNS bigint
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_rows bigint;
begin
  execute format('select count(*) from %s t where t.tenant_id = $1 and (%s)', p_target.table_name, p_target.condition)
  into v_rows using p_tenant_id, p_now - make_interval(days => p_days);
  return v_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_retention()
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with asked as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select c.tenant_id, 'run_retention', '{}', 'retention' from (
      select p.tenant_id from public.retention_policies p where p.is_on
      union select r.tenant_id from app.retained_identities r where r.keep_until < current_date) c
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning 1)
  select count(*)::integer from asked;
$function$;

CREATE OR REPLACE FUNCTION app.erase_rows (
  p_tenant_id uuid,
  p_data      app.personal_data,
  p_scope     jsonb,
  p_limit     integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_found text := format('select t.ctid from %s t where t.tenant_id = $1 and (%s) and (%s)', p_data.table_name, p_data.finder,
    coalesce(p_data.erased_rows, 'true'));
  v_act text;
  v_rows integer;
begin
  if p_data.erasure = 'delete' then
    v_act := format('delete from %s d where d.tenant_id = $1 and d.ctid = any (array(%s limit $6))', p_data.table_name, v_found);
  else
    -- once is enough: an update does not make its rows fewer, so all of them are changed together
    v_act := format('update %s t set %s where t.tenant_id = $1 and (%s) and (%s) and $6 > 0', p_data.table_name, p_data.erased_set,
      p_data.finder, coalesce(p_data.erased_rows, 'true'));
  end if;
  execute v_act using p_tenant_id, app.ids_of(p_scope -> 'patients'), app.ids_of(p_scope -> 'threads'), app.ids_of(p_scope -> 'payers'),
    array(select jsonb_array_elements_text(p_scope -> 'addresses')), p_limit;
  get diagnostics v_rows = row_count;
  return case when p_data.erasure = 'delete' then v_rows else least(v_rows, p_limit - 1) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.erasure_plan (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_scope record;
  v_data app.personal_data;
  v_rule app.retention_rules;
  v_erased bigint;
  v_kept bigint;
  v_today date := app.clinic_today(p_tenant_id);
  v_plan jsonb := '[]';
begin
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  for v_data in select * from app.personal_data d where d.erasure <> 'follows' order by d.position, d.table_name loop
    execute format('select count(*) filter (where %s), count(*) filter (where not (%s)) from %s t where t.tenant_id = $1 and (%s)',
      case v_data.erasure when 'keep' then 'false' else coalesce(v_data.erased_rows, 'true') end,
      case v_data.erasure when 'keep' then 'false' else coalesce(v_data.erased_rows, 'true') end, v_data.table_name, v_data.finder)
    into v_erased, v_kept using p_tenant_id, v_scope.patients, v_scope.threads, v_scope.payers, v_scope.addresses;
    continue when v_erased + v_kept = 0;
    select * into v_rule from app.retention_rules r where r.key = v_data.rule;
    v_plan := v_plan || (jsonb_build_object('table', v_data.table_name, 'section', v_data.section, 'act', v_data.erasure,
      'erased', v_erased, 'kept', v_kept)
      || case when v_kept > 0 then jsonb_build_object('rule', v_rule.key, 'law', v_rule.law, 'reason', v_rule.reason,
          'until', app.kept_until(p_tenant_id, v_scope.patients, v_rule.key, v_today)) else '{}' end);
  end loop;
  if cardinality(v_scope.shared_threads) > 0 then
    select * into v_rule from app.retention_rules r where r.key = 'others';
    v_plan := v_plan || jsonb_build_object('table', 'public.conversation_threads', 'section', 'conversations', 'act', 'keep', 'erased', 0,
      'kept', cardinality(v_scope.shared_threads), 'rule', v_rule.key, 'law', v_rule.law, 'reason', v_rule.reason, 'until', null);
  end if;
  return v_plan;
end;
$function$;

CREATE OR REPLACE FUNCTION app.finish_erasure (
  p_erasure public.erasures
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_report jsonb;
begin
  -- words that nobody is called by any more
  delete from app.search_vocabulary v
  where v.tenant_id = p_erasure.tenant_id and v.word in (select jsonb_array_elements_text(p_erasure.scope -> 'words'))
    and not exists (
      select from app.search_entries s where s.tenant_id = v.tenant_id and s.words like '% ' || replace(replace(v.word, '%', '\%'), '_', '\_') || '%');
  -- what the audit says of the person, until this moment: that it was done stays
  perform app.erase_audit_details(p_erasure.tenant_id, a ->> 'entity', a ->> 'id')
  from jsonb_array_elements(p_erasure.scope -> 'audited') a;
  v_report := jsonb_build_object(
    'protocol', p_erasure.protocol,
    'clinic', (select t.name from public.tenants t where t.id = p_erasure.tenant_id),
    'requested_at', p_erasure.created_at, 'requested_by', app.name_of_member(p_erasure.requested_by), 'finished_at', now(),
    'erased', (
      select coalesce(jsonb_agg(jsonb_build_object('table', d.table_name, 'section', d.section, 'act', d.erasure,
        'rows', (p_erasure.counts ->> d.table_name)::bigint) order by d.position, d.table_name), '[]')
      from app.personal_data d where (p_erasure.counts ->> d.table_name)::bigint > 0),
    'kept', (
      select coalesce(jsonb_agg(k - 'erased' - 'act'), '[]')
      from jsonb_array_elements(app.erasure_plan(p_erasure.tenant_id, p_erasure.patient_id)) k where (k ->> 'kept')::bigint > 0)
      || case when jsonb_array_length(p_erasure.scope -> 'shared_threads') > 0 then (
          select jsonb_build_object('table', 'public.conversation_threads', 'section', 'conversations', 'rule', r.key, 'law', r.law,
            'reason', r.reason, 'until', null, 'kept', jsonb_array_length(p_erasure.scope -> 'shared_threads'))
          from app.retention_rules r where r.key = 'others') else '[]' end,
    'identity', (
      select jsonb_build_object('rules', to_jsonb(r.rules), 'until', r.keep_until) from app.retained_identities r
      where r.tenant_id = p_erasure.tenant_id and r.patient_id = p_erasure.patient_id));
  update public.erasures e set state = 'done', finished_at = now(), scope = null, report = v_report,
    sha256 = encode(sha256(convert_to(v_report::text, 'utf8')), 'hex')
  where e.tenant_id = p_erasure.tenant_id and e.id = p_erasure.id;
  perform app.audit(p_erasure.tenant_id, 'erasure.finished', 'erasure', p_erasure.id::text, null,
    jsonb_build_object('protocol', p_erasure.protocol));
  perform app.broadcast(p_erasure.tenant_id, 'erasure', jsonb_build_object('id', p_erasure.id));
  perform app.broadcast(p_erasure.tenant_id, 'patient', jsonb_build_object('id', p_erasure.patient_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.get_erasure_report (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select e.report || jsonb_build_object('sha256', e.sha256) from public.erasures e where e.tenant_id = p_tenant_id and e.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.ids_of (
  p_list jsonb
)
  RETURNS uuid[]
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select array(select e::uuid from jsonb_array_elements_text(p_list) e);
$function$;

CREATE OR REPLACE FUNCTION app.kept_until (
  p_tenant_id uuid,
  p_patients  uuid[],
  p_rule      text,
  p_today     date
)
  RETURNS date
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case r.counts_from
    when 'last_record_entry' then coalesce(
      (select max(e.occurred_on) from public.record_entries e where e.tenant_id = p_tenant_id and e.patient_id = any (p_patients)), p_today)
      + make_interval(years => greatest(r.years, coalesce(
          (select s.keep_years from public.record_settings s where s.tenant_id = p_tenant_id), r.years)))
    when 'end_of_year' then make_date(extract(year from coalesce(
      (select max(m.occurred_on) from public.money_entries m
       where m.tenant_id = p_tenant_id and (m.patient_id = any (p_patients)
         or m.payer_id in (select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients)))),
      p_today))::integer + r.years, 12, 31)
    when 'erasure' then p_today + make_interval(years => r.years)
    end::date
  from app.retention_rules r where r.key = p_rule;
$function$;

CREATE OR REPLACE FUNCTION app.person_scope (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    patients       uuid[],
    threads        uuid[],
    shared_threads uuid[],
    payers         uuid[],
    addresses      text[]
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with recursive same(id) as (
    select p_patient_id
    union
    select p.id from public.patients p join same s on p.tenant_id = p_tenant_id and p.merged_into_id = s.id
  ), linked as (
    select distinct f.thread_id, exists (
      select from app.patients_of_thread(p_tenant_id, f.thread_id) o (id) where o.id not in (select id from same)) as is_shared
    from same, app.threads_of_patient(p_tenant_id, same.id) f (thread_id) where f.thread_id is not null
  )
  select array(select id from same),
    array(select l.thread_id from linked l where not l.is_shared),
    array(select l.thread_id from linked l where l.is_shared),
    array(select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id in (select id from same)),
    array(
      select s.spelling from (
      select a.address from public.conversation_addresses a
      join linked l on l.thread_id = a.thread_id and not l.is_shared where a.tenant_id = p_tenant_id
      union
      select f.phone from public.contact_phones f where f.tenant_id = p_tenant_id and f.patient_id in (select id from same)
        -- a phone of two people is the other one's too
        and not exists (
          select from public.contact_phones o where o.tenant_id = p_tenant_id and o.phone = f.phone and o.patient_id not in (select id from same))
      ) known (address)
      -- providers write a Brazilian mobile with its ninth digit or without
      cross join lateral (values (known.address), (regexp_replace(known.address, '^\+55(\d\d)9(\d{8})$', '+55\1\2'))) s (spelling)
      group by s.spelling);
$function$;

CREATE OR REPLACE FUNCTION app.run_retention (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now(),
  p_limit     integer                  DEFAULT 2000
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_policy record;
  v_rows integer;
  v_all integer := 0;
begin
  for v_policy in
    select p.days, p.target, t.table_name, t.condition, t.act, t.act_set
    from public.retention_policies p join app.retention_targets t on t.key = p.target
    where p.tenant_id = p_tenant_id and p.is_on order by t.position for update of p
  loop
    execute format(case v_policy.act
        when 'delete' then 'delete from %1$s d where d.tenant_id = $1 and d.ctid = any (array(select t.ctid from %1$s t where t.tenant_id = $1 and (%2$s) limit $3))'
        else 'update %1$s d set %3$s where d.tenant_id = $1 and d.ctid = any (array(select t.ctid from %1$s t where t.tenant_id = $1 and (%2$s) limit $3))' end,
      v_policy.table_name, v_policy.condition, v_policy.act_set)
    using p_tenant_id, p_now - make_interval(days => v_policy.days), p_limit;
    get diagnostics v_rows = row_count;
    v_all := v_all + v_rows;
    update public.retention_policies p set last_run_at = p_now,
      last_rows = case when p.last_run_at = p_now then coalesce(p.last_rows, 0) else 0 end + v_rows
    where p.tenant_id = p_tenant_id and p.target = v_policy.target;
    if v_rows > 0 then
      perform app.audit(p_tenant_id, 'retention.removed', 'retention', v_policy.target, null, jsonb_build_object('rows', v_rows));
    end if;
  end loop;
  -- who an anonymous person was, once no law has it kept any more
  delete from app.retained_identities r where r.tenant_id = p_tenant_id and r.keep_until < p_now::date;
  return v_all;
end;
$function$;

CREATE OR REPLACE FUNCTION app.words_of_person (
  p_tenant_id uuid,
  p_patients  uuid[],
  p_threads   uuid[]
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array(
    select distinct w from app.search_entries s, regexp_split_to_table(s.words, '\s+') w
    where s.tenant_id = p_tenant_id and s.record_id = any (p_patients || p_threads) and length(w) >= 4);
$function$;

CREATE OR REPLACE FUNCTION public.answer_privacy_request (
  p_tenant_id uuid,
  p_id        uuid,
  p_state     text,
  p_answer    text
)
  RETURNS public.privacy_requests
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.privacy_requests;
begin
  perform app.require_admin(p_tenant_id);
  if coalesce(p_state, '') not in ('done', 'refused') or char_length(btrim(coalesce(p_answer, ''))) not between 3 and 2000 then
    raise sqlstate 'PT400' using message = 'invalid_privacy_request';
  end if;
  update public.privacy_requests r set state = p_state, answer = btrim(p_answer), answered_at = now(), answered_by = auth.uid()
  where r.tenant_id = p_tenant_id and r.id = p_id and r.state = 'open' returning * into v_row;
  if found then
    perform app.audit(p_tenant_id, 'privacy_request.answered', 'privacy_request', p_id::text, null, jsonb_build_object('state', p_state));
    perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
    return v_row;
  end if;
  select * into v_row from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'privacy_request_not_found';
  end if;
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."answer_privacy_request"(uuid, uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.erase_person (
  p_tenant_id    uuid,
  p_patient_id   uuid,
  p_confirmation text,
  p_id           uuid DEFAULT gen_random_uuid()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient public.patients;
  v_erasure public.erasures;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select * into v_erasure from public.erasures e
  where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and (e.id = p_id or e.state <> 'done') limit 1;
  if found then
    return to_jsonb(v_erasure) - 'scope';
  end if;
  if v_patient.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if app.normalize_name(coalesce(p_confirmation, '')) is distinct from v_patient.full_name then
    raise sqlstate 'PT400' using message = 'confirmation_differs';
  end if;
  if app.count_future_sessions(p_tenant_id, p_patient_id) > 0 then
    raise sqlstate 'PT409' using message = 'has_future_sessions';
  end if;
  insert into public.erasures (tenant_id, id, patient_id, protocol, requested_by, scope, total)
  select p_tenant_id, coalesce(p_id, gen_random_uuid()), p_patient_id,
    'E' || to_char(app.clinic_today(p_tenant_id), 'YYYYMMDD') || '-' || upper(substr(encode(extensions.gen_random_bytes(4), 'hex'), 1, 6)),
    auth.uid(), to_jsonb(s) || jsonb_build_object('words', app.words_of_person(p_tenant_id, s.patients, s.threads),
      'audited', app.audited_things_of(p_tenant_id, s.patients)),
    (select count(*) from app.personal_data d where d.erasure in ('delete', 'anonymise'))
  from app.person_scope(p_tenant_id, p_patient_id) s
  returning * into v_erasure;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'erase_person', jsonb_build_object('id', v_erasure.id), 'erase:' || v_erasure.id);
  perform app.audit(p_tenant_id, 'erasure.requested', 'erasure', v_erasure.id::text, null,
    jsonb_build_object('protocol', v_erasure.protocol, 'patient_id', p_patient_id));
  return to_jsonb(v_erasure) - 'scope';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."erase_person"(uuid, uuid, text, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_consent_register (
  p_tenant_id uuid,
  p_purpose   text    DEFAULT NULL::text,
  p_state     text    DEFAULT NULL::text,
  p_limit     integer DEFAULT 100,
  p_before    uuid    DEFAULT NULL::uuid
)
  RETURNS TABLE (
    id              uuid,
    patient_id      uuid,
    patient_name    text,
    purpose         text,
    nature          text,
    title           text,
    text_version    integer,
    signer_name     text,
    signer_kinship  text,
    channel         text,
    given_at        timestamp with time zone,
    revoked_at      timestamp with time zone,
    revoked_by_name text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
  select c.id, c.patient_id, p.name, c.purpose, u.nature, t.title, c.text_version, c.signer_name, c.signer_kinship, c.channel, c.given_at,
    c.revoked_at, app.name_of_member(c.revoked_by)
  from public.consents c
  join public.intake_purposes u on u.key = c.purpose
  join public.intake_texts t on t.tenant_id = c.tenant_id and t.purpose = c.purpose and t.version = c.text_version
  left join public.patients p on p.tenant_id = c.tenant_id and p.id = c.patient_id
  where c.tenant_id = p_tenant_id and (p_purpose is null or c.purpose = p_purpose)
    and (p_state is null or (p_state = 'withdrawn') = (c.revoked_at is not null)) and (p_before is null or c.id < p_before)
  order by c.id desc
  limit least(greatest(coalesce(p_limit, 100), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_consent_register"(uuid, text, text, integer, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_privacy_requests (
  p_tenant_id  uuid,
  p_due_within integer DEFAULT NULL::integer,
  p_today      date    DEFAULT NULL::date
)
  RETURNS TABLE (
    id               uuid,
    patient_id       uuid,
    person_name      text,
    contact          text,
    kind             text,
    details          text,
    received_on      date,
    due_on           date,
    days_left        integer,
    state            text,
    answer           text,
    answered_at      timestamp with time zone,
    answered_by_name text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_today date := coalesce(p_today, app.clinic_today(p_tenant_id));
begin
  perform app.require_admin(p_tenant_id);
  return query
  select r.id, r.patient_id, r.person_name, r.contact, r.kind, r.details, r.received_on, r.due_on, r.due_on - v_today, r.state, r.answer,
    r.answered_at, app.name_of_member(r.answered_by)
  from public.privacy_requests r
  where r.tenant_id = p_tenant_id and (p_due_within is null or r.state = 'open' and r.due_on <= v_today + p_due_within)
  order by (r.state = 'open') desc, case when r.state = 'open' then r.due_on end, r.received_on desc, r.id
  limit 300;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_processing_records (
  p_tenant_id uuid
)
  RETURNS TABLE (
    id          uuid,
    default_key text,
    name        text,
    purpose     text,
    legal_basis text,
    data_kinds  text,
    people      text,
    recipients  text,
    countries   text,
    retention   text,
    is_changed  boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
  select r.id, coalesce(d.key, r.default_key), coalesce(r.name, d.name), coalesce(r.purpose, d.purpose), coalesce(r.legal_basis, d.legal_basis),
    coalesce(r.data_kinds, d.data_kinds), coalesce(r.people, d.people), coalesce(r.recipients, d.recipients),
    coalesce(r.countries, d.countries), coalesce(r.retention, d.retention), r.id is not null
  from app.default_processing_records d
  full join (select x.* from public.processing_records x where x.tenant_id = p_tenant_id) r on r.default_key = d.key
  where r.removed_at is null
  order by d.position nulls last, coalesce(r.name, d.name);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_processing_records"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_retention (
  p_tenant_id uuid
)
  RETURNS TABLE (
    target      text,
    least_days  integer,
    days        integer,
    is_on       boolean,
    due         bigint,
    last_run_at timestamp with time zone,
    last_rows   integer
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
  select t.key, t.least_days, coalesce(p.days, t.usual_days), coalesce(p.is_on, false),
    app.count_retention(p_tenant_id, t, coalesce(p.days, t.usual_days), now()), p.last_run_at, p.last_rows
  from app.retention_targets t
  left join public.retention_policies p on p.tenant_id = p_tenant_id and p.target = t.key
  order by t.position;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_retention"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.open_retained_identity (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_kept app.retained_identities;
begin
  perform app.require_admin(p_tenant_id);
  if char_length(btrim(coalesce(p_reason, ''))) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'reason_required';
  end if;
  select * into v_kept from app.retained_identities r where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.audit(p_tenant_id, 'identity.opened', 'patient', p_patient_id::text, null, null, p_reason);
  return v_kept.identity || jsonb_build_object('keep_until', v_kept.keep_until, 'rules', to_jsonb(v_kept.rules));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."open_retained_identity"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_erasure (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient public.patients;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.merged_into_id is null;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return jsonb_build_object('name', v_patient.full_name, 'plan', app.erasure_plan(p_tenant_id, p_patient_id),
    'future_sessions', app.count_future_sessions(p_tenant_id, p_patient_id),
    'last', (
      select to_jsonb(e) - 'scope' - 'tenant_id' from public.erasures e
      where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id order by e.created_at desc limit 1));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_erasure"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_privacy_incident (
  p_tenant_id uuid,
  p_id        uuid,
  p_incident  jsonb,
  p_version   integer DEFAULT NULL::integer
)
  RETURNS public.privacy_incidents
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_known date := app.typed_date(p_incident ->> 'known_on');
  v_before public.privacy_incidents;
  v_row public.privacy_incidents;
begin
  perform app.require_admin(p_tenant_id);
  if v_known is null or v_known > app.clinic_today(p_tenant_id)
    or app.typed_date(p_incident ->> 'happened_on') > v_known
    or char_length(btrim(coalesce(p_incident ->> 'title', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_incident ->> 'description', ''))) not between 3 and 4000 then
    raise sqlstate 'PT400' using message = 'invalid_incident';
  end if;
  select * into v_before from public.privacy_incidents i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.privacy_incidents as i (tenant_id, id, title, happened_on, known_on, due_on, data_kinds, people, description, measures, is_grave,
    authority_told_on, people_told_on, not_told_reason, created_by)
  values (p_tenant_id, p_id, btrim(p_incident ->> 'title'), app.typed_date(p_incident ->> 'happened_on'), v_known,
    app.add_business_days(p_tenant_id, v_known, 3), left(nullif(btrim(p_incident ->> 'data_kinds'), ''), 500),
    least(greatest(app.typed_number(p_incident ->> 'people'), 0), 100000000)::integer, btrim(p_incident ->> 'description'),
    left(nullif(btrim(p_incident ->> 'measures'), ''), 4000), coalesce((p_incident ->> 'is_grave') = 'true', false),
    app.typed_date(p_incident ->> 'authority_told_on'), app.typed_date(p_incident ->> 'people_told_on'),
    left(nullif(btrim(p_incident ->> 'not_told_reason'), ''), 1000), auth.uid())
  on conflict (tenant_id, id) do update set title = excluded.title, happened_on = excluded.happened_on, known_on = excluded.known_on,
    due_on = excluded.due_on, data_kinds = excluded.data_kinds, people = excluded.people, description = excluded.description,
    measures = excluded.measures, is_grave = excluded.is_grave, authority_told_on = excluded.authority_told_on,
    people_told_on = excluded.people_told_on, not_told_reason = excluded.not_told_reason, version = i.version + 1
  returning * into v_row;
  perform app.audit(p_tenant_id, 'incident.saved', 'incident', p_id::text,
    case when v_before.id is not null then to_jsonb(v_before) - 'updated_at' end, to_jsonb(v_row) - 'updated_at');
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_privacy_incident"(uuid, uuid, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_privacy_request (
  p_tenant_id uuid,
  p_id        uuid,
  p_request   jsonb
)
  RETURNS public.privacy_requests
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient_id uuid := app.typed_id(p_request ->> 'patient_id');
  v_name text := app.normalize_name(coalesce(p_request ->> 'person_name', ''));
  v_received date := coalesce(app.typed_date(p_request ->> 'received_on'), app.clinic_today(p_tenant_id));
  v_row public.privacy_requests;
begin
  perform app.require_admin(p_tenant_id);
  if v_patient_id is not null then
    select coalesce(nullif(v_name, ''), p.full_name) into v_name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient_id;
    if not found then
      raise sqlstate 'PT404' using message = 'patient_not_found';
    end if;
  end if;
  if char_length(coalesce(v_name, '')) not between 2 and 120
    or coalesce(p_request ->> 'kind', '') not in ('access', 'correction', 'deletion', 'portability', 'withdrawal', 'sharing', 'opposition')
    or v_received > app.clinic_today(p_tenant_id) then
    raise sqlstate 'PT400' using message = 'invalid_privacy_request';
  end if;
  insert into public.privacy_requests (tenant_id, id, patient_id, person_name, contact, kind, details, received_on, created_by)
  values (p_tenant_id, p_id, v_patient_id, v_name, app.trimmed(p_request ->> 'contact', 200), p_request ->> 'kind',
    left(nullif(btrim(p_request ->> 'details'), ''), 2000), v_received, auth.uid())
  on conflict (tenant_id, id) do nothing returning * into v_row;
  if not found then
    select * into v_row from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id;
    return v_row;
  end if;
  perform app.audit(p_tenant_id, 'privacy_request.opened', 'privacy_request', p_id::text, null, jsonb_build_object('kind', v_row.kind));
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_privacy_request"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_processing_record (
  p_tenant_id uuid,
  p_id        uuid,
  p_record    jsonb
)
  RETURNS public.processing_records
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_key text := p_record ->> 'default_key';
  v_row public.processing_records;
begin
  perform app.require_admin(p_tenant_id);
  if char_length(btrim(coalesce(p_record ->> 'name', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_record ->> 'purpose', ''))) not between 3 and 1000
    or char_length(btrim(coalesce(p_record ->> 'legal_basis', ''))) not between 3 and 500
    or v_key is not null and not exists (select from app.default_processing_records d where d.key = v_key) then
    raise sqlstate 'PT400' using message = 'invalid_processing_record';
  end if;
  insert into public.processing_records (tenant_id, id, default_key, name, purpose, legal_basis, data_kinds, people, recipients, countries, retention,
    removed_at, updated_by)
  values (p_tenant_id,
    coalesce((select r.id from public.processing_records r where r.tenant_id = p_tenant_id and r.default_key = v_key), p_id), v_key,
    btrim(p_record ->> 'name'), btrim(p_record ->> 'purpose'), btrim(p_record ->> 'legal_basis'),
    left(btrim(coalesce(p_record ->> 'data_kinds', '')), 1000), left(btrim(coalesce(p_record ->> 'people', '')), 500),
    left(btrim(coalesce(p_record ->> 'recipients', '')), 1000), left(btrim(coalesce(p_record ->> 'countries', '')), 300),
    left(btrim(coalesce(p_record ->> 'retention', '')), 500), case when (p_record ->> 'is_removed') = 'true' then now() end, auth.uid())
  on conflict (tenant_id, id) do update set name = excluded.name, purpose = excluded.purpose, legal_basis = excluded.legal_basis,
    data_kinds = excluded.data_kinds, people = excluded.people, recipients = excluded.recipients, countries = excluded.countries,
    retention = excluded.retention, removed_at = excluded.removed_at, updated_by = excluded.updated_by
  returning * into v_row;
  perform app.audit(p_tenant_id, 'processing_record.saved', 'processing_record', v_row.id::text, null, to_jsonb(v_row) - 'updated_at');
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_processing_record"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_retention_policy (
  p_tenant_id uuid,
  p_target    text,
  p_days      integer,
  p_is_on     boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_target app.retention_targets;
  v_before public.retention_policies;
  v_row public.retention_policies;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_target from app.retention_targets t where t.key = p_target;
  if not found or p_days is null or p_days not between v_target.least_days and 36500 then
    raise sqlstate 'PT400' using message = 'invalid_retention', detail = coalesce(v_target.least_days::text, '');
  end if;
  select * into v_before from public.retention_policies p where p.tenant_id = p_tenant_id and p.target = p_target for update;
  insert into public.retention_policies (tenant_id, target, days, is_on, updated_by)
  values (p_tenant_id, p_target, p_days, coalesce(p_is_on, false), auth.uid())
  on conflict (tenant_id, target) do update set days = excluded.days, is_on = excluded.is_on, updated_by = excluded.updated_by
  returning * into v_row;
  perform app.audit(p_tenant_id, 'retention.changed', 'retention', p_target,
    jsonb_build_object('days', v_before.days, 'is_on', v_before.is_on), jsonb_build_object('days', v_row.days, 'is_on', v_row.is_on));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_retention_policy"(uuid, text, integer, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."retained_identities"
  ADD CONSTRAINT "retained_identities_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."erasures"
  ADD CONSTRAINT "erasures_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."erasures"
  ADD CONSTRAINT "erasures_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."privacy_incidents"
  ADD CONSTRAINT "privacy_incidents_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "privacy_requests_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "privacy_requests_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."processing_records"
  ADD CONSTRAINT "processing_records_default_key_fkey" FOREIGN KEY (default_key) REFERENCES app.default_processing_records(key) ON DELETE RESTRICT;

ALTER TABLE "public"."processing_records"
  ADD CONSTRAINT "processing_records_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."retention_policies"
  ADD CONSTRAINT "retention_policies_target_fkey" FOREIGN KEY (target) REFERENCES app.retention_targets(key) ON DELETE RESTRICT;

ALTER TABLE "public"."retention_policies"
  ADD CONSTRAINT "retention_policies_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX erasures_of_patient ON public.erasures USING btree (tenant_id, patient_id, created_at DESC);

CREATE UNIQUE INDEX erasures_one_open ON public.erasures USING btree (tenant_id, patient_id)
  WHERE (state <> 'done'::text);

CREATE INDEX privacy_incidents_newest ON public.privacy_incidents USING btree (tenant_id, known_on DESC, id);

CREATE INDEX privacy_requests_due ON public.privacy_requests USING btree (tenant_id, state, due_on);

CREATE INDEX privacy_requests_patient ON public.privacy_requests USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX processing_records_default ON public.processing_records USING btree (default_key)
  WHERE (default_key IS NOT NULL);

CREATE INDEX retention_policies_target ON public.retention_policies USING btree (target);

CREATE TRIGGER privacy_incidents_touch
  BEFORE UPDATE ON public.privacy_incidents
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER processing_records_touch
  BEFORE UPDATE ON public.processing_records
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER retention_policies_touch
  BEFORE UPDATE ON public.retention_policies
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."default_processing_records"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."retained_identities"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."retention_targets"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_admins" ON "public"."erasures"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."privacy_incidents"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."privacy_requests"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."processing_records"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."retention_policies"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "app"."retention_targets"."condition" IS 'Over t (the table): $1 clinic, $2 the moment before which it is old.';

COMMENT ON COLUMN "public"."erasures"."counts" IS 'Rows erased and kept by table.';

COMMENT ON COLUMN "public"."erasures"."report" IS 'The certificate: what was erased, what is kept, by which law and until when. Nothing of what was erased.';

COMMENT ON COLUMN "public"."erasures"."scope" IS 'Whose rows they are, found before the first of them goes; NULL once it is done, because addresses are in it.';

COMMENT ON COLUMN "public"."privacy_incidents"."due_on" IS 'The third business day after it was known: until then a grave one is told to the ANPD and to the people.';

COMMENT ON FUNCTION "app"."add_business_days"(uuid, date, integer) IS 'The n-th business day after a day: no Saturday, Sunday or national holiday.';

COMMENT ON FUNCTION "app"."advance_erasure"(uuid, uuid, integer) IS 'Caller: worker, again and again until {finished: true}. One piece of an erasure, a table''s p_limit rows at most, in one transaction: whoever is killed in between loses nothing and does nothing twice. Errors: none.';

COMMENT ON FUNCTION "app"."check_erasure_certificate"(uuid, jsonb, uuid) IS 'The certificate of an erasure that is done; the kind of export says for whom.';

COMMENT ON FUNCTION "app"."count_retention"(uuid, app.retention_targets, integer, timestamp with time zone) IS 'How many rows a policy would remove now.';

COMMENT ON FUNCTION "app"."enqueue_retention"() IS 'Caller: process-jobs, every night. A job for each clinic that removes something when it is old; how many. Errors: none.';

COMMENT ON FUNCTION "app"."erasure_plan"(uuid, uuid) IS 'What an erasure of a person would do, by table: [{table, section, act, erased, kept, rule, law, reason, until}]. Rows that follow others are not told.';

COMMENT ON FUNCTION "app"."get_erasure_report"(uuid, uuid) IS 'Caller: worker. What the certificate of an erasure says, with its hash. Errors: none.';

COMMENT ON FUNCTION "app"."ids_of"(jsonb) IS 'A list of ids as an array.';

COMMENT ON FUNCTION "app"."kept_until"(uuid, uuid[], text, date) IS 'The day until which a rule has data of a person kept; NULL: no end that the clinic decides.';

COMMENT ON FUNCTION "app"."run_retention"(uuid, timestamp with time zone, integer) IS 'Caller: worker, once a day a clinic and again while it answers more than nothing. Removes what the clinic keeps no longer, p_limit rows of a kind at most; how many. Errors: none.';

COMMENT ON FUNCTION "public"."answer_privacy_request"(uuid, uuid, text, text) IS 'Caller: owner or administrators. Ends a request (done, refused) with what was answered; one that is over stays as it is. Errors: PT400 invalid_privacy_request, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 privacy_request_not_found.';

COMMENT ON FUNCTION "public"."erase_person"(uuid, uuid, text, uuid) IS 'Caller: owner or administrators. Begins the erasure of a person whose full name is typed as confirmation; it cannot be undone. While one runs, or with the same id, answers that one. Errors: PT400 confirmation_differs, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found, PT409 has_future_sessions, PT409 patient_merged.';

COMMENT ON FUNCTION "public"."list_consent_register"(uuid, text, text, integer, uuid) IS 'Caller: owner or administrators. What people agreed to, newest first: which text, when, by whom, and when it was withdrawn; p_state: valid, withdrawn. The rows of the intake themselves. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) IS 'Caller: owner or administrators. Open requests first, the next due on top; p_due_within: open ones that are due within so many days. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_processing_records"(uuid) IS 'Caller: owner or administrators. The register of processing: what Zelo does, as the clinic changed it, and its own lines. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_retention"(uuid) IS 'Caller: owner or administrators. What may be removed when it is old: for how long it is kept, whether it is removed at all, and how much would go tonight (due). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."open_retained_identity"(uuid, uuid, text) IS 'Caller: owner or administrators, with a reason that is audited. Who an anonymous person was, while the law has that kept. Errors: PT400 reason_required, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."preview_erasure"(uuid, uuid) IS 'Caller: owner or administrators. What an erasure would do, and the last one: {name, plan, future_sessions, last}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."save_privacy_incident"(uuid, uuid, jsonb, integer) IS 'Caller: owner or administrators. Writes down an incident, or changes the version that was read; it is due on the third business day after it was known. Errors: PT400 invalid_incident, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_privacy_request"(uuid, uuid, jsonb) IS 'Caller: owner or administrators. Writes down what somebody asked about their data ({kind, patient_id or person_name, contact, details, received_on}); it is due 15 days after. The same id is the same request. Errors: PT400 invalid_privacy_request, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."save_processing_record"(uuid, uuid, jsonb) IS 'Caller: owner or administrators. Writes a line of the register of processing: one of Zelo''s (default_key) changed or taken out (is_removed), or one of the clinic''s own. Errors: PT400 invalid_processing_record, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."save_retention_policy"(uuid, text, integer, boolean) IS 'Caller: owner or administrators. For how long something is kept, and whether the daily job removes it then. Errors: PT400 invalid_retention (detail: the least days), PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON TABLE "app"."default_processing_records" IS 'In Portuguese: the register is a document for the authority (LGPD art. 37).';

COMMENT ON TABLE "app"."retained_identities" IS 'Name, birth and CPF of somebody whose data was erased, only while a record or the books name a person by law. open_retained_identity gives it, with a reason, and notes who asked.';

COMMENT ON TABLE "public"."erasures" IS 'One row an erasure. The job goes from step to step, each a transaction, so whoever takes it after a crash goes on where it stopped.';

COMMENT ON TABLE "public"."privacy_requests" IS 'Requests of people about their own data. The term of 15 days is never doubled: what a clinic of health does is of high risk (Res. CD/ANPD 2/2022).';

REVOKE ALL ON FUNCTION "app"."add_business_days"(uuid, date, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_business_days"(uuid, date, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_business_days"(uuid, date, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."advance_erasure"(uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."advance_erasure"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."advance_erasure"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."advance_erasure"(uuid, uuid, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."audited_things_of"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audited_things_of"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audited_things_of"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_erasure"(public.erasures) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_erasure"(public.erasures) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_erasure"(public.erasures) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_erasure_certificate"(uuid, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_erasure_certificate"(uuid, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_erasure_certificate"(uuid, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."count_future_sessions"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_future_sessions"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_future_sessions"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."count_retention"(uuid, app.retention_targets, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_retention"(uuid, app.retention_targets, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_retention"(uuid, app.retention_targets, integer, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enqueue_retention"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_retention"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_retention"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_retention"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."erase_rows"(uuid, app.personal_data, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."erase_rows"(uuid, app.personal_data, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."erase_rows"(uuid, app.personal_data, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."erasure_plan"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."erasure_plan"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."erasure_plan"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."finish_erasure"(public.erasures) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."finish_erasure"(public.erasures) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_erasure"(public.erasures) TO "postgres";

REVOKE ALL ON FUNCTION "app"."get_erasure_report"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."get_erasure_report"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."get_erasure_report"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."get_erasure_report"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."ids_of"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ids_of"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ids_of"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."kept_until"(uuid, uuid[], text, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."kept_until"(uuid, uuid[], text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."kept_until"(uuid, uuid[], text, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."run_retention"(uuid, timestamp WITH time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."run_retention"(uuid, timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_retention"(uuid, timestamp WITH time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_retention"(uuid, timestamp WITH time zone, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."words_of_person"(uuid, uuid[], uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."words_of_person"(uuid, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."words_of_person"(uuid, uuid[], uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."answer_privacy_request"(uuid, uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."answer_privacy_request"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."answer_privacy_request"(uuid, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."erase_person"(uuid, uuid, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."erase_person"(uuid, uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."erase_person"(uuid, uuid, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_consent_register"(uuid, text, text, integer, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_consent_register"(uuid, text, text, integer, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_consent_register"(uuid, text, text, integer, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_processing_records"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_processing_records"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_processing_records"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_retention"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_retention"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_retention"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_retained_identity"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."open_retained_identity"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_retained_identity"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_erasure"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_erasure"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_erasure"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_privacy_incident"(uuid, uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_privacy_incident"(uuid, uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_privacy_incident"(uuid, uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_privacy_request"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_privacy_request"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_privacy_request"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_processing_record"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_processing_record"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_processing_record"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_retention_policy"(uuid, text, integer, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_retention_policy"(uuid, text, integer, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_retention_policy"(uuid, text, integer, boolean) TO "postgres";

REVOKE ALL ON TABLE "public"."erasures" FROM "authenticated";

REVOKE ALL ("counts") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("counts") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("created_at") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("finished_at") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("finished_at") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("patient_id") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("patient_id") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("protocol") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("protocol") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("report") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("report") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("requested_by") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("requested_by") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("sha256") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("sha256") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("state") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("state") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("step") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("step") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("tenant_id") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("tenant_id") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ("total") ON TABLE "public"."erasures" FROM "authenticated";

GRANT SELECT ("total") ON TABLE "public"."erasures" TO "authenticated";

REVOKE ALL ON TABLE "public"."erasures" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."erasures" TO "service_role";

REVOKE ALL ON TABLE "public"."privacy_incidents" FROM "authenticated";

GRANT SELECT ON TABLE "public"."privacy_incidents" TO "authenticated";

REVOKE ALL ON TABLE "public"."privacy_incidents" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."privacy_incidents" TO "service_role";

REVOKE ALL ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ON TABLE "public"."privacy_requests" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."privacy_requests" TO "service_role";

REVOKE ALL ON TABLE "public"."processing_records" FROM "authenticated";

GRANT SELECT ON TABLE "public"."processing_records" TO "authenticated";

REVOKE ALL ON TABLE "public"."processing_records" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."processing_records" TO "service_role";

REVOKE ALL ON TABLE "public"."retention_policies" FROM "authenticated";

GRANT SELECT ON TABLE "public"."retention_policies" TO "authenticated";

REVOKE ALL ON TABLE "public"."retention_policies" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."retention_policies" TO "service_role";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false), ('waiting_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.default_processing_records (key, position, name, purpose, legal_basis, data_kinds, people, recipients, countries, retention) values
  ('registration', 10, 'Cadastro de pacientes', 'Identificar e contatar quem é atendido', 'LGPD art. 7º, V, e art. 11, II, f (tutela da saúde)', 'Nome, nome social, nascimento, CPF, endereço, telefone, e-mail, responsáveis', 'Pacientes e responsáveis', 'Equipe da clínica; Zelo (operador); Supabase (hospedagem)', 'Conforme a região do projeto de hospedagem', 'Enquanto durar o atendimento; depois, o que a lei manda guardar'),
  ('record', 20, 'Prontuário', 'Registrar o atendimento', 'LGPD art. 11, II, a e f; Lei 13.787/2018', 'Dados de saúde: evolução, anamnese, documentos clínicos', 'Pacientes', 'Quem atende; Zelo (operador); Supabase (hospedagem)', 'Conforme a região do projeto de hospedagem', '20 anos a partir do último registro'),
  ('messages', 30, 'Conversas por WhatsApp', 'Agendar, avisar e responder', 'LGPD art. 7º, V, e art. 11, II, f', 'Mensagens, áudios, imagens, telefone, nome de perfil', 'Pacientes, responsáveis e quem escreve para a clínica', 'WhatsApp (Meta); Evolution API ou Twilio (operadores); Zelo; Supabase', 'Estados Unidos (Meta, Twilio): cláusulas-padrão da ANPD, Res. CD/ANPD 19/2024', 'Conforme a política de retenção da clínica'),
  ('agenda', 40, 'Agenda e lembretes', 'Marcar sessões e lembrar delas', 'LGPD art. 7º, V, e art. 11, II, f', 'Dia, hora, profissional, presença', 'Pacientes', 'Equipe da clínica; Zelo; Supabase', 'Conforme a região do projeto de hospedagem', 'Enquanto durar o atendimento; depois, sem identificação'),
  ('money', 50, 'Cobranças, pagamentos e recibos', 'Cobrar e comprovar pagamentos', 'LGPD art. 7º, II e V', 'Nome, CPF, valores, datas', 'Pacientes e pagadores', 'Asaas (PIX); Receita Federal; emissor de NFS-e; Zelo; Supabase', 'Brasil', '5 anos, contados do fim do ano'),
  ('intake', 60, 'Ficha de cadastro e termos', 'Receber dados e consentimentos antes da primeira sessão', 'LGPD art. 7º, V, art. 8º e art. 11, I e II, f', 'Respostas da ficha, aceite, data, canal, prova', 'Pacientes e responsáveis', 'Equipe da clínica; Zelo; Supabase', 'Conforme a região do projeto de hospedagem', 'Prova do termo: 5 anos; respostas clínicas: com o prontuário'),
  ('team', 70, 'Contas da equipe', 'Dar acesso e registrar quem fez o quê', 'LGPD art. 7º, II e V', 'Nome, e-mail, conselho, acessos', 'Equipe da clínica', 'Zelo; Supabase', 'Conforme a região do projeto de hospedagem', 'Enquanto houver vínculo; auditoria, 5 anos')
on conflict (key) do update set position = excluded.position, name = excluded.name, purpose = excluded.purpose, legal_basis = excluded.legal_basis,
  data_kinds = excluded.data_kinds, people = excluded.people, recipients = excluded.recipients, countries = excluded.countries,
  retention = excluded.retention;

insert into app.export_kinds (key, roles, lifetime_hours, check_function, file_name, extension) values
  ('person', '{owner,admin,supervisor,therapist}', 72, 'app.check_person_export', 'dados-da-pessoa', 'zip'),
  ('erasure_certificate', '{owner,admin}', 72, 'app.check_erasure_certificate', 'certificado-de-eliminacao', 'pdf'),
  ('clinic', '{owner}', 72, 'app.check_clinic_export', 'clinica', 'zip'),
  ('therapist', '{owner,admin,supervisor,therapist}', 72, 'app.check_therapist_export', 'meus-pacientes', 'zip')
on conflict (key) do update set
  roles = excluded.roles, lifetime_hours = excluded.lifetime_hours, check_function = excluded.check_function,
  file_name = excluded.file_name, extension = excluded.extension;

-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('tell_webhooks', 60, 12, 5, 900, false, null),
  ('deliver_webhook', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'tell_webhooks', 'app.webhooks_want'), ('patient.created', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.changed', 'tell_webhooks', 'app.webhooks_want'), ('patient.restored', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.archived', 'tell_webhooks', 'app.webhooks_want'), ('session.booked', 'tell_webhooks', 'app.webhooks_want'),
  ('session.moved', 'tell_webhooks', 'app.webhooks_want'), ('session.changed', 'tell_webhooks', 'app.webhooks_want'),
  ('session.status', 'tell_webhooks', 'app.webhooks_want'), ('session.joined', 'tell_webhooks', 'app.webhooks_want'),
  ('session.left', 'tell_webhooks', 'app.webhooks_want'), ('session.cancelled', 'tell_webhooks', 'app.webhooks_want'),
  ('payment.received', 'tell_webhooks', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An export says itself how far it is. A worker that dies is followed by the next one after a minute without progress.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, dead_function) values
  ('build_export', 60, 6, false, 'app.give_up_export'),
  ('remove_export', 60, 12, false, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Each step is a transaction of its own: whoever takes the job after a crash goes on with the next one.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed) values ('erase_person', 60, 30, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('run_retention', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;

-- Reasons first: what is kept names one.
insert into app.retention_rules (key, law, reason, years, counts_from) values
  ('record', 'Lei 13.787/2018, art. 6º', 'O prontuário é guardado por 20 anos a partir do último registro.', 20, 'last_record_entry'),
  ('fiscal', 'CTN, art. 173, I, e art. 195, parágrafo único', 'Registros de cobrança, pagamento e recibo são guardados por 5 anos, contados do fim do ano.', 5, 'end_of_year'),
  ('consent', 'LGPD, art. 8º, § 2º, e art. 16, I', 'A prova de que um termo foi aceito ou retirado é guardada enquanto pode ser exigida.', 5, 'erasure'),
  ('account', 'LGPD, art. 16, I, e art. 37', 'O registro de quem acessou e do que foi feito com os dados é guardado para prestar contas.', 5, 'erasure'),
  ('others', 'LGPD, art. 18', 'É também dado de outra pessoa, que não pediu a eliminação.', null, 'nothing')
on conflict (key) do update set law = excluded.law, reason = excluded.reason, years = excluded.years, counts_from = excluded.counts_from;
insert into app.personal_data (table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  -- who the person is
  ('public.patients', 'identity', 10, 't.id = any ($2)', 'clinic', null, 't.created_at', '{sort_name,sound,version,merged_into_id}', 'anonymise', null,
    'full_name = ''Pessoa anonimizada'', social_name = null, pronoun = null, gender = null, birth_date = null, cpf = null, cep = null, street = null, street_number = null, complement = null, district = null, city = null, state = null, note = null, archived_at = coalesce(t.archived_at, now()), version = t.version + 1', 90, null, null),
  ('public.contact_phones', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.contact_emails', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.patient_relations', 'relations', 30, '(t.patient_id = any ($2) or t.related_patient_id = any ($2))', 'clinic', null, 't.position', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_merges', null, 0, '(t.survivor_id = any ($2) or t.merged_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 85, null, 'what was merged is in the sections of what it is about'),
  ('app.patient_merge_rows', null, 0, 'exists (select from public.patient_merges m where m.tenant_id = t.tenant_id and m.id = t.merge_id and (m.survivor_id = any ($2) or m.merged_id = any ($2)))', 'nobody', null, '1', '{}', 'delete', null, null, 84, null, 'for the undo of a merge'),
  ('public.patient_distinctions', null, 0, '(t.low_id = any ($2) or t.high_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'two ids and nothing else'),
  -- what the person agreed to
  ('public.consents', 'consents', 40, 't.patient_id = any ($2)', 'clinic', null, 't.given_at', '{ip_hash,text_fingerprint}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_invites', null, 0, 't.patient_id = any ($2) or t.thread_id = any ($3)', 'nobody', null, '1', '{token_hash}', 'anonymise', null, 'thread_id = null, expires_at = least(t.expires_at, now())', 20, null, 'links that were sent; what was answered is in intake'),
  ('public.intake_submissions', 'intake', 50, 't.patient_id = any ($2)', 'clinic', null, 't.submitted_at', '{ip_hash,taken}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_answers', 'intake', 51, 'exists (select from public.intake_submissions s where s.tenant_id = t.tenant_id and s.id = t.submission_id and s.patient_id = any ($2))', 'treating', 'not t.is_clinical', 't.submission_id, t.section_key', '{}', 'delete', 'not t.is_clinical', null, 40, 'record', null),
  ('public.conversation_optouts', 'optouts', 60, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  -- the agenda
  ('public.sessions', 'sessions', 70, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id = any ($2))', 'clinic', null, 't.starts_at', '{during,version,blocks_time}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id <> all ($2))', 'title = null, note = null, cancel_reason = null, online_url = null', 40, 'others', null),
  ('public.session_patients', 'attendance', 71, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{position}', 'follows', null, null, 50, null, 'presence of an anonymous person'),
  ('app.session_events', 'session_history', 72, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id = any ($2))', 'clinic', null, 't.created_at', '{due_at}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id <> all ($2))', 'before = t.before - array[''title'', ''note'', ''cancel_reason'', ''online_url''], after = t.after - array[''title'', ''note'', ''cancel_reason'', ''online_url'']', 41, 'others', null),
  ('public.online_bookings', 'online_bookings', 73, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.waiting_list', 'waiting_list', 74, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_notices', 'notices', 75, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('app.session_notice_wishes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what is about to be told'),
  ('public.conversation_session_reminders_logs', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.due_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_calls', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.noted_at', '{}', 'delete', null, null, 40, null, null),
  ('public.webhook_deliveries', null, 0, 'exists (select from unnest($2 || $3) a where strpos(t.data::text, a::text) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what other systems of the clinic were told; it is in the other sections'),
  ('public.session_prices', 'prices', 77, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'follows', null, null, 50, null, 'a price of an anonymous person'),
  -- money
  ('public.payers', 'payer', 80, 't.id = any ($4)', 'desk', null, 't.created_at', '{identity}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_charges', 'charges', 81, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.due_on, t.id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_payments', 'payments', 82, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_entries', 'ledger', 83, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.number', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_reminders', 'money_reminders', 84, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{thread_key}', 'delete', null, null, 40, null, null),
  ('public.receipts', 'receipts', 85, 't.patient_id = any ($2)', 'desk', null, 't.issued_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.service_invoices', 'receipts', 85, 'exists (select from public.money_payments p where p.tenant_id = t.tenant_id and p.id = t.payment_id and p.payer_id = any ($4))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.waiting_list_offers', 'waiting_list', 74, 'exists (select from public.waiting_list w where w.tenant_id = t.tenant_id and w.id = t.entry_id and w.patient_id = any ($2))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 39, null, null),
  ('public.receita_saude_rows', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'lines of files for the tax office; the payments are in payments'),
  ('public.session_bills', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'how a charge was computed; it is in charges'),
  ('public.session_packages', 'packages', 86, '(t.patient_id = any ($2) or t.payer_id = any ($4))', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.package_consumptions', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'numbers of a package'),
  ('public.monthly_fees', 'monthly_fees', 87, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.payout_rules', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'what a therapist gets; a payer''s id and no word about anybody'),
  ('app.pix_charges', 'pix', 88, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{charging_until,asaas_customer_id}', 'keep', null, null, 50, 'fiscal', null),
  ('app.pix_events', null, 0, 'exists (select from app.pix_charges c where c.tenant_id = t.tenant_id and c.id = t.pix_charge_id and c.payer_id = any ($4))', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 40, null, 'what the bank told, as it came; the payment is in payments'),
  -- the record
  ('public.care_team', 'care_team', 90, 't.patient_id = any ($2)', 'clinic', null, 't.since', '{}', 'follows', null, null, 50, null, 'who treated an anonymous person: names of the team alone'),
  ('public.record_entries', 'record', 91, 't.patient_id = any ($2) and t.signed_at is not null', 'treating', null, 't.occurred_on, t.created_at', '{version}', 'keep', null, null, 50, 'record', null),
  ('public.record_entry_versions', null, 0, 'exists (select from public.record_entries e where e.tenant_id = t.tenant_id and e.id = t.entry_id and e.patient_id = any ($2))', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'drafts of what is signed in record'),
  ('public.private_notes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'private folder of the professional: named and withheld'),
  ('public.record_reads', 'record_reads', 92, 't.patient_id = any ($2) and t.note_id is null', 'clinic', null, 't.at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.record_break_glass', 'record_reads', 93, 't.patient_id = any ($2)', 'clinic', null, 't.opened_at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.patient_documents', 'documents', 94, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.issued_at', '{}', 'keep', null, null, 50, 'record', null),
  ('public.patient_files', 'files', 95, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.created_at', '{}', 'delete', 'not t.is_clinical and not exists (select from public.patient_documents d where d.tenant_id = t.tenant_id and d.file_id = t.id)', null, 40, 'record', null),
  -- conversations
  ('public.conversation_threads', 'conversations', 100, 't.id = any ($3)', 'clinic', null, 't.created_at', '{tag_ids,thread_key,picture_path,last_message_preview}', 'delete', null, null, 80, null, null),
  ('public.conversation_addresses', 'conversations', 101, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 79, null, null),
  ('public.conversation_messages', 'messages', 102, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at, t.id', '{client_id,provider,provider_message_id,reply_to_provider_id,error_detail,next_attempt_at}', 'delete', null, null, 70, null, null),
  ('app.message_words', null, 0, 'exists (select from public.conversation_messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.thread_id = any ($3))', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'words of messages for the search: they go with them'),
  ('public.conversation_notes', 'team_notes', 103, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 61, null, null),
  ('app.conversation_note_edits', null, 0, 'exists (select from public.conversation_notes n where n.tenant_id = t.tenant_id and n.id = t.note_id and n.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'earlier words of team_notes'),
  ('public.scheduled_messages', 'scheduled', 104, 't.thread_id = any ($3)', 'clinic', null, 't.send_at', '{}', 'delete', null, null, 60, null, null),
  ('public.conversation_drafts', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what somebody of the clinic began to write and did not send'),
  ('public.conversation_pins', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'order of somebody''s list'),
  ('public.conversation_thread_tags', 'tags', 105, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_conversations', null, 0, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 78, null, 'which conversations are the person''s: they are in conversations'),
  ('app.conversation_events', 'conversation_history', 106, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 60, null, null),
  ('app.contact_pictures', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'the picture of a profile, which its owner has'),
  ('public.conversation_autoreply_log', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'why an automatic answer was sent; the answer is in messages'),
  ('app.first_answers', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until an answer'),
  ('app.resolutions', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until a conversation was finished'),
  ('app.known_names', 'known_names', 107, 't.address = any ($5)', 'clinic', null, 't.address', '{}', 'delete', null, null, 60, null, null),
  ('public.notifications', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what the team was told'),
  ('public.tasks', 'tasks', 108, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.workflow_runs', 'workflows', 109, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.started_at', '{event_key,chain}', 'delete', null, null, 62, null, null),
  ('public.workflow_steps', null, 0, 'exists (select from public.workflow_runs r where r.tenant_id = t.tenant_id and r.id = t.run_id and (r.patient_id = any ($2) or r.thread_id = any ($3)))', 'nobody', null, '1', '{}', 'delete', null, null, 61, null, 'how a workflow went'),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'follows', null, null, 50, null, 'which copies were asked for; their files are removed when an erasure begins'),
  ('public.privacy_requests', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.erasures', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{scope,counts,step,total}', 'follows', null, null, 50, null, 'the certificate, which names nobody'),
  ('app.retained_identities', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'who the person was, by law: the certificate names it'),
  ('public.audit_logs', null, 0, 't.entity_id = any ($2::text[])', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'that something was done stays; what it said is erased when an erasure ends')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.retention_targets (key, position, table_name, condition, act, act_set, least_days, usual_days) values
  ('raw_events', 10, 'app.webhook_events', 't.received_at < $2 and t.raw <> ''{}''', 'update', 'raw = ''{}''', 30, 90),
  ('strangers', 20, 'public.conversation_threads', 't.last_message_at < $2 and not t.is_group and not exists (select from app.patients_of_thread(t.tenant_id, t.id)) and not exists (select from public.intake_invites i where i.tenant_id = t.tenant_id and i.thread_id = t.id)', 'delete', null, 90, 365),
  ('finished_tasks', 30, 'public.tasks', 't.done_at < $2', 'delete', null, 30, 365),
  ('declined_bookings', 40, 'public.online_bookings', 't.status = ''declined'' and t.decided_at < $2', 'delete', null, 30, 180)
on conflict (key) do update set position = excluded.position, table_name = excluded.table_name, condition = excluded.condition,
  act = excluded.act, act_set = excluded.act_set, least_days = excluded.least_days, usual_days = excluded.usual_days;

-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('run-retention', 'process-jobs', '23 7 * * *', '{"task": "retention"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
