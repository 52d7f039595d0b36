-- add sales: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."audit_actions"
  DROP CONSTRAINT "audit_area_is_known";

ALTER TABLE "app"."workflow_triggers"
  DROP CONSTRAINT "subject_is_known";

ALTER TABLE "public"."contact_emails"
  DROP CONSTRAINT "entity_type_is_known";

ALTER TABLE "public"."contact_phones"
  DROP CONSTRAINT "entity_type_is_known";

CREATE TABLE "app"."lead_form_routes" (
  "form_id"   uuid NOT NULL,
  "tenant_id" uuid NOT NULL,
  CONSTRAINT "lead_form_routes_pkey" PRIMARY KEY (form_id)
);

ALTER TABLE "app"."lead_form_routes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."timeline_kinds" (
  "kind"          text     NOT NULL,
  "position"      smallint NOT NULL,
  "function_name" text     NOT NULL,
  CONSTRAINT "timeline_kinds_pkey" PRIMARY KEY (kind)
);

ALTER TABLE "app"."timeline_kinds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."activity_kinds" (
  "key"        text     NOT NULL,
  "position"   smallint NOT NULL,
  "is_planned" boolean  NOT NULL,
  CONSTRAINT "activity_kinds_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,20}$'::text)),
  CONSTRAINT "activity_kinds_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."activity_kinds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."activity_kinds" FROM "anon";

CREATE TABLE "public"."companies" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  CONSTRAINT "companies_pkey" PRIMARY KEY (tenant_id, id),
  "sort_key"    text                     GENERATED ALWAYS AS (app.normalize_text(name)) STORED NOT NULL,
  "cnpj"        text,
  "segment"     text,
  "website"     text,
  "city"        text,
  "state"       text,
  "owner_id"    uuid,
  "note"        text,
  "custom"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "version"     integer                  NOT NULL DEFAULT 1,
  "archived_at" timestamp with time zone,
  "created_by"  uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "cnpj_is_normalised" CHECK ((cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'::text)),
  CONSTRAINT "texts_fit"
    CHECK (((char_length(segment) <= 100) AND (char_length(website) <= 200) AND (char_length(city) <= 100) AND (char_length(state) <= 2) AND (char_length(note) <= 2000))),
  CONSTRAINT "company_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 120))))
);

ALTER TABLE "public"."companies"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."companies" FROM "anon";

CREATE TABLE "public"."contact_tags" (
  "tenant_id"  uuid                     NOT NULL,
  "contact_id" uuid                     NOT NULL,
  "tag_id"     uuid                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "contact_tags_pkey" PRIMARY KEY (tenant_id, contact_id, tag_id)
);

ALTER TABLE "public"."contact_tags"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."contact_tags" FROM "anon";

CREATE TABLE "public"."contacts" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "full_name"   text                     NOT NULL,
  CONSTRAINT "contacts_pkey" PRIMARY KEY (tenant_id, id),
  "sort_key"    text                     GENERATED ALWAYS AS (app.normalize_text(full_name)) STORED NOT NULL,
  "patient_id"  uuid,
  "company_id"  uuid,
  "job"         text,
  "origin"      text                     NOT NULL DEFAULT 'manual'::text,
  "stage"       text                     NOT NULL DEFAULT 'lead'::text,
  "owner_id"    uuid,
  "note"        text,
  "custom"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "version"     integer                  NOT NULL DEFAULT 1,
  "archived_at" timestamp with time zone,
  "created_by"  uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "stage_is_known" CHECK ((stage = ANY (ARRAY['lead'::text, 'opportunity'::text, 'customer'::text, 'former'::text]))),
  CONSTRAINT "texts_fit" CHECK (((char_length(job) <= 100) AND (char_length(note) <= 2000))),
  CONSTRAINT "full_name_is_one_plain_line" CHECK (((full_name = app.normalize_name(full_name)) AND ((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))))
);

ALTER TABLE "public"."contacts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."contacts" FROM "anon";

CREATE TABLE "public"."crm_leads" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "full_name"    text                     NOT NULL,
  CONSTRAINT "crm_leads_pkey" PRIMARY KEY (tenant_id, id),
  "sort_key"     text                     GENERATED ALWAYS AS (app.normalize_text(full_name)) STORED NOT NULL,
  "email"        text,
  "phone"        text,
  "company"      text,
  "origin"       text                     NOT NULL DEFAULT 'manual'::text,
  "status"       text                     NOT NULL DEFAULT 'new'::text,
  "score"        smallint                 NOT NULL DEFAULT 0,
  "owner_id"     uuid,
  "thread_id"    uuid,
  "form_id"      uuid,
  "message"      text,
  "note"         text,
  "utm"          jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "custom"       jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "contact_id"   uuid,
  "deal_id"      uuid,
  "converted_at" timestamp with time zone,
  "version"      integer                  NOT NULL DEFAULT 1,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "phone_is_e164" CHECK ((phone ~ '^\+[1-9][0-9]{7,14}$'::text)),
  CONSTRAINT "status_is_known" CHECK ((status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'converted'::text, 'discarded'::text]))),
  CONSTRAINT "texts_fit" CHECK (((char_length(company) <= 120) AND (char_length(message) <= 2000) AND (char_length(note) <= 2000))),
  CONSTRAINT "who_is_converted_says_when" CHECK (((status = 'converted'::text) = (converted_at IS NOT NULL))),
  CONSTRAINT "email_is_one_address" CHECK (((email IS NULL) OR app.is_email(email))),
  CONSTRAINT "full_name_is_one_plain_line" CHECK (((full_name = app.normalize_name(full_name)) AND ((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))))
);

ALTER TABLE "public"."crm_leads"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."crm_leads" FROM "anon";

CREATE TABLE "public"."custom_fields" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "entity"      text                     NOT NULL,
  "label"       text                     NOT NULL,
  "type"        text                     NOT NULL,
  "options"     text[]                   NOT NULL DEFAULT '{}'::text[],
  "is_required" boolean                  NOT NULL DEFAULT false,
  "in_list"     boolean                  NOT NULL DEFAULT false,
  "position"    integer                  NOT NULL DEFAULT 0,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "a_choice_has_options" CHECK (((type = 'choice'::text) = (cardinality(options) > 0))),
  CONSTRAINT "custom_fields_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "entity_is_known" CHECK ((entity = ANY (ARRAY['contact'::text, 'company'::text, 'deal'::text, 'lead'::text]))),
  CONSTRAINT "type_is_known" CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'boolean'::text, 'choice'::text]))),
  CONSTRAINT "label_is_one_plain_line" CHECK (((label = app.normalize_name(label)) AND ((char_length(label) >= 2) AND (char_length(label) <= 60))))
);

ALTER TABLE "public"."custom_fields"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."custom_fields" FROM "anon";

CREATE TABLE "public"."deal_lost_reasons" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  "position"    integer                  NOT NULL DEFAULT 0,
  "archived_at" timestamp with time zone,
  CONSTRAINT "deal_lost_reasons_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "reason_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."deal_lost_reasons"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."deal_lost_reasons" FROM "anon";

CREATE TABLE "public"."deals" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "title"          text                     NOT NULL,
  CONSTRAINT "deals_pkey" PRIMARY KEY (tenant_id, id),
  "sort_key"       text                     GENERATED ALWAYS AS (app.normalize_text(title)) STORED NOT NULL,
  "pipeline_id"    uuid                     NOT NULL,
  "stage_id"       uuid                     NOT NULL,
  "status"         text                     NOT NULL DEFAULT 'open'::text,
  "value_cents"    bigint                   NOT NULL DEFAULT 0,
  "contact_id"     uuid,
  "company_id"     uuid,
  "thread_id"      uuid,
  "owner_id"       uuid,
  "origin"         text                     NOT NULL DEFAULT 'manual'::text,
  "expected_on"    date,
  "lost_reason_id" uuid,
  "lost_note"      text,
  "note"           text,
  "custom"         jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "version"        integer                  NOT NULL DEFAULT 1,
  "stage_since"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "closed_at"      timestamp with time zone,
  "created_by"     uuid,
  "created_at"     timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "status_is_known" CHECK ((status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  CONSTRAINT "texts_fit" CHECK (((char_length(lost_note) <= 500) AND (char_length(note) <= 4000))),
  CONSTRAINT "value_is_an_amount" CHECK (((value_cents >= 0) AND (value_cents <= '100000000000'::bigint))),
  CONSTRAINT "what_is_over_has_an_end" CHECK (((status = 'open'::text) = (closed_at IS NULL))),
  CONSTRAINT "title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 2) AND (char_length(title) <= 120))))
);

ALTER TABLE "public"."deals"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."deals" FROM "anon";

CREATE TABLE "public"."lead_forms" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "title"        text                     NOT NULL,
  "intro"        text,
  "thanks"       text,
  "asks_company" boolean                  NOT NULL DEFAULT false,
  "asks_message" boolean                  NOT NULL DEFAULT true,
  "owner_id"     uuid,
  "is_active"    boolean                  NOT NULL DEFAULT true,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "lead_forms_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "texts_fit" CHECK (((char_length(intro) <= 500) AND (char_length(thanks) <= 500))),
  CONSTRAINT "title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 2) AND (char_length(title) <= 120))))
);

ALTER TABLE "public"."lead_forms"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."lead_forms" FROM "anon";

CREATE TABLE "public"."lead_origins" (
  "key"      text     NOT NULL,
  "position" smallint NOT NULL,
  "family"   text,
  CONSTRAINT "lead_origins_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,20}$'::text)),
  CONSTRAINT "lead_origins_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."lead_origins"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."lead_origins" FROM "anon";

CREATE TABLE "public"."lead_score_rules" (
  "tenant_id" uuid     NOT NULL,
  "id"        uuid     NOT NULL DEFAULT gen_random_uuid(),
  "field"     text     NOT NULL,
  "value"     text,
  "points"    smallint NOT NULL,
  "position"  integer  NOT NULL DEFAULT 0,
  CONSTRAINT "field_is_known"
    CHECK ((field = ANY (ARRAY['has_email'::text, 'has_phone'::text, 'has_company'::text, 'origin_is'::text, 'utm_source_is'::text, 'message_contains'::text]))),
  CONSTRAINT "lead_score_rules_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "points_are_some" CHECK (((abs(points) >= 1) AND (abs(points) <= 100))),
  CONSTRAINT "value_fits" CHECK (((char_length(value) >= 1) AND (char_length(value) <= 60))),
  CONSTRAINT "value_where_one_is_asked" CHECK (((field ~~ 'has_%'::text) = (value IS NULL)))
);

ALTER TABLE "public"."lead_score_rules"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."lead_score_rules" FROM "anon";

CREATE TABLE "public"."pipeline_stages" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "pipeline_id"  uuid                     NOT NULL,
  "name"         text                     NOT NULL,
  "probability"  smallint                 NOT NULL DEFAULT 50,
  "rotting_days" smallint,
  "position"     integer                  NOT NULL DEFAULT 0,
  "archived_at"  timestamp with time zone,
  CONSTRAINT "a_stage_is_of_one_pipeline" UNIQUE (tenant_id, pipeline_id, id),
  CONSTRAINT "pipeline_stages_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "probability_is_a_percentage" CHECK (((probability >= 0) AND (probability <= 100))),
  CONSTRAINT "rotting_is_some_days" CHECK (((rotting_days >= 1) AND (rotting_days <= 365))),
  CONSTRAINT "stage_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."pipeline_stages"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."pipeline_stages" FROM "anon";

CREATE TABLE "public"."pipelines" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  "position"    integer                  NOT NULL DEFAULT 0,
  "version"     integer                  NOT NULL DEFAULT 1,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "pipelines_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "pipeline_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."pipelines"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."pipelines" FROM "anon";

CREATE TABLE "public"."sales_events" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "entity"     text                     NOT NULL,
  "contact_id" uuid,
  "company_id" uuid,
  "deal_id"    uuid,
  "lead_id"    uuid,
  "kind"       text                     NOT NULL,
  "at"         timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "actor_id"   uuid,
  "before"     jsonb,
  "after"      jsonb,
  CONSTRAINT "entity_is_known" CHECK ((entity = ANY (ARRAY['contact'::text, 'company'::text, 'deal'::text, 'lead'::text]))),
  CONSTRAINT "it_is_about_one" CHECK ((((entity = 'contact'::text) = (contact_id IS NOT NULL)) AND ((entity = 'company'::text) = (company_id IS
    NOT NULL)) AND ((entity = 'deal'::text) = (deal_id IS NOT NULL)) AND ((entity = 'lead'::text) = (lead_id IS NOT NULL)))),
  CONSTRAINT "kind_is_known"
    CHECK
    ((kind = ANY (ARRAY['created'::text, 'changed'::text, 'moved'::text, 'won'::text, 'lost'::text, 'reopened'::text, 'converted'::text, 'archived'::text, 'restored'::text,
    'became_patient'::text]))),
  CONSTRAINT "sales_events_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."sales_events"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."sales_events" FROM "anon";

ALTER TABLE "public"."contact_emails"
  ADD COLUMN "contact_id" uuid GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'contact'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED;

ALTER TABLE "public"."contact_emails"
  ADD COLUMN "company_id" uuid GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'company'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED;

ALTER TABLE "public"."contact_phones"
  ADD COLUMN "contact_id" uuid GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'contact'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED;

ALTER TABLE "public"."contact_phones"
  ADD COLUMN "company_id" uuid GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'company'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED;

ALTER TABLE "public"."tasks"
  ADD COLUMN "kind" text NOT NULL DEFAULT 'task'::text;

ALTER TABLE "public"."tasks"
  ADD COLUMN "note" text;

ALTER TABLE "public"."tasks"
  ADD COLUMN "starts_at" timestamp WITH time zone;

ALTER TABLE "public"."tasks"
  ADD COLUMN "contact_id" uuid;

ALTER TABLE "public"."tasks"
  ADD COLUMN "company_id" uuid;

ALTER TABLE "public"."tasks"
  ADD COLUMN "deal_id" uuid;

ALTER TABLE "public"."tasks"
  ADD COLUMN "lead_id" uuid;

ALTER TABLE "public"."tasks"
  ADD COLUMN "created_by" uuid;

CREATE OR REPLACE FUNCTION app.activity_rows (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind, 'title', k.title, 'note', k.note, 'due_on', k.due_on,
    'starts_local', app.local_text(k.starts_at, app.clinic_zone(p_tenant_id)), 'is_late', k.done_at is null and k.due_on < app.clinic_today(p_tenant_id),
    'assignee_id', k.assignee_id, 'assignee_name', w.full_name, 'deal_id', k.deal_id, 'deal_title', d.title, 'contact_id', k.contact_id,
    'contact_name', c.full_name, 'company_id', k.company_id, 'company_name', o.name, 'lead_id', k.lead_id, 'lead_name', l.full_name,
    'patient_id', k.patient_id, 'patient_name', p.name, 'thread_key', t.thread_key, 'done_at', k.done_at, 'created_at', k.created_at,
    'created_by_name', b.full_name) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.tasks k on k.tenant_id = p_tenant_id and k.id = i.id
  left join public.profiles w on w.id = k.assignee_id
  left join public.profiles b on b.id = k.created_by
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = k.deal_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = k.contact_id
  left join public.companies o on o.tenant_id = p_tenant_id and o.id = k.company_id
  left join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = k.lead_id
  left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = k.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.checked_custom (
  p_tenant_id uuid,
  p_entity    text,
  p_custom    jsonb,
  p_before    jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_field public.custom_fields;
  v_value jsonb;
  v_text text;
  -- what is no longer asked stays as it is
  v_result jsonb := (
    select coalesce(jsonb_object_agg(b.key, b.value), '{}') from jsonb_each(coalesce(p_before, '{}')) b
    where not exists (
      select from public.custom_fields f
      where f.tenant_id = p_tenant_id and f.entity = p_entity and f.id::text = b.key and f.archived_at is null));
  v_is_wrong boolean;
begin
  if p_custom is not null and jsonb_typeof(p_custom) <> 'object' or exists (
    select from jsonb_object_keys(coalesce(p_custom, '{}')) k (key)
    where not exists (select from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = p_entity and f.id::text = k.key))
  then
    raise sqlstate 'PT400' using message = 'custom_field_invalid';
  end if;
  for v_field in
    select * from public.custom_fields f
    where f.tenant_id = p_tenant_id and f.entity = p_entity and f.archived_at is null order by f.position, f.id
  loop
    v_value := nullif(p_custom -> v_field.id::text, 'null');
    v_text := btrim(v_value #>> '{}');
    if v_text = '' then
      v_value := null;
    end if;
    if v_value is null then
      if v_field.is_required then
        raise sqlstate 'PT400' using message = 'custom_field_required', detail = v_field.label;
      end if;
      continue;
    end if;
    v_is_wrong := case v_field.type
      when 'text' then jsonb_typeof(v_value) <> 'string' or char_length(v_text) > 500
      when 'number' then jsonb_typeof(v_value) <> 'number' or char_length(v_text) > 20
      when 'boolean' then jsonb_typeof(v_value) <> 'boolean'
      when 'choice' then jsonb_typeof(v_value) <> 'string' or not v_text = any (v_field.options)
      else jsonb_typeof(v_value) <> 'string' or v_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' end;
    if v_is_wrong then
      raise sqlstate 'PT400' using message = 'custom_field_invalid', detail = v_field.label;
    end if;
    if v_field.type = 'date' then
      perform app.typed_date(v_text);
    elsif v_field.type = 'text' then
      v_value := to_jsonb(app.trimmed(v_text, 500));
    end if;
    v_result := v_result || jsonb_build_object(v_field.id, v_value);
  end loop;
  return v_result;
end;
$function$;

CREATE OR REPLACE FUNCTION app.contact_matches (
  p_tenant_id uuid,
  p_full_name text,
  p_phones    text[],
  p_emails    text[]
)
  RETURNS TABLE (
    entity  text,
    id      uuid,
    name    text,
    reasons text[],
    is_sure boolean
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with hits as (
    select case when p.contact_id is null then 'patient' else 'contact' end as entity, coalesce(p.contact_id, p.patient_id) as id, 'phone' as reason
    from public.contact_phones p
    where p.tenant_id = p_tenant_id and p.phone = any (p_phones) and (p.contact_id is not null or p.patient_id is not null)
    union all
    select case when e.contact_id is null then 'patient' else 'contact' end, coalesce(e.contact_id, e.patient_id), 'email'
    from public.contact_emails e
    where e.tenant_id = p_tenant_id and e.email = any (p_emails) and (e.contact_id is not null or e.patient_id is not null)
  ), people as (
    -- a patient who is a contact is that contact
    select case when c.id is null then h.entity else 'contact' end as entity, coalesce(c.id, h.id) as id, array_agg(distinct h.reason order by h.reason) as reasons
    from hits h
    left join public.contacts c on c.tenant_id = p_tenant_id and (h.entity = 'contact' and c.id = h.id or h.entity = 'patient' and c.patient_id = h.id)
    group by 1, 2
  ), named as (
    select x.entity, x.id, x.reasons, coalesce(c.full_name, p.name) as name, coalesce(c.created_at, p.created_at) as created_at,
      app.normalize_text(coalesce(c.full_name, p.name)) as known, app.normalize_text(app.normalize_name(p_full_name)) as typed
    from people x
    left join public.contacts c on x.entity = 'contact' and c.tenant_id = p_tenant_id and c.id = x.id
    left join public.patients p on x.entity = 'patient' and p.tenant_id = p_tenant_id and p.id = x.id and p.merged_into_id is null
    where c.id is not null or p.id is not null
  )
  select n.entity, n.id, n.name, n.reasons,
    -- a number may be of several people (a mother and her children): with it the name has to agree
    'email' = any (n.reasons) or n.known = n.typed
      or regexp_replace(n.known, '^([^ ]+) .*?([^ ]+)$', '\1 \2') = regexp_replace(n.typed, '^([^ ]+) .*?([^ ]+)$', '\1 \2')
  from named n order by cardinality(n.reasons) desc, n.entity, n.created_at, n.id limit 20;
$function$;

CREATE OR REPLACE FUNCTION app.contact_of_patient (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_origin     text DEFAULT 'manual'::text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  insert into public.contacts as c (tenant_id, id, full_name, patient_id, origin, stage, created_by)
  select p_tenant_id, p.id, p.name, p.id, p_origin, 'customer', auth.uid() from public.patients p
  where p.tenant_id = p_tenant_id and p.id = p_patient_id
  on conflict (tenant_id, patient_id) where patient_id is not null do nothing returning c.id into v_id;
  if v_id is not null then
    perform app.note_sale(p_tenant_id, 'contact', v_id, 'created');
    return v_id;
  end if;
  select c.id into v_id from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id;
  if v_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.contact_of_thread (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select found.id from (
    select c.id, 1 as place, c.created_at from app.patients_of_thread(p_tenant_id, p_thread_id) p
    join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p
    union all
    select c.id, 2, c.created_at from public.conversation_addresses a
    join public.contact_phones h on h.tenant_id = p_tenant_id and h.phone = a.address and h.contact_id is not null
    join public.contacts c on c.tenant_id = p_tenant_id and c.id = h.contact_id
    where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id
    union all
    select d.contact_id, 3, d.created_at from public.deals d
    where d.tenant_id = p_tenant_id and d.thread_id = p_thread_id and d.contact_id is not null) found
  order by found.place, found.created_at limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.deal_rows (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'sort_key', d.sort_key, 'status', d.status, 'value_cents', d.value_cents,
    'pipeline_id', d.pipeline_id, 'stage_id', d.stage_id, 'stage_name', s.name, 'probability', s.probability, 'contact_id', d.contact_id,
    'contact_name', c.full_name, 'patient_id', c.patient_id, 'company_id', d.company_id, 'company_name', o.name, 'thread_key', t.thread_key,
    'owner_id', d.owner_id, 'owner_name', w.full_name, 'origin', d.origin, 'expected_on', d.expected_on, 'lost_reason_id', d.lost_reason_id,
    'lost_reason', r.name, 'lost_note', d.lost_note, 'note', d.note, 'custom', d.custom, 'version', d.version, 'stage_since', d.stage_since,
    'is_rotting', d.status = 'open' and coalesce(d.stage_since < now() - make_interval(days => s.rotting_days), false),
    'closed_at', d.closed_at, 'created_at', d.created_at,
    'next_activity', (
      select jsonb_build_object('id', k.id, 'kind', k.kind, 'title', k.title, 'due_on', k.due_on, 'is_late', k.due_on < app.clinic_today(p_tenant_id))
      from public.tasks k where k.tenant_id = p_tenant_id and k.deal_id = d.id and k.done_at is null order by k.due_on, k.id limit 1)) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.deals d on d.tenant_id = p_tenant_id and d.id = i.id
  join public.pipeline_stages s on s.tenant_id = p_tenant_id and s.id = d.stage_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
  left join public.companies o on o.tenant_id = p_tenant_id and o.id = d.company_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = d.thread_id
  left join public.profiles w on w.id = d.owner_id
  left join public.deal_lost_reasons r on r.tenant_id = p_tenant_id and r.id = d.lost_reason_id;
$function$;

CREATE OR REPLACE FUNCTION app.do_workflow_step (
  p_run        public.workflow_runs,
  p_step       public.workflow_steps,
  p_plan       jsonb,
  p_definition jsonb,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  o jsonb := p_plan -> 'options';
  v_zone text := app.clinic_zone(p_run.tenant_id);
  v_occurrence jsonb := p_run.occurrence || jsonb_build_object('patient_id', p_run.patient_id, 'thread_id', p_run.thread_id, 'session_id', p_run.session_id);
  v_thread public.conversation_threads;
  v_message public.conversation_messages;
  v_text text;
  v_template jsonb;
  v_until timestamptz;
  v_user uuid;
  v_created jsonb;
  v_holds boolean;
begin
  if p_step.kind = 'wait' then
    -- the second time it is over
    if p_step.state = 'waiting' then
      return jsonb_build_object('state', 'done', 'result', p_step.result);
    end if;
    v_until := app.workflow_wait_until(o, p_now, v_zone);
    return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
  elsif p_step.kind = 'condition' then
    v_holds := app.workflow_condition(p_run.tenant_id, o, v_occurrence, (
      select s.result ->> 'answer' from public.workflow_steps s
      where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.kind = 'wait_for_answer' and s.branch = 'answered' order by s.position desc limit 1), p_now);
    return jsonb_build_object('state', 'done', 'branch', case when v_holds then 'yes' else 'no' end);
  elsif p_step.kind = 'send_message' then
    v_until := app.polite_moment(p_now, v_zone);
    if v_until > p_now and not coalesce((o ->> 'any_hour')::boolean, false) then
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
    end if;
  end if;
  if (select k.needs_conversation from app.workflow_step_kinds k where k.kind = p_step.kind) then
    -- a message is locked before its conversation
    if p_step.kind = 'send_message' then
      perform app.lock_send(p_run.tenant_id, p_step.id);
    end if;
    v_thread := app.workflow_thread(p_run);
    if v_thread.id is null then
      return '{"state": "skipped", "branch": "not_answered", "result": {"code": "no_conversation"}}';
    end if;
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', v_thread.id);
  end if;
  v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), app.workflow_values(p_run.tenant_id, v_occurrence));
  case p_step.kind
    when 'send_message' then
      if jsonb_typeof(o -> 'template') = 'object' then
        select jsonb_build_object('id', o #> '{template,id}', 'variables', coalesce(jsonb_object_agg(e.key,
          app.render_template(e.value, app.workflow_values(p_run.tenant_id, v_occurrence))), '{}')) into v_template
        from jsonb_each_text(coalesce(nullif(o #> '{template,variables}', 'null'), '{}')) e;
      end if;
      v_created := app.create_automation_text(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), v_template);
      if v_created ? 'skipped' then
        -- what the clinic can put right is tried again from here
        return jsonb_build_object('state', case when v_created ->> 'skipped' in ('insufficient_credits', 'credits_kept_for_reminders', 'no_active_channel', 'channel_disconnected',
          'template_not_found', 'template_not_approved') then 'failed' else 'skipped' end,
          'result', jsonb_build_object('text', v_text, 'code', v_created ->> 'skipped'));
      end if;
      return jsonb_build_object('state', 'done', 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'message_id', v_created #>> '{message,id}'));
    when 'wait_for_answer' then
      if p_step.state <> 'waiting' then
        v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
        return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
      end if;
      -- an answer whose job comes later than the deadline is an answer
      select m.* into v_message from public.conversation_messages m
      where m.tenant_id = p_run.tenant_id and m.thread_id = v_thread.id and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at >= date_trunc('second', p_step.entered_at) and app.answers_run(p_run, p_step, m)
      order by m.occurred_at, m.id limit 1;
      if found then
        return jsonb_build_object('state', 'done', 'branch', 'answered',
          'result', jsonb_build_object('answer', left(v_message.body, 500), 'message_id', v_message.id));
      end if;
      return '{"state": "done", "branch": "not_answered"}';
    when 'add_task' then
      v_user := coalesce((o ->> 'assignee_id')::uuid, (select t.assigned_to from public.conversation_threads t
        where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id));
      insert into public.tasks (tenant_id, id, title, due_on, assignee_id, patient_id, thread_id, run_id, deal_id, contact_id)
      values (p_run.tenant_id, p_step.id, app.normalize_name(left(v_text, 300)), (p_now at time zone v_zone)::date + coalesce((o ->> 'due_in_days')::integer, 0),
        v_user, p_run.patient_id, p_run.thread_id, p_run.id, (select d.id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid), (select d.contact_id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid));
      perform app.broadcast(p_run.tenant_id, 'task', jsonb_build_object('id', p_step.id));
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text, 'task_id', p_step.id));
    when 'notify' then
      v_user := (o ->> 'user_id')::uuid;
      if p_run.thread_id is not null then
        select * into v_thread from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id for update;
        perform app.notify(v_thread, 'workflow', array(select m.user_id from public.tenant_members m
          where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active'), null, null, v_text);
      elsif p_run.patient_id is null then
        return '{"state": "skipped", "result": {"code": "no_conversation"}}';
      else
        perform app.notify_of_patient(p_run.tenant_id, p_run.patient_id, 'workflow_patient', array[v_user], v_text);
      end if;
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text));
    when 'assign' then
      v_user := (o ->> 'user_id')::uuid;
      if not exists (select from public.tenant_members m where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active') then
        raise sqlstate 'PT404' using message = 'member_not_found';
      end if;
      perform app.assign_thread(v_thread, v_user);
      return '{"state": "done"}';
    when 'tag', 'untag' then
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('code', app.workflow_tag(v_thread, (o ->> 'tag_id')::uuid, p_step.kind = 'tag')));
    when 'move' then
      update public.conversation_threads t set
        status = case o ->> 'column' when 'finished' then 'finished' else 'open' end,
        board_column = case when o ->> 'column' = 'finished' then t.board_column else o ->> 'column' end, status_reason = null,
        snoozed_until = case when o ->> 'column' = 'finished' then null else t.snoozed_until end,
        snoozed_at = case when o ->> 'column' = 'finished' then null else t.snoozed_at end, updated_at = clock_timestamp()
      where t.tenant_id = p_run.tenant_id and t.id = v_thread.id returning * into v_thread;
      perform app.publish_thread(v_thread);
      return '{"state": "done"}';
    when 'move_deal' then
      return app.move_workflow_deal(p_run.tenant_id, (v_occurrence ->> 'deal_id')::uuid, (o ->> 'stage_id')::uuid);
    when 'webhook' then
      return jsonb_build_object('state', 'queued', 'call', jsonb_build_object('url', o ->> 'url',
        'secret', (select w.secret from app.workflow_secrets w where w.tenant_id = p_run.tenant_id and w.workflow_id = p_run.workflow_id),
        'body', jsonb_build_object('id', p_step.id, 'run_id', p_run.id, 'workflow_id', p_run.workflow_id, 'trigger', p_run.occurrence ->> 'kind',
          'event_key', p_run.event_key, 'at', p_run.occurrence ->> 'at', 'patient_id', p_run.patient_id, 'thread_id', p_run.thread_id,
          'session_id', p_run.session_id, 'note', o ->> 'note')));
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_sales (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_pipeline uuid := gen_random_uuid();
begin
  if exists (select from public.pipelines p where p.tenant_id = p_tenant_id) then
    return;
  end if;
  insert into public.pipelines (tenant_id, id, name) values (p_tenant_id, v_pipeline, 'Vendas');
  insert into public.pipeline_stages (tenant_id, pipeline_id, name, probability, rotting_days, position) values
    (p_tenant_id, v_pipeline, 'Primeiro contato', 10, 3, 1), (p_tenant_id, v_pipeline, 'Conversa marcada', 30, 7, 2),
    (p_tenant_id, v_pipeline, 'Proposta enviada', 60, 7, 3), (p_tenant_id, v_pipeline, 'Negociação', 80, 10, 4);
  insert into public.deal_lost_reasons (tenant_id, name, position) values
    (p_tenant_id, 'Preço', 1), (p_tenant_id, 'Não respondeu mais', 2), (p_tenant_id, 'Escolheu outra clínica', 3), (p_tenant_id, 'Não era o momento', 4);
  insert into public.lead_score_rules (tenant_id, field, value, points, position) values
    (p_tenant_id, 'has_phone', null, 10, 1), (p_tenant_id, 'has_email', null, 10, 2), (p_tenant_id, 'has_company', null, 20, 3),
    (p_tenant_id, 'origin_is', 'referral', 20, 4), (p_tenant_id, 'message_contains', 'avaliação', 15, 5);
end;
$function$;

CREATE OR REPLACE FUNCTION app.index_company (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.companies;
begin
  select * into v_row from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'company', p_id, v_row.name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = p_id)
      || array_remove(array[v_row.segment, v_row.city], null),
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'company' and c.entity_id = p_id),
    p_codes => array_remove(array[v_row.cnpj], null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.index_contact (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.contacts;
begin
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id;
  -- who is a patient is found as the patient
  if v_row.id is null or v_row.patient_id is not null then
    delete from app.search_entries e where e.tenant_id = p_tenant_id and e.kind = 'contact' and e.record_id = p_id;
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'contact', p_id, v_row.full_name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'contact' and e.entity_id = p_id)
      || array(select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = v_row.company_id),
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.json_ids (
  p_ids jsonb
)
  RETURNS uuid[]
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select array(select x::uuid from jsonb_array_elements_text(coalesce(p_ids, '[]')) x);
$function$;

CREATE OR REPLACE FUNCTION app.lead_rows (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('owner_name', w.full_name, 'form_title', f.title, 'thread_key', coalesce(t.thread_key, q.thread_key),
    'patient_id', c.patient_id, 'deal_title', d.title) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = i.id
  left join public.profiles w on w.id = l.owner_id
  left join public.lead_forms f on f.tenant_id = p_tenant_id and f.id = l.form_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = l.thread_id
  left join public.conversation_threads q on l.thread_id is null and q.tenant_id = p_tenant_id and q.id = app.thread_of_phone(p_tenant_id, l.phone)
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id;
$function$;

CREATE OR REPLACE FUNCTION app.lead_score (
  p_lead public.crm_leads
)
  RETURNS smallint
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select least(greatest(coalesce(sum(r.points), 0), -999), 999)::smallint from public.lead_score_rules r
  where r.tenant_id = p_lead.tenant_id and case r.field
    when 'has_email' then p_lead.email is not null
    when 'has_phone' then p_lead.phone is not null
    when 'has_company' then p_lead.company is not null
    when 'origin_is' then p_lead.origin = r.value
    when 'utm_source_is' then app.normalize_text(p_lead.utm ->> 'source') = app.normalize_text(r.value)
    when 'message_contains' then app.holds_words(concat_ws(' ', p_lead.message, p_lead.note), r.value)
    else false end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_deal (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.deals
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.deals;
begin
  select * into v_row from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'deal_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_identity (
  p_tenant_id uuid,
  p_keys      text[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key text;
begin
  for v_key in select distinct k from unnest(p_keys) k where k is not null order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':' || v_key, 20));
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.look_at_lead_form (
  p_form_id uuid,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid;
begin
  if not app.take_turn('lead-form:look:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant from app.lead_form_routes r where r.form_id = p_form_id;
  return coalesce((
    select jsonb_build_object('state', 'open', 'clinic_name', t.name, 'title', f.title, 'intro', f.intro, 'asks_company', f.asks_company,
      'asks_message', f.asks_message)
    from public.lead_forms f join public.tenants t on t.id = v_tenant
    where f.tenant_id = v_tenant and f.id = p_form_id and f.is_active), '{"state": "unknown"}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.move_workflow_deal (
  p_tenant_id uuid,
  p_deal_id   uuid,
  p_stage_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.deals;
  v_stage public.pipeline_stages;
begin
  select * into v_row from public.deals d where d.tenant_id = p_tenant_id and d.id = p_deal_id for update;
  if v_row.id is null or v_row.status <> 'open' then
    return '{"state": "skipped", "result": {"code": "no_open_deal"}}';
  end if;
  select * into v_stage from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.id = p_stage_id and s.archived_at is null;
  if v_stage.id is null then
    return '{"state": "skipped", "result": {"code": "no_open_deal"}}';
  end if;
  if v_row.stage_id <> v_stage.id then
    perform app.put_deal_on_stage(v_row, v_stage);
  end if;
  return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_stage.name));
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_sale (
  p_tenant_id uuid,
  p_entity    text,
  p_id        uuid,
  p_kind      text,
  p_before    jsonb DEFAULT NULL::jsonb,
  p_after     jsonb DEFAULT NULL::jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_out text[] := array['version', 'updated_at', 'sort_key', 'tenant_id', 'stage_since', 'created_at', 'created_by'];
  v_before jsonb;
  v_after jsonb;
begin
  -- only what changed is worth a line
  select jsonb_object_agg(k.key, p_before -> k.key), jsonb_object_agg(k.key, p_after -> k.key) into v_before, v_after
  from (select jsonb_object_keys(coalesce(p_before, '{}')) union select jsonb_object_keys(coalesce(p_after, '{}'))) k (key)
  where not k.key = any (v_out) and p_before -> k.key is distinct from p_after -> k.key;
  if p_kind = 'changed' and v_after is null then
    return;
  end if;
  insert into public.sales_events (tenant_id, entity, contact_id, company_id, deal_id, lead_id, kind, actor_id, before, after)
  values (p_tenant_id, p_entity, case p_entity when 'contact' then p_id end, case p_entity when 'company' then p_id end,
    case p_entity when 'deal' then p_id end, case p_entity when 'lead' then p_id end, p_kind, auth.uid(),
    case when p_before is not null then jsonb_strip_nulls(v_before) end, v_after);
  perform app.audit(p_tenant_id, p_entity || '.' || p_kind, p_entity, p_id::text, nullif(jsonb_strip_nulls(v_before), '{}'), nullif(v_after, '{}'));
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', p_entity, 'id', p_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.origin_of_thread (
  p_thread_key text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce((select o.key from public.lead_origins o where o.family = split_part(p_thread_key, ':', 1) order by o.position limit 1), 'manual');
$function$;

CREATE OR REPLACE FUNCTION app.put_deal (
  p_tenant_id uuid,
  p_id        uuid,
  p_deal      jsonb,
  p_thread_id uuid  DEFAULT NULL::uuid
)
  RETURNS public.deals
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_stage public.pipeline_stages := app.require_stage(p_tenant_id, app.typed_id(p_deal ->> 'stage_id'), app.typed_id(p_deal ->> 'pipeline_id'));
  v_contact uuid := app.typed_id(p_deal ->> 'contact_id');
  v_company uuid := app.typed_id(p_deal ->> 'company_id');
  v_row public.deals;
begin
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  insert into public.deals (tenant_id, id, title, pipeline_id, stage_id, value_cents, contact_id, company_id, thread_id, owner_id, origin, expected_on,
    note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_deal ->> 'title'), v_stage.pipeline_id, v_stage.id, app.typed_cents(p_deal ->> 'value_cents'),
    v_contact, v_company, p_thread_id, app.typed_seller(p_tenant_id, p_deal ->> 'owner_id'), app.typed_origin(p_deal ->> 'origin'),
    app.typed_date(p_deal ->> 'expected_on'), nullif(btrim(app.normalize_lines(left(p_deal ->> 'note', 4000))), ''),
    app.checked_custom(p_tenant_id, 'deal', p_deal -> 'custom'), auth.uid())
  returning * into v_row;
  update public.contacts c set stage = 'opportunity', version = c.version + 1
  where c.tenant_id = p_tenant_id and c.id = v_contact and c.stage in ('lead', 'former');
  perform app.note_sale(p_tenant_id, 'deal', p_id, 'created', '{}', jsonb_build_object('title', v_row.title, 'stage', v_stage.name,
    'value_cents', v_row.value_cents));
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_deal_on_stage (
  p_deal  public.deals,
  p_stage public.pipeline_stages
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_event uuid;
  v_from text := (select s.name from public.pipeline_stages s where s.tenant_id = p_deal.tenant_id and s.id = p_deal.stage_id);
begin
  update public.deals d set pipeline_id = p_stage.pipeline_id, stage_id = p_stage.id, stage_since = clock_timestamp(), version = d.version + 1
  where d.tenant_id = p_deal.tenant_id and d.id = p_deal.id;
  insert into public.sales_events (tenant_id, entity, deal_id, kind, actor_id, before, after)
  values (p_deal.tenant_id, 'deal', p_deal.id, 'moved', auth.uid(), jsonb_build_object('stage_id', p_deal.stage_id, 'stage', v_from),
    jsonb_build_object('stage_id', p_stage.id, 'stage', p_stage.name)) returning id into v_event;
  perform app.audit(p_deal.tenant_id, 'deal.moved', 'deal', p_deal.id::text, jsonb_build_object('stage', v_from), jsonb_build_object('stage', p_stage.name));
  perform app.broadcast(p_deal.tenant_id, 'sale', jsonb_build_object('entity', 'deal', 'id', p_deal.id));
  perform app.publish_event(p_deal.tenant_id, 'deal.moved', jsonb_build_object('deal_id', p_deal.id, 'event_id', v_event));
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_seller (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
$function$;

CREATE OR REPLACE FUNCTION app.require_stage (
  p_tenant_id   uuid,
  p_stage_id    uuid,
  p_pipeline_id uuid DEFAULT NULL::uuid
)
  RETURNS public.pipeline_stages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.pipeline_stages;
begin
  if p_stage_id is null then
    select s.* into v_row from public.pipelines p
    join public.pipeline_stages s on s.tenant_id = p_tenant_id and s.pipeline_id = p.id and s.archived_at is null
    where p.tenant_id = p_tenant_id and p.archived_at is null and (p_pipeline_id is null or p.id = p_pipeline_id)
    order by p.position, p.created_at, s.position, s.id limit 1;
  else
    select * into v_row from public.pipeline_stages s
    where s.tenant_id = p_tenant_id and s.id = p_stage_id and s.archived_at is null for share;
  end if;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'pipeline_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.submit_lead_form (
  p_form_id    uuid,
  p_ip_hash    text,
  p_answers    jsonb,
  p_seconds    integer,
  p_is_trapped boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_form public.lead_forms;
  v_row public.crm_leads;
  v_before public.crm_leads;
  v_name text := app.normalize_name(left(p_answers ->> 'full_name', 200));
  v_email text := app.normalize_email(p_answers ->> 'email');
  v_phone text := app.normalize_phone(p_answers ->> 'phone');
  v_message text := nullif(btrim(app.normalize_lines(left(p_answers ->> 'message', 2000))), '');
  v_company text := app.trimmed(p_answers ->> 'company', 120);
  v_problems text[];
  v_thanks jsonb;
begin
  select f.* into v_form from app.lead_form_routes r join public.lead_forms f on f.tenant_id = r.tenant_id and f.id = r.form_id
  where r.form_id = p_form_id and f.is_active;
  if v_form.id is null then
    return '{"state": "unknown"}';
  end if;
  v_thanks := jsonb_build_object('state', 'thanks', 'title', v_form.title, 'thanks', v_form.thanks);
  -- a machine fills in what nobody sees, or is quicker than people type; it learns nothing of that
  if p_is_trapped or p_seconds < 3 then
    return v_thanks;
  end if;
  v_problems := array_remove(array[
    case when v_name is null or char_length(v_name) not between 2 and 120 then 'full_name' end,
    case when p_answers ->> 'email' ~ '\S' and v_email is null or v_email is null and v_phone is null then 'email' end,
    case when p_answers ->> 'phone' ~ '\S' and v_phone is null or v_email is null and v_phone is null then 'phone' end], null);
  -- a page that lay open since yesterday, or that is not ours
  if p_seconds is null or p_seconds > 86400 then
    return jsonb_build_object('state', 'stale');
  end if;
  if cardinality(v_problems) > 0 then
    return jsonb_build_object('state', 'invalid', 'problems', v_problems);
  end if;
  if not app.take_turn('lead-form:send:' || coalesce(p_ip_hash, '-'), 5, interval '1 hour')
    or not app.take_turn('lead-form:form:' || p_form_id, 200, interval '1 hour')
  then
    return '{"state": "limited"}';
  end if;
  perform app.lock_identity(v_form.tenant_id, array[v_phone, v_email]);
  select * into v_before from public.crm_leads l
  where l.tenant_id = v_form.tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.email = v_email)
  order by l.created_at limit 1 for update;
  if v_before.id is null then
    insert into public.crm_leads (tenant_id, full_name, email, phone, company, origin, owner_id, form_id, message, utm)
    values (v_form.tenant_id, v_name, v_email, v_phone, v_company, 'site_form', v_form.owner_id, v_form.id, v_message, (
      select coalesce(jsonb_object_agg(k.key, app.trimmed(p_answers -> 'utm' ->> k.key, 100)), '{}')
      from unnest(array['source', 'medium', 'campaign', 'term', 'content']) k (key) where app.trimmed(p_answers -> 'utm' ->> k.key, 100) is not null))
    returning * into v_row;
  else
    -- who writes twice is one lead; nothing that the clinic wrote is replaced
    update public.crm_leads l set email = coalesce(l.email, v_email), phone = coalesce(l.phone, v_phone), company = coalesce(l.company, v_company),
      message = left(concat_ws(E'\n\n', l.message, case when l.message is distinct from v_message then v_message end), 2000), version = l.version + 1
    where l.tenant_id = v_form.tenant_id and l.id = v_before.id returning * into v_row;
  end if;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = v_form.tenant_id and l.id = v_row.id returning * into v_row;
  perform app.note_sale(v_form.tenant_id, 'lead', v_row.id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return v_thanks;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_companies__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'company' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.index_company(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_contacts__index_person()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'contact' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.index_contact(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_contacts__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
  v_kind text := case when tg_op = 'DELETE' then old.entity_type else new.entity_type end;
  v_person uuid := case when tg_op = 'DELETE' then old.entity_id else new.entity_id end;
begin
  if current_setting('zelo.saves_person', true) = 'on' then
    return null;
  end if;
  if v_kind = 'patient' then
    perform app.index_patient(v_tenant, v_person);
  elsif v_kind = 'contact' then
    perform app.index_contact(v_tenant, v_person);
  elsif v_kind = 'company' then
    perform app.index_company(v_tenant, v_person);
  else
    perform app.index_medico(v_tenant, v_person);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_sales()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.deals d set thread_id = new.thread_id where d.tenant_id = old.tenant_id and d.thread_id = old.thread_id;
  update public.crm_leads l set thread_id = new.thread_id where l.tenant_id = old.tenant_id and l.thread_id = old.thread_id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_crm_leads__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'lead' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.put_search_entry(new.tenant_id, 'lead', new.id, new.full_name,
      p_mails => array_remove(array[new.email, new.company], null), p_phones => array_remove(array[new.phone], null));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_deals__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'deal' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.put_search_entry(new.tenant_id, 'deal', new.id, new.title,
      p_mails => array(select c.full_name from public.contacts c where c.tenant_id = new.tenant_id and c.id = new.contact_id)
        || array(select c.name from public.companies c where c.tenant_id = new.tenant_id and c.id = new.company_id));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patients__name_contacts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.contacts c set full_name = new.name where c.tenant_id = new.tenant_id and c.patient_id = new.id and c.full_name <> new.name;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__leave_sales()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.contacts c set owner_id = null where c.tenant_id = old.tenant_id and c.owner_id = old.user_id;
  update public.companies c set owner_id = null where c.tenant_id = old.tenant_id and c.owner_id = old.user_id;
  update public.deals d set owner_id = null where d.tenant_id = old.tenant_id and d.owner_id = old.user_id;
  update public.crm_leads l set owner_id = null where l.tenant_id = old.tenant_id and l.owner_id = old.user_id;
  update public.lead_forms f set owner_id = null where f.tenant_id = old.tenant_id and f.owner_id = old.user_id;
  return old;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenants__give_sales()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.give_sales(new.id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_activities (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_before    timestamp with time zone,
  p_before_id uuid,
  p_limit     integer
)
  RETURNS TABLE (
    id   uuid,
    at   timestamp with time zone,
    data jsonb
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with found as (
    select k.id, coalesce(k.done_at, k.starts_at, app.local_moment(k.due_on::timestamp, app.clinic_zone(p_tenant_id))) as at
    from public.tasks k
    where k.tenant_id = p_tenant_id and (k.contact_id = (p_subject ->> 'contact')::uuid or k.patient_id = (p_subject ->> 'patient')::uuid
      or k.company_id = (p_subject ->> 'company')::uuid or k.deal_id = any (app.json_ids(p_subject -> 'deals'))
      or k.lead_id = any (app.json_ids(p_subject -> 'leads')))
  ), page as (
    select f.* from found f where (f.at, f.id) < (p_before, p_before_id) order by f.at desc, f.id desc limit p_limit
  )
  select p.id, p.at, app.activity_rows(p_tenant_id, array[p.id]) -> 0 from page p;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_events (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_before    timestamp with time zone,
  p_before_id uuid,
  p_limit     integer
)
  RETURNS TABLE (
    id   uuid,
    at   timestamp with time zone,
    data jsonb
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select e.id, e.at, jsonb_strip_nulls(jsonb_build_object('entity', e.entity, 'event', e.kind, 'before', e.before, 'after', e.after, 'actor_name', p.full_name,
    'deal_id', e.deal_id, 'deal_title', d.title, 'lead_id', e.lead_id))
  from public.sales_events e
  left join public.profiles p on p.id = e.actor_id
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = e.deal_id
  where e.tenant_id = p_tenant_id and (e.contact_id = (p_subject ->> 'contact')::uuid or e.company_id = (p_subject ->> 'company')::uuid
    or e.deal_id = any (app.json_ids(p_subject -> 'deals')) or e.lead_id = any (app.json_ids(p_subject -> 'leads')))
    and (e.at, e.id) < (p_before, p_before_id)
  order by e.at desc, e.id desc limit p_limit;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_messages (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_before    timestamp with time zone,
  p_before_id uuid,
  p_limit     integer
)
  RETURNS TABLE (
    id   uuid,
    at   timestamp with time zone,
    data jsonb
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select m.id, m.occurred_at, jsonb_build_object('direction', m.direction, 'kind', m.kind, 'body', left(m.body, 300), 'thread_key', t.thread_key)
  from unnest(app.json_ids(p_subject -> 'threads')) x (thread_id)
  join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
  cross join lateral (
    select * from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = t.id and (m.occurred_at, m.id) < (p_before, p_before_id)
    order by m.occurred_at desc, m.id desc limit p_limit) m
  order by m.occurred_at desc, m.id desc limit p_limit;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_sessions (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_before    timestamp with time zone,
  p_before_id uuid,
  p_limit     integer
)
  RETURNS TABLE (
    id   uuid,
    at   timestamp with time zone,
    data jsonb
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select s.id, s.starts_at, jsonb_build_object('status', x.status, 'type', y.name, 'therapist', h.name,
    'starts_local', app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)))
  from public.session_patients x
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = x.session_id
  join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where x.tenant_id = p_tenant_id and x.patient_id = (p_subject ->> 'patient')::uuid and (s.starts_at, s.id) < (p_before, p_before_id)
  order by s.starts_at desc, s.id desc limit p_limit;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_subject (
  p_tenant_id uuid,
  p_of        text,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_contact uuid;
  v_patient uuid;
  v_deals uuid[] := '{}';
  v_leads uuid[] := '{}';
  v_threads uuid[] := '{}';
begin
  case p_of
    when 'person' then
      select c.id, c.patient_id into v_contact, v_patient from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id;
      if v_contact is null then
        select p.id into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
        select c.id into v_contact from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = v_patient;
      end if;
      if coalesce(v_contact, v_patient) is null then
        raise sqlstate 'PT404' using message = 'contact_not_found';
      end if;
      v_deals := array(select d.id from public.deals d where d.tenant_id = p_tenant_id and d.contact_id = v_contact);
      v_leads := array(select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.contact_id = v_contact);
      v_threads := array(
        select t from app.threads_of_patient(p_tenant_id, v_patient) t where t is not null
        union
        select app.thread_of_phone(p_tenant_id, h.phone) from public.contact_phones h where h.tenant_id = p_tenant_id and h.contact_id = v_contact
        union
        select d.thread_id from public.deals d where d.tenant_id = p_tenant_id and d.id = any (v_deals));
    when 'company' then
      if not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id) then
        raise sqlstate 'PT404' using message = 'company_not_found';
      end if;
      v_deals := array(select d.id from public.deals d where d.tenant_id = p_tenant_id and d.company_id = p_id);
    when 'deal' then
      v_deals := array(select d.id from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id);
      if cardinality(v_deals) = 0 then
        raise sqlstate 'PT404' using message = 'deal_not_found';
      end if;
      v_threads := array(select d.thread_id from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id);
      v_leads := array(select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.deal_id = p_id);
    when 'lead' then
      v_leads := array(select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id);
      if cardinality(v_leads) = 0 then
        raise sqlstate 'PT404' using message = 'lead_not_found';
      end if;
      v_threads := array(select l.thread_id from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id);
    else
      raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_of, 40);
  end case;
  return jsonb_build_object('contact', v_contact, 'patient', v_patient, 'company', case p_of when 'company' then p_id end,
    'deals', to_jsonb(v_deals), 'leads', to_jsonb(v_leads), 'threads', to_jsonb(array_remove(v_threads, null)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_cents (
  p_cents text
)
  RETURNS bigint
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if nullif(p_cents, '') is null then
    return 0;
  end if;
  if p_cents !~ '^[0-9]{1,12}$' or p_cents::bigint > 100000000000 then
    raise sqlstate 'PT400' using message = 'invalid_amount';
  end if;
  return p_cents::bigint;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_origin (
  p_origin text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if nullif(p_origin, '') is not null and not exists (select from public.lead_origins o where o.key = p_origin) then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'origin';
  end if;
  return coalesce(nullif(p_origin, ''), 'manual');
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_seller (
  p_tenant_id uuid,
  p_id        text
)
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := app.typed_id(p_id);
begin
  if v_id is not null and not exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = v_id and m.status = 'active' and m.role <> 'therapist')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.upsert_contact (
  p_tenant_id  uuid,
  p_full_name  text,
  p_phone      text,
  p_email      text,
  p_company_id uuid,
  p_origin     text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_found record;
  v_id uuid;
  v_owner record;
begin
  perform app.lock_identity(p_tenant_id, array[p_phone, p_email]);
  select * into v_found from app.contact_matches(p_tenant_id, p_full_name, array_remove(array[p_phone], null), array_remove(array[p_email], null)) m
  where m.is_sure limit 1;
  if v_found.entity = 'patient' then
    v_id := app.contact_of_patient(p_tenant_id, v_found.id, p_origin);
  elsif v_found.id is not null then
    v_id := v_found.id;
  else
    v_id := gen_random_uuid();
    insert into public.contacts (tenant_id, id, full_name, company_id, origin, created_by)
    values (p_tenant_id, v_id, app.require_name(p_full_name), p_company_id, p_origin, auth.uid());
    perform app.note_sale(p_tenant_id, 'contact', v_id, 'created');
  end if;
  -- what is new is added, what is there stays
  update public.contacts c set company_id = coalesce(c.company_id, p_company_id), archived_at = null
  where c.tenant_id = p_tenant_id and c.id = v_id
    and (c.archived_at is not null or c.company_id is null and p_company_id is not null);
  select case when c.patient_id is null then 'contact' else 'patient' end as entity, coalesce(c.patient_id, c.id) as id into v_owner
  from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_id;
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
  select p_tenant_id, v_owner.entity, v_owner.id, p_phone, count(*) filter (where o.is_primary) = 0, count(*)
  from public.contact_phones o where o.tenant_id = p_tenant_id and o.entity_type = v_owner.entity and o.entity_id = v_owner.id
  having p_phone is not null
  on conflict do nothing;
  insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
  select p_tenant_id, v_owner.entity, v_owner.id, p_email, count(*) filter (where o.is_primary) = 0, count(*)
  from public.contact_emails o where o.tenant_id = p_tenant_id and o.entity_type = v_owner.entity and o.entity_id = v_owner.id
  having p_email is not null
  on conflict do nothing;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_event_keys (
  p_event jsonb
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case p_event ->> 'event'
    when 'patient.created' then array['patient.created:' || (p_event ->> 'patient_id')]
    when 'patient.birthday' then array['birthday:' || (p_event ->> 'patient_id') || ':' || (p_event ->> 'year')]
    when 'message.received' then array['message.received:' || (p_event ->> 'message_id')]
    when 'conversation.tagged' then array['conversation.tagged:' || (p_event ->> 'thread_id') || ':' || (p_event ->> 'tag_id') || ':' || (p_event ->> 'tagged_at')]
    when 'intake.submitted' then array['intake.submitted:' || (p_event ->> 'submission_id')]
    when 'lead.converted' then array['lead.converted:' || (p_event ->> 'lead_id')]
    when 'deal.moved' then array['deal.moved:' || (p_event ->> 'event_id')]
    when 'session.status' then array(
      select 'session.' || (a.x ->> 'status') || ':' || (p_event ->> 'session_id') || ':' || (a.x ->> 'patient_id')
      from jsonb_array_elements(p_event #> '{after,patients}') a (x)
      where a.x ->> 'status' in ('missed', 'attended') and not coalesce(p_event #> '{before,patients}', '[]') @> jsonb_build_array(a.x))
    else '{}' end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_matches (
  p_tenant_id  uuid,
  p_trigger    jsonb,
  p_occurrence jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  o jsonb := coalesce(p_trigger -> 'options', '{}');
  v_message public.conversation_messages;
begin
  if p_trigger ->> 'kind' <> p_occurrence ->> 'kind' then
    return false;
  end if;
  case p_trigger ->> 'kind'
    when 'message.received' then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid;
      return (coalesce(jsonb_array_length(nullif(o -> 'words', 'null')), 0) = 0
          or exists (select from jsonb_array_elements_text(o -> 'words') w (word) where app.holds_words(v_message.body, w.word)))
        and (not coalesce((o ->> 'first_only')::boolean, false) or not exists (
          select from public.conversation_messages e
          where e.tenant_id = p_tenant_id and e.thread_id = v_message.thread_id
            and (e.occurred_at, e.id) < (v_message.occurred_at, v_message.id)))
        and (not coalesce((o ->> 'outside_hours')::boolean, false) or not app.clinic_is_open(p_tenant_id, v_message.occurred_at));
    when 'conversation.tagged' then
      return o ->> 'tag_id' is null or o ->> 'tag_id' = p_occurrence ->> 'tag_id';
    when 'deal.moved' then
      return o ->> 'stage_id' is null or o ->> 'stage_id' = p_occurrence ->> 'stage_id';
    when 'session.attended' then
      return not coalesce((o ->> 'first_only')::boolean, false) or not exists (
        select from public.session_patients sp
        join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
        where sp.tenant_id = p_tenant_id and sp.patient_id = (p_occurrence ->> 'patient_id')::uuid and sp.status = 'attended'
          and s.ends_at < (p_occurrence ->> 'at')::timestamptz);
    else
      return true;
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_occurrence (
  p_tenant_id uuid,
  p_key       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_parts text[] := string_to_array(p_key, ':');
  v_at timestamptz;
  v_patient uuid;
  v_thread uuid;
  v_session uuid;
  v_message uuid;
  v_tag uuid;
  v_deal uuid;
  v_stage uuid;
begin
  case v_parts[1]
    when 'patient.created' then
      select p.created_at, p.id into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid;
    when 'birthday' then
      select app.birthday_in(p.birth_date, v_parts[3]::integer)::timestamp at time zone app.clinic_zone(p_tenant_id), p.id
      into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid and p.birth_date is not null;
    when 'message.received' then
      select m.occurred_at, m.thread_id, m.id into v_at, v_thread, v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.direction = 'inbound';
    when 'conversation.tagged' then
      select to_timestamp(v_parts[4]::numeric / 1000), t.id, g.id into v_at, v_thread, v_tag
      from public.conversation_threads t
      join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = v_parts[3]::uuid
      where t.tenant_id = p_tenant_id and t.id = v_parts[2]::uuid;
    when 'intake.submitted' then
      select s.submitted_at, coalesce(s.patient_id, i.patient_id), i.thread_id into v_at, v_patient, v_thread
      from public.intake_submissions s
      join public.intake_invites i on i.tenant_id = p_tenant_id and i.id = s.invite_id
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid;
    when 'session.missed', 'session.attended' then
      select s.ends_at, sp.patient_id, s.id into v_at, v_patient, v_session
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.patient_id = v_parts[3]::uuid
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid and 'session.' || sp.status = v_parts[1];
    when 'lead.converted' then
      select l.converted_at, l.deal_id, coalesce(d.thread_id, l.thread_id, app.thread_of_phone(p_tenant_id, l.phone)), c.patient_id
      into v_at, v_deal, v_thread, v_patient
      from public.crm_leads l
      join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id
      join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
      where l.tenant_id = p_tenant_id and l.id = v_parts[2]::uuid and l.status = 'converted';
    when 'deal.moved' then
      select e.at, d.id, coalesce(d.thread_id, app.thread_of_phone(p_tenant_id, h.phone)), c.patient_id, (e.after ->> 'stage_id')::uuid
      into v_at, v_deal, v_thread, v_patient, v_stage
      from public.sales_events e
      join public.deals d on d.tenant_id = p_tenant_id and d.id = e.deal_id
      left join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'contact' and h.entity_id = c.id and h.is_primary
      where e.tenant_id = p_tenant_id and e.id = v_parts[2]::uuid and e.kind = 'moved';
    else null;
  end case;
  if v_at is null then
    return null;
  end if;
  if v_patient is null then
    -- a number of several is nobody's in particular
    select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, v_thread) p;
  end if;
  return jsonb_build_object('kind', v_parts[1], 'key', p_key, 'at', v_at, 'patient_id', v_patient, 'thread_id', v_thread,
    'session_id', v_session, 'message_id', v_message, 'tag_id', v_tag)
    || jsonb_strip_nulls(jsonb_build_object('deal_id', v_deal, 'stage_id', v_stage));
exception when invalid_text_representation or datetime_field_overflow or null_value_not_allowed then
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_option_problem (
  p_tenant_id uuid,
  p_spec      jsonb,
  p_value     jsonb,
  p_options   jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_type text := p_spec ->> 'type';
  v_text text := p_value #>> '{}';
  v_field app.workflow_fields;
begin
  if p_value is null or p_value = 'null' or v_type <> 'boolean' and btrim(v_text) = '' then
    return case when (p_spec ->> 'required')::boolean then 'missing_option' end;
  end if;
  select * into v_field from app.workflow_fields f where f.field = p_options ->> 'field';
  if v_type = 'value' then
    v_type := coalesce(v_field.value, 'text');
    p_spec := p_spec || '{"max": 200}';
  end if;
  case v_type
    when 'text', 'url' then
      if jsonb_typeof(p_value) <> 'string' then
        return 'invalid_option';
      elsif char_length(v_text) > coalesce((p_spec ->> 'max')::integer, 4000) then
        return 'body_too_long';
      elsif (p_spec ->> 'variables')::boolean and exists (
        select from regexp_matches(v_text, '\{\{\s*([^{}]*?)\s*\}\}', 'g') m where not m[1] = any (app.workflow_variables()))
      then
        return 'unknown_variable';
      elsif v_type = 'url' and v_text !~ '^https://[^\s/@]+\.[^\s/@]+(/[^\s]*)?$' then
        return 'invalid_option';
      end if;
    when 'texts' then
      if jsonb_typeof(p_value) <> 'array' or jsonb_array_length(p_value) > 30
        or exists (select from jsonb_array_elements(p_value) w (x) where jsonb_typeof(w.x) <> 'string' or char_length(w.x #>> '{}') not between 1 and 60)
      then
        return 'invalid_option';
      end if;
    when 'number' then
      if jsonb_typeof(p_value) <> 'number' or v_text !~ '^-?[0-9]{1,7}$'
        or v_text::integer not between coalesce((p_spec ->> 'min')::integer, 0) and coalesce((p_spec ->> 'max')::integer, 1000000)
      then
        return 'invalid_option';
      end if;
    when 'boolean' then
      return case when jsonb_typeof(p_value) <> 'boolean' then 'invalid_option' end;
    when 'member' then
      return case when not exists (select from public.tenant_members m
        where m.tenant_id = p_tenant_id and m.user_id::text = v_text and m.status = 'active') then 'invalid_option' end;
    when 'tag' then
      return case when not exists (select from public.conversation_tags g
        where g.tenant_id = p_tenant_id and g.id::text = v_text and g.archived_at is null) then 'invalid_option' end;
    when 'stage' then
      return case when not exists (select from public.pipeline_stages s
        where s.tenant_id = p_tenant_id and s.id::text = v_text and s.archived_at is null) then 'invalid_option' end;
    when 'template' then
      return case when not exists (select from public.message_templates m
        where m.tenant_id = p_tenant_id and m.id::text = p_value ->> 'id') then 'invalid_option' end;
    when 'column' then
      return case when not p_spec -> 'values' @> p_value then 'invalid_option' end;
    when 'field' then
      return case when v_field.field is null then 'unknown_field' end;
    when 'op' then
      return case when v_field.field is not null and not v_text = any (v_field.ops) then 'unknown_op' end;
    else null;
  end case;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_values (
  p_tenant_id  uuid,
  p_occurrence jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_name text;
  v_session record;
begin
  v_name := coalesce(
    (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = (p_occurrence ->> 'patient_id')::uuid),
    (select c.full_name from public.deals d join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      where d.tenant_id = p_tenant_id and d.id = (p_occurrence ->> 'deal_id')::uuid),
    (select coalesce(t.contact_name, t.phone) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (p_occurrence ->> 'thread_id')::uuid));
  select s.starts_at, h.name into v_session from public.sessions s
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where s.tenant_id = p_tenant_id and s.id = (p_occurrence ->> 'session_id')::uuid;
  return jsonb_build_object('nome', coalesce(split_part(v_name, ' ', 1), ''), 'nome_completo', coalesce(v_name, ''),
    'clinica', (select t.name from public.tenants t where t.id = p_tenant_id),
    'sessao', coalesce(app.moment_in_words(v_session.starts_at, v_zone), ''), 'terapeuta', coalesce(v_session.name, ''),
    'mensagem', coalesce((select left(m.body, 300) from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid), ''));
end;
$function$;

CREATE OR REPLACE FUNCTION public.archive_sales (
  p_tenant_id uuid,
  p_entity    text,
  p_ids       uuid[],
  p_archived  boolean DEFAULT true
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
  v_done integer := 0;
begin
  perform app.require_seller(p_tenant_id);
  if p_entity not in ('contact', 'company') then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'entity';
  end if;
  for v_id in select distinct i from unnest(p_ids[1:200]) i order by 1 loop
    if p_entity = 'contact' then
      update public.contacts c set archived_at = case when p_archived then now() end, version = c.version + 1
      where c.tenant_id = p_tenant_id and c.id = v_id and (c.archived_at is null) = p_archived;
    else
      update public.companies c set archived_at = case when p_archived then now() end, version = c.version + 1
      where c.tenant_id = p_tenant_id and c.id = v_id and (c.archived_at is null) = p_archived;
    end if;
    if found then
      v_done := v_done + 1;
      perform app.note_sale(p_tenant_id, p_entity, v_id, case when p_archived then 'archived' else 'restored' end);
    end if;
  end loop;
  return v_done;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_sales"(uuid, text, uuid[], boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.close_deal (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_status    text,
  p_reason_id uuid    DEFAULT NULL::uuid,
  p_note      text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.deals;
begin
  perform app.require_seller(p_tenant_id);
  if p_status is null or p_status not in ('won', 'lost', 'open') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  v_row := app.lock_deal(p_tenant_id, p_id);
  if v_row.status = p_status then
    return public.get_deal(p_tenant_id, p_id);
  end if;
  if v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if p_status = 'lost' and not exists (select from public.deal_lost_reasons r where r.tenant_id = p_tenant_id and r.id = p_reason_id) then
    raise sqlstate 'PT400' using message = 'reason_required';
  end if;
  update public.deals d set status = p_status, closed_at = case when p_status <> 'open' then clock_timestamp() end,
    lost_reason_id = case when p_status = 'lost' then p_reason_id end, lost_note = case when p_status = 'lost' then app.trimmed(p_note, 500) end,
    stage_since = clock_timestamp(), version = d.version + 1
  where d.tenant_id = p_tenant_id and d.id = p_id;
  if p_status = 'won' then
    update public.contacts c set stage = 'customer', version = c.version + 1
    where c.tenant_id = p_tenant_id and c.id = v_row.contact_id and c.stage <> 'customer';
  end if;
  perform app.note_sale(p_tenant_id, 'deal', p_id, case p_status when 'open' then 'reopened' else p_status end,
    jsonb_build_object('status', v_row.status), jsonb_strip_nulls(jsonb_build_object('status', p_status, 'value_cents', v_row.value_cents,
      'reason', (select r.name from public.deal_lost_reasons r where r.tenant_id = p_tenant_id and r.id = p_reason_id and p_status = 'lost'),
      'note', case when p_status = 'lost' then app.trimmed(p_note, 500) end)));
  return public.get_deal(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."close_deal"(uuid, uuid, integer, text, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.convert_lead (
  p_tenant_id  uuid,
  p_id         uuid,
  p_deal_id    uuid,
  p_deal       jsonb   DEFAULT '{}'::jsonb,
  p_as_patient boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.crm_leads;
  v_contact uuid;
  v_company uuid;
  v_patient uuid;
begin
  perform app.require_seller(p_tenant_id);
  if p_deal_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_row from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  -- of two who press the button at once the second gets the deal of the first
  if v_row.status = 'converted' then
    return public.get_lead(p_tenant_id, p_id);
  end if;
  if v_row.company is not null then
    perform app.lock_identity(p_tenant_id, array['company:' || app.normalize_text(v_row.company)]);
    select c.id into v_company from public.companies c
    where c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(app.normalize_name(v_row.company))
    order by c.archived_at is not null, c.created_at limit 1;
    if v_company is null and char_length(v_row.company) >= 2 then
      v_company := gen_random_uuid();
      insert into public.companies (tenant_id, id, name, created_by) values (p_tenant_id, v_company, app.require_name(v_row.company), auth.uid());
      perform app.note_sale(p_tenant_id, 'company', v_company, 'created');
    end if;
  end if;
  v_contact := app.upsert_contact(p_tenant_id, v_row.full_name, v_row.phone, v_row.email, v_company, v_row.origin);
  if p_as_patient then
    v_patient := (public.make_contact_patient(p_tenant_id, v_contact) ->> 'patient_id')::uuid;
  end if;
  perform app.put_deal(p_tenant_id, p_deal_id, p_deal || jsonb_build_object('title', coalesce(nullif(p_deal ->> 'title', ''), v_row.full_name),
    'contact_id', v_contact, 'company_id', v_company, 'origin', v_row.origin,
    'owner_id', coalesce(nullif(p_deal ->> 'owner_id', ''), v_row.owner_id::text)), v_row.thread_id);
  update public.tasks k set contact_id = v_contact, deal_id = p_deal_id where k.tenant_id = p_tenant_id and k.lead_id = p_id and k.deal_id is null;
  update public.crm_leads l set status = 'converted', contact_id = v_contact, deal_id = p_deal_id, converted_at = clock_timestamp(), version = l.version + 1
  where l.tenant_id = p_tenant_id and l.id = p_id;
  perform app.note_sale(p_tenant_id, 'lead', p_id, 'converted', jsonb_build_object('status', v_row.status),
    jsonb_build_object('status', 'converted', 'contact_id', v_contact, 'deal_id', p_deal_id, 'patient_id', v_patient));
  perform app.publish_event(p_tenant_id, 'lead.converted', jsonb_build_object('lead_id', p_id));
  return public.get_lead(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."convert_lead"(uuid, uuid, uuid, jsonb, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.find_contact_matches (
  p_tenant_id uuid,
  p_full_name text,
  p_phones    text[] DEFAULT '{}'::text[],
  p_emails    text[] DEFAULT '{}'::text[]
)
  RETURNS TABLE (
    entity  text,
    id      uuid,
    name    text,
    reasons text[],
    is_sure boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  return query select * from app.contact_matches(p_tenant_id, p_full_name,
    array(select app.normalize_phone(x) from unnest(p_phones) x), array(select app.normalize_email(x) from unnest(p_emails) x));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."find_contact_matches"(uuid, text, text[], text[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_company (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.companies;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  return jsonb_build_object(
    'company', to_jsonb(v_row) - 'tenant_id' - 'sort_key' || jsonb_build_object(
      'owner_name', (select p.full_name from public.profiles p where p.id = v_row.owner_id)),
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'company' and c.entity_id = p_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'company' and c.entity_id = p_id), '[]'),
    'contacts', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'full_name', c.full_name, 'job', c.job) order by c.sort_key)
      from public.contacts c where c.tenant_id = p_tenant_id and c.company_id = p_id and c.archived_at is null), '[]'),
    'deals', app.deal_rows(p_tenant_id, array(
      select d.id from public.deals d where d.tenant_id = p_tenant_id and d.company_id = p_id order by d.created_at desc limit 50)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_company"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_contact (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.contacts;
  v_entity text;
  v_person uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  v_entity := case when v_row.patient_id is null then 'contact' else 'patient' end;
  v_person := coalesce(v_row.patient_id, v_row.id);
  return jsonb_build_object(
    'contact', to_jsonb(v_row) - 'tenant_id' - 'sort_key' || jsonb_build_object(
      'company_name', (select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = v_row.company_id),
      'owner_name', (select p.full_name from public.profiles p where p.id = v_row.owner_id)),
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = v_entity and c.entity_id = v_person), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = v_entity and c.entity_id = v_person), '[]'),
    'tag_ids', coalesce((
      select jsonb_agg(g.tag_id order by g.created_at, g.tag_id) from public.contact_tags g where g.tenant_id = p_tenant_id and g.contact_id = p_id), '[]'),
    'deals', app.deal_rows(p_tenant_id, array(
      select d.id from public.deals d where d.tenant_id = p_tenant_id and d.contact_id = p_id order by d.created_at desc limit 50)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_contact"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_deal (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_deal jsonb;
begin
  perform app.require_seller(p_tenant_id);
  v_deal := app.deal_rows(p_tenant_id, array[p_id]) -> 0;
  if v_deal is null then
    raise sqlstate 'PT404' using message = 'deal_not_found';
  end if;
  return v_deal || jsonb_build_object('lead_id', (
    select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.deal_id = p_id order by l.created_at limit 1));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_deal"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_deal_stats (
  p_tenant_id   uuid,
  p_pipeline_id uuid,
  p_owner_id    uuid                     DEFAULT NULL::uuid,
  p_now         timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_month timestamptz := app.local_moment(date_trunc('month', p_now at time zone v_zone), v_zone);
begin
  return jsonb_build_object(
    'stages', (
      select coalesce(jsonb_agg(jsonb_build_object('stage_id', s.id, 'count', coalesce(n.count, 0), 'cents', coalesce(n.cents, 0),
        'weighted_cents', coalesce(n.cents, 0) * s.probability / 100, 'rotting', coalesce(n.rotting, 0)) order by s.position, s.id), '[]')
      from public.pipeline_stages s
      left join lateral (
        select count(*) as count, sum(d.value_cents) as cents,
          count(*) filter (where d.stage_since < p_now - make_interval(days => s.rotting_days)) as rotting
        from public.deals d
        where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.stage_id = s.id and d.status = 'open'
          and (p_owner_id is null or d.owner_id = p_owner_id)) n on true
      where s.tenant_id = p_tenant_id and s.pipeline_id = p_pipeline_id and s.archived_at is null),
    'month', (
      select jsonb_build_object('won', count(*) filter (where d.status = 'won'), 'won_cents', coalesce(sum(d.value_cents) filter (where d.status = 'won'), 0),
        'lost', count(*) filter (where d.status = 'lost'), 'lost_cents', coalesce(sum(d.value_cents) filter (where d.status = 'lost'), 0))
      from public.deals d
      where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.status <> 'open' and d.closed_at >= v_month
        and (p_owner_id is null or d.owner_id = p_owner_id)),
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('name', x.name, 'count', x.count) order by x.count desc, x.name), '[]')
      from (
        select r.name, count(*) as count from public.deals d
        join public.deal_lost_reasons r on r.tenant_id = p_tenant_id and r.id = d.lost_reason_id
        where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.status = 'lost' and d.closed_at >= v_month
          and (p_owner_id is null or d.owner_id = p_owner_id)
        group by r.name) x),
    'forecast', (
      select coalesce(jsonb_agg(jsonb_build_object('month', x.month, 'count', x.count, 'cents', x.cents, 'weighted_cents', x.weighted) order by x.month nulls last), '[]')
      from (
        select to_char(d.expected_on, 'YYYY-MM') as month, count(*) as count, sum(d.value_cents) as cents, sum(d.value_cents * s.probability / 100) as weighted
        from public.deals d join public.pipeline_stages s on s.tenant_id = p_tenant_id and s.id = d.stage_id
        where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.status = 'open' and (p_owner_id is null or d.owner_id = p_owner_id)
        group by 1) x));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_deal_stats"(uuid, uuid, uuid, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_lead (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_lead jsonb;
begin
  perform app.require_seller(p_tenant_id);
  v_lead := app.lead_rows(p_tenant_id, array[p_id]) -> 0;
  if v_lead is null then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  return v_lead;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_lead"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_sales_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  return jsonb_build_object(
    'pipelines', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'version', p.version, 'archived_at', p.archived_at,
        'stages', (
          select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'probability', s.probability, 'rotting_days', s.rotting_days)
            order by s.position, s.id), '[]')
          from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.pipeline_id = p.id and s.archived_at is null))
        order by p.archived_at is not null, p.position, p.created_at), '[]')
      from public.pipelines p where p.tenant_id = p_tenant_id),
    'lost_reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.position, r.id), '[]')
      from public.deal_lost_reasons r where r.tenant_id = p_tenant_id and r.archived_at is null),
    'custom_fields', (
      select coalesce(jsonb_agg(to_jsonb(f) - 'tenant_id' - 'created_at' order by f.position, f.created_at), '[]')
      from public.custom_fields f where f.tenant_id = p_tenant_id),
    'score_rules', (
      select coalesce(jsonb_agg(jsonb_build_object('field', r.field, 'value', r.value, 'points', r.points) order by r.position, r.id), '[]')
      from public.lead_score_rules r where r.tenant_id = p_tenant_id),
    'forms', (
      select coalesce(jsonb_agg(to_jsonb(f) - 'tenant_id' || jsonb_build_object(
        'leads', (select count(*) from public.crm_leads l where l.tenant_id = p_tenant_id and l.form_id = f.id)) order by f.created_at), '[]')
      from public.lead_forms f where f.tenant_id = p_tenant_id),
    'origins', (select jsonb_agg(o.key order by o.position) from public.lead_origins o),
    'activity_kinds', (select jsonb_agg(jsonb_build_object('key', k.key, 'is_planned', k.is_planned) order by k.position) from public.activity_kinds k),
    'members', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'full_name', p.full_name) order by p.full_name), '[]')
      from public.tenant_members m join public.profiles p on p.id = m.user_id
      where m.tenant_id = p_tenant_id and m.status = 'active' and m.role <> 'therapist'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_sales_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_activities (
  p_tenant_id uuid,
  p_where     jsonb   DEFAULT '{}'::jsonb,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_state text := coalesce(nullif(p_where ->> 'state', ''), 'open');
  v_today date := app.clinic_today(p_tenant_id);
begin
  perform app.require_seller(p_tenant_id);
  if v_state not in ('open', 'today', 'late', 'done') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(v_state, 40);
  end if;
  if v_state = 'done' then
    return app.activity_rows(p_tenant_id, array(
      select k.id from public.tasks k
      where k.tenant_id = p_tenant_id and k.done_at is not null
        and (nullif(p_where ->> 'kind', '') is null or k.kind = p_where ->> 'kind')
        and (nullif(p_where ->> 'assignee', '') is null or k.assignee_id = app.typed_id(p_where ->> 'assignee'))
        and (p_after is null or (k.done_at, k.id) < ((p_after ->> 'done_at')::timestamptz, (p_after ->> 'id')::uuid))
      order by k.done_at desc, k.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)));
  end if;
  return app.activity_rows(p_tenant_id, array(
    select k.id from public.tasks k
    where k.tenant_id = p_tenant_id and k.done_at is null
      and (v_state = 'open' or v_state = 'today' and k.due_on <= v_today or v_state = 'late' and k.due_on < v_today)
      and (nullif(p_where ->> 'kind', '') is null or k.kind = p_where ->> 'kind')
      and (nullif(p_where ->> 'assignee', '') is null or k.assignee_id = app.typed_id(p_where ->> 'assignee'))
      and (p_after is null or (k.due_on, k.id) > ((p_after ->> 'due_on')::date, (p_after ->> 'id')::uuid))
    order by k.due_on, k.id limit least(greatest(coalesce(p_limit, 50), 1), 200)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_activities"(uuid, jsonb, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_companies (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'sort_key', c.sort_key, 'cnpj', c.cnpj, 'segment', c.segment,
      'city', c.city, 'state', c.state, 'owner_id', c.owner_id, 'owner_name', w.full_name, 'custom', c.custom, 'archived_at', c.archived_at,
      'phone', h.phone, 'email', e.email,
      'contacts', (select count(*) from public.contacts x where x.tenant_id = p_tenant_id and x.company_id = c.id and x.archived_at is null),
      'open_cents', (select coalesce(sum(d.value_cents), 0) from public.deals d
        where d.tenant_id = p_tenant_id and d.company_id = c.id and d.status = 'open')) order by c.sort_key, c.id), '[]')
    from (
      select * from public.companies c
      where c.tenant_id = p_tenant_id and (c.archived_at is null) = not coalesce((p_where ->> 'archived')::boolean, false)
        and (nullif(p_where ->> 'owner', '') is null or c.owner_id = app.typed_id(p_where ->> 'owner'))
        and (p_where -> 'custom' is null or c.custom @> (p_where -> 'custom'))
        and (app.search_condition(p_search) is null or c.id in (select app.find_people(p_tenant_id, 'company', p_search)))
        and (p_after is null or (c.sort_key, c.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by c.sort_key, c.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) c
    left join public.profiles w on w.id = c.owner_id
    left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'company' and h.entity_id = c.id and h.is_primary
    left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = c.id and e.is_primary);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_contacts (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_sort      text    DEFAULT 'name'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_rows jsonb;
  v_is_newest boolean := p_sort = 'newest';
begin
  perform app.require_seller(p_tenant_id);
  if coalesce(p_sort, 'name') not in ('name', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'full_name', c.full_name, 'sort_key', c.sort_key, 'patient_id', c.patient_id,
      'company_id', c.company_id, 'company_name', o.name, 'job', c.job, 'origin', c.origin, 'stage', c.stage, 'owner_id', c.owner_id,
      'owner_name', w.full_name, 'custom', c.custom, 'archived_at', c.archived_at, 'created_at', c.created_at, 'phone', h.phone,
      'email', e.email, 'thread_key', t.thread_key,
      'tag_ids', (select coalesce(jsonb_agg(g.tag_id), '[]') from public.contact_tags g where g.tenant_id = $1 and g.contact_id = c.id)) order by c.n), '[]')
    from (
      select c.*, row_number() over (order by %1$s) as n from public.contacts c
      where c.tenant_id = $1 and (c.archived_at is null) = not coalesce(($4 ->> 'archived')::boolean, false)
        and (nullif($4 ->> 'stage', '') is null or c.stage = $4 ->> 'stage')
        and (nullif($4 ->> 'origin', '') is null or c.origin = $4 ->> 'origin')
        and (nullif($4 ->> 'owner', '') is null or c.owner_id = app.typed_id($4 ->> 'owner'))
        and (nullif($4 ->> 'company', '') is null or c.company_id = app.typed_id($4 ->> 'company'))
        and (nullif($4 ->> 'tag', '') is null or exists (
          select from public.contact_tags g where g.tenant_id = $1 and g.contact_id = c.id and g.tag_id = app.typed_id($4 ->> 'tag')))
        and ($4 -> 'custom' is null or c.custom @> ($4 -> 'custom'))
        %2$s %3$s
      order by %1$s limit $5) c
    left join public.companies o on o.tenant_id = $1 and o.id = c.company_id
    left join public.profiles w on w.id = c.owner_id
    left join public.contact_phones h on h.tenant_id = $1 and h.entity_type = case when c.patient_id is null then 'contact' else 'patient' end
      and h.entity_id = coalesce(c.patient_id, c.id) and h.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = case when c.patient_id is null then 'contact' else 'patient' end
      and e.entity_id = coalesce(c.patient_id, c.id) and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, h.phone)$query$,
    case when v_is_newest then 'c.created_at desc, c.id desc' else 'c.sort_key, c.id' end,
    case when app.search_condition(p_search) is null then '' else
      'and (c.id in (select app.find_people($1, ''contact'', $2)) or c.patient_id in (select app.find_people($1, ''patient'', $2)))' end,
    case when p_after is null then ''
      when v_is_newest then 'and (c.created_at, c.id) < (($3 ->> ''created_at'')::timestamptz, ($3 ->> ''id'')::uuid)'
      else 'and (c.sort_key, c.id) > ($3 ->> ''sort_key'', ($3 ->> ''id'')::uuid)' end)
    into v_rows using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), v_limit;
  return v_rows;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversation_sales (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
  v_contact uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_thread_key;
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  v_contact := app.contact_of_thread(p_tenant_id, v_thread.id);
  return jsonb_build_object(
    'contact', (select jsonb_build_object('id', c.id, 'full_name', c.full_name, 'stage', c.stage) from public.contacts c
      where c.tenant_id = p_tenant_id and c.id = v_contact),
    'deals', app.deal_rows(p_tenant_id, array(
      select d.id from public.deals d where d.tenant_id = p_tenant_id and (d.thread_id = v_thread.id or d.contact_id = v_contact)
      order by d.status <> 'open', d.created_at desc limit 20)),
    'leads', app.lead_rows(p_tenant_id, array(
      select l.id from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.thread_id = v_thread.id or l.phone = v_thread.phone)
      order by l.created_at desc limit 5)),
    'activities', app.activity_rows(p_tenant_id, array(
      select k.id from public.tasks k
      where k.tenant_id = p_tenant_id and (k.thread_id = v_thread.id or k.contact_id = v_contact) and k.done_at is null
      order by k.due_on, k.id limit 10)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_sales"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_deals (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_sort      text    DEFAULT 'newest'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_column text := case coalesce(p_sort, 'newest') when 'newest' then 'created_at' when 'stage' then 'stage_since' when 'value' then 'value_cents'
    when 'title' then 'sort_key' when 'expected' then 'expected_on' end;
  v_type text := case v_column when 'value_cents' then 'bigint' when 'sort_key' then 'text' when 'expected_on' then 'date' else 'timestamptz' end;
  v_is_up boolean := v_column in ('sort_key', 'expected_on');
  v_ids uuid[];
begin
  perform app.require_seller(p_tenant_id);
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select array(
      select d.id from public.deals d
      where d.tenant_id = $1
        and (nullif($4 ->> 'pipeline', '') is null or d.pipeline_id = app.typed_id($4 ->> 'pipeline'))
        and (nullif($4 ->> 'stage', '') is null or d.stage_id = app.typed_id($4 ->> 'stage'))
        and (nullif($4 ->> 'status', '') is null or d.status = $4 ->> 'status')
        and (nullif($4 ->> 'owner', '') is null or d.owner_id = app.typed_id($4 ->> 'owner'))
        and (nullif($4 ->> 'origin', '') is null or d.origin = $4 ->> 'origin')
        and ($4 -> 'custom' is null or d.custom @> ($4 -> 'custom'))
        and (not coalesce(($4 ->> 'rotting')::boolean, false) or d.status = 'open' and exists (
          select from public.pipeline_stages s
          where s.tenant_id = $1 and s.id = d.stage_id and d.stage_since < now() - make_interval(days => s.rotting_days)))
        %1$s %2$s
      order by %3$s limit $5)$query$,
    case when app.search_condition(p_search) is null then '' else 'and d.id in (select app.find_people($1, ''deal'', $2))' end,
    case when p_after is null then '' else format('and (%s, d.id) %s (%s, ($3 ->> ''id'')::uuid)',
      case v_column when 'expected_on' then 'coalesce(d.expected_on, ''infinity'')' else 'd.' || v_column end, case when v_is_up then '>' else '<' end,
      case v_column when 'expected_on' then 'coalesce(($3 ->> ''expected_on'')::date, ''infinity'')'
        else format('($3 ->> %L)::%s', v_column, v_type) end) end,
    case when v_is_up then case v_column when 'expected_on' then 'coalesce(d.expected_on, ''infinity''), d.id' else 'd.sort_key, d.id' end
      else format('d.%1$s desc, d.id desc', v_column) end)
    into v_ids using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), least(greatest(coalesce(p_limit, 50), 1), 200);
  return app.deal_rows(p_tenant_id, v_ids);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_leads (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_sort      text    DEFAULT 'newest'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_column text := case coalesce(p_sort, 'newest') when 'newest' then 'created_at' when 'score' then 'score' end;
  v_ids uuid[];
begin
  perform app.require_seller(p_tenant_id);
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select array(
      select l.id from public.crm_leads l
      where l.tenant_id = $1
        and case coalesce(nullif($4 ->> 'status', ''), 'open') when 'all' then true when 'open' then l.status in ('new', 'contacted', 'qualified')
          else l.status = $4 ->> 'status' end
        and (nullif($4 ->> 'origin', '') is null or l.origin = $4 ->> 'origin')
        and (nullif($4 ->> 'owner', '') is null or l.owner_id = app.typed_id($4 ->> 'owner'))
        and ($4 -> 'custom' is null or l.custom @> ($4 -> 'custom'))
        %1$s %2$s
      order by l.%3$s desc, l.id desc limit $5)$query$,
    case when app.search_condition(p_search) is null then '' else 'and l.id in (select app.find_people($1, ''lead'', $2))' end,
    case when p_after is null then '' else format('and (l.%1$s, l.id) < (($3 ->> %1$L)::%2$s, ($3 ->> ''id'')::uuid)', v_column,
      case v_column when 'score' then 'smallint' else 'timestamptz' end) end, v_column)
    into v_ids using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), least(greatest(coalesce(p_limit, 50), 1), 200);
  return app.lead_rows(p_tenant_id, v_ids);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_tasks (
  p_tenant_id uuid,
  p_scope     text    DEFAULT 'mine'::text,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'title', k.title, 'due_on', k.due_on, 'is_late', k.due_on < app.clinic_today(p_tenant_id),
      'assignee_id', k.assignee_id, 'assignee_name', pr.full_name, 'patient_id', k.patient_id, 'patient_name', p.name, 'thread_key', t.thread_key, 'kind', k.kind, 'deal_id', k.deal_id, 'deal_title', d.title,
      'done_at', k.done_at, 'workflow_name', w.name) order by k.due_on, k.id), '[]')
    from (
      select * from public.tasks o
      where o.tenant_id = p_tenant_id and o.done_at is null
        and (o.assignee_id = auth.uid() or o.assignee_id is null and v_role <> 'therapist' or p_scope = 'all' and v_role <> 'therapist')
      order by o.due_on, o.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) k
    left join public.profiles pr on pr.id = k.assignee_id
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = k.thread_id
    left join public.deals d on d.tenant_id = p_tenant_id and d.id = k.deal_id
    left join public.workflow_runs r on r.tenant_id = p_tenant_id and r.id = k.run_id
    left join public.workflows w on w.tenant_id = p_tenant_id and w.id = r.workflow_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_timeline (
  p_tenant_id uuid,
  p_of        text,
  p_id        uuid,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 30,
  p_kinds     text[]  DEFAULT NULL::text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_subject jsonb;
  v_limit int := least(greatest(coalesce(p_limit, 30), 1), 100);
  v_before timestamptz := coalesce((p_after ->> 'at')::timestamptz, 'infinity');
  v_before_id uuid := coalesce((p_after ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_query text;
  v_rows jsonb;
begin
  perform app.require_seller(p_tenant_id);
  v_subject := app.timeline_subject(p_tenant_id, p_of, p_id);
  -- the newest of every kind, and of those the newest
  select string_agg(format('select %L as kind, f.id, f.at, f.data from %s($1, $2, $3, $4, $5) f', k.kind, k.function_name), ' union all ' order by k.position)
  into v_query from app.timeline_kinds k where p_kinds is null or k.kind = any (p_kinds);
  if v_query is null then
    return '[]';
  end if;
  execute 'select coalesce(jsonb_agg(jsonb_build_object(''kind'', x.kind, ''id'', x.id, ''at'', x.at, ''data'', x.data) order by x.at desc, x.id desc), ''[]'')
    from (select * from (' || v_query || ') a order by a.at desc, a.id desc limit $5) x'
    into v_rows using p_tenant_id, v_subject, v_before, v_before_id, v_limit;
  return v_rows;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_timeline"(uuid, text, uuid, jsonb, integer, text[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.make_contact_patient (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.contacts;
  v_patient uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  -- of two who press the button at once the second gets the patient of the first
  if v_row.patient_id is not null then
    return jsonb_build_object('patient_id', v_row.patient_id);
  end if;
  v_patient := coalesce(p_patient_id, p_id);
  if p_patient_id is null then
    perform public.save_patient(p_tenant_id, p_id, null, jsonb_build_object('full_name', v_row.full_name));
  elsif not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.merged_into_id is null) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  elsif exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id) then
    raise sqlstate 'PT409' using message = 'contact_exists', detail = (
      select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id);
  end if;
  -- the rows go over as they are; what the patient has already is not there twice
  delete from public.contact_phones c using public.contact_phones o
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id and o.tenant_id = p_tenant_id
    and o.entity_type = 'patient' and o.entity_id = v_patient and o.phone = c.phone;
  delete from public.contact_emails c using public.contact_emails o
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id and o.tenant_id = p_tenant_id
    and o.entity_type = 'patient' and o.entity_id = v_patient and o.email = c.email;
  update public.contact_phones c set entity_type = 'patient', entity_id = v_patient, is_primary = c.is_primary and not exists (
    select from public.contact_phones o where o.tenant_id = p_tenant_id and o.entity_type = 'patient' and o.entity_id = v_patient and o.is_primary)
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id;
  update public.contact_emails c set entity_type = 'patient', entity_id = v_patient, is_primary = c.is_primary and not exists (
    select from public.contact_emails o where o.tenant_id = p_tenant_id and o.entity_type = 'patient' and o.entity_id = v_patient and o.is_primary)
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id;
  update public.contacts c set patient_id = v_patient, version = c.version + 1,
    full_name = (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient)
  where c.tenant_id = p_tenant_id and c.id = p_id;
  perform app.note_sale(p_tenant_id, 'contact', p_id, 'became_patient', '{}', jsonb_build_object('patient_id', v_patient));
  return jsonb_build_object('patient_id', v_patient);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."make_contact_patient"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.move_deal (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_stage_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.deals;
  v_stage public.pipeline_stages;
begin
  perform app.require_seller(p_tenant_id);
  v_row := app.lock_deal(p_tenant_id, p_id);
  v_stage := app.require_stage(p_tenant_id, coalesce(p_stage_id, gen_random_uuid()));
  -- asked twice, or by two who mean the same
  if v_row.stage_id = v_stage.id then
    return public.get_deal(p_tenant_id, p_id);
  end if;
  if v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if v_row.status <> 'open' then
    raise sqlstate 'PT409' using message = 'deal_closed';
  end if;
  perform app.put_deal_on_stage(v_row, v_stage);
  return public.get_deal(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."move_deal"(uuid, uuid, integer, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.open_conversation_deal (
  p_tenant_id  uuid,
  p_thread_key text,
  p_deal_id    uuid,
  p_deal       jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
  v_contact uuid;
  v_patient uuid;
  v_name text;
  v_open uuid;
  v_lead public.crm_leads;
begin
  perform app.require_seller(p_tenant_id);
  if p_deal_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_thread := app.lock_thread(p_tenant_id, p_thread_key);
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  -- of two who press the button at once the second gets the deal of the first
  select d.id into v_open from public.deals d
  where d.tenant_id = p_tenant_id and d.thread_id = v_thread.id and (d.id = p_deal_id or d.status = 'open') order by d.id = p_deal_id desc, d.created_at limit 1;
  if v_open is not null then
    return public.get_deal(p_tenant_id, v_open);
  end if;
  select * into v_lead from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.status in ('new', 'contacted', 'qualified') order by l.created_at limit 1;
  if v_lead.id is not null then
    perform public.convert_lead(p_tenant_id, v_lead.id, p_deal_id, p_deal);
    return public.get_deal(p_tenant_id, p_deal_id);
  end if;
  v_contact := app.contact_of_thread(p_tenant_id, v_thread.id);
  if v_contact is null then
    select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, v_thread.id) p;
    v_name := case when char_length(app.normalize_name(v_thread.contact_name)) between 2 and 120 then app.normalize_name(v_thread.contact_name)
      else coalesce(v_thread.phone, 'Sem nome') end;
    v_contact := case when v_patient is not null then app.contact_of_patient(p_tenant_id, v_patient, app.origin_of_thread(v_thread.thread_key))
      else app.upsert_contact(p_tenant_id, v_name, v_thread.phone, null, null, app.origin_of_thread(v_thread.thread_key)) end;
  end if;
  perform app.put_deal(p_tenant_id, p_deal_id, p_deal || jsonb_build_object(
    'title', coalesce(nullif(p_deal ->> 'title', ''), (select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact)),
    'contact_id', v_contact, 'origin', app.origin_of_thread(v_thread.thread_key), 'company_id', (select c.company_id from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact),
    'owner_id', coalesce(nullif(p_deal ->> 'owner_id', ''), auth.uid()::text)), v_thread.id);
  return public.get_deal(p_tenant_id, p_deal_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."open_conversation_deal"(uuid, text, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_activity (
  p_tenant_id uuid,
  p_id        uuid,
  p_activity  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_kind public.activity_kinds;
  v_due date := app.typed_date(p_activity ->> 'due_on');
  v_starts timestamptz := case when nullif(p_activity ->> 'starts_at', '') is not null
    then app.local_moment(app.typed_moment(p_activity ->> 'starts_at'), app.clinic_zone(p_tenant_id)) end;
  v_assignee uuid := app.typed_id(p_activity ->> 'assignee_id');
  v_deal public.deals;
  v_contact uuid := app.typed_id(p_activity ->> 'contact_id');
  v_lead uuid := app.typed_id(p_activity ->> 'lead_id');
  v_company uuid := app.typed_id(p_activity ->> 'company_id');
  v_patient uuid := app.typed_id(p_activity ->> 'patient_id');
  v_thread uuid;
  v_title text := app.trimmed(p_activity ->> 'title', 300);
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_kind from public.activity_kinds k where k.key = coalesce(p_activity ->> 'kind', 'task');
  if v_kind.key is null or v_title is null then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'activity';
  end if;
  if v_assignee is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_assignee and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  -- who treats plans for patients and not for sales
  if v_role = 'therapist' and (p_activity ->> 'deal_id' is not null or v_contact is not null or v_lead is not null or v_company is not null) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  if p_activity ->> 'thread_key' is not null then
    select t.id into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_activity ->> 'thread_key';
    if v_thread is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  if p_activity ->> 'deal_id' is not null then
    select * into v_deal from public.deals d where d.tenant_id = p_tenant_id and d.id = app.typed_id(p_activity ->> 'deal_id');
    if v_deal.id is null then
      raise sqlstate 'PT404' using message = 'deal_not_found';
    end if;
    v_contact := coalesce(v_contact, v_deal.contact_id);
    v_company := coalesce(v_company, v_deal.company_id);
  end if;
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  if v_lead is not null and not exists (select from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = v_lead) then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  if v_patient is not null and not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  insert into public.tasks as k (tenant_id, id, kind, title, note, due_on, starts_at, assignee_id, patient_id, thread_id, contact_id, company_id, deal_id,
    lead_id, created_by, done_at, done_by)
  values (p_tenant_id, p_id, v_kind.key, v_title, nullif(btrim(app.normalize_lines(left(p_activity ->> 'note', 4000))), ''),
    coalesce(v_due, (v_starts at time zone app.clinic_zone(p_tenant_id))::date, app.clinic_today(p_tenant_id)), v_starts, v_assignee, v_patient, v_thread,
    v_contact, v_company, v_deal.id, v_lead, auth.uid(),
    case when not v_kind.is_planned or (p_activity ->> 'done')::boolean then now() end,
    case when not v_kind.is_planned or (p_activity ->> 'done')::boolean then auth.uid() end)
  on conflict (tenant_id, id) do update set kind = excluded.kind, title = excluded.title, note = excluded.note, due_on = excluded.due_on,
    starts_at = excluded.starts_at, assignee_id = excluded.assignee_id;
  perform app.broadcast(p_tenant_id, 'task', jsonb_build_object('id', p_id));
  return app.activity_rows(p_tenant_id, array[p_id]) -> 0;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_activity"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_company (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_company   jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_cnpj text := app.normalise_cpf_cnpj(p_company ->> 'cnpj');
  v_before public.companies;
  v_row public.companies;
  v_known text;
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_company ->> 'cnpj' ~ '\w' and (v_cnpj is null or char_length(v_cnpj) <> 14) then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  perform app.lock_identity(p_tenant_id, array[v_cnpj]);
  select * into v_before from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  select c.name into v_known from public.companies c where c.tenant_id = p_tenant_id and c.cnpj = v_cnpj and c.id <> p_id;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'company_exists', detail = v_known;
  end if;
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.companies as c (tenant_id, id, name, cnpj, segment, website, city, state, owner_id, note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_company ->> 'name'), v_cnpj, app.trimmed(p_company ->> 'segment', 100),
    app.trimmed(p_company ->> 'website', 200), app.trimmed(p_company ->> 'city', 100), upper(app.trimmed(p_company ->> 'state', 2)),
    app.typed_seller(p_tenant_id, p_company ->> 'owner_id'), nullif(btrim(app.normalize_lines(left(p_company ->> 'note', 2000))), ''),
    app.checked_custom(p_tenant_id, 'company', p_company -> 'custom', v_before.custom), auth.uid())
  on conflict (tenant_id, id) do update set
    name = excluded.name, cnpj = excluded.cnpj, segment = excluded.segment, website = excluded.website, city = excluded.city,
    state = excluded.state, owner_id = excluded.owner_id, note = excluded.note, custom = excluded.custom, version = c.version + 1
  returning * into v_row;
  perform app.save_contacts(p_tenant_id, 'company', p_id, p_phones, p_emails);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_company(p_tenant_id, p_id);
  perform app.note_sale(p_tenant_id, 'company', p_id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return public.get_company(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_company"(uuid, uuid, integer, jsonb, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_contact (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_contact   jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb,
  p_tags      uuid[]  DEFAULT '{}'::uuid[],
  p_seen      uuid[]  DEFAULT '{}'::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.contacts;
  v_row public.contacts;
  v_company uuid := app.typed_id(p_contact ->> 'company_id');
  v_phones text[] := array(select t.value from app.typed_contacts(p_phones, 'phone') t);
  v_emails text[] := array(select t.value from app.typed_contacts(p_emails, 'email') t);
  v_known record;
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_contact ->> 'stage', 'lead') not in ('lead', 'opportunity', 'customer', 'former') then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stage';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  perform app.lock_identity(p_tenant_id, v_phones || v_emails);
  select * into v_before from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  -- somebody else with this number or address: whoever did not see them decides again
  select m.* into v_known from app.contact_matches(p_tenant_id, p_contact ->> 'full_name', v_phones, v_emails) m
  where m.id <> p_id and m.id is distinct from v_before.patient_id and m.id <> all (coalesce(p_seen, '{}')) limit 1;
  if v_known.id is not null and (v_before.id is null or v_known.is_sure) then
    raise sqlstate 'PT409' using message = 'contact_exists', detail = v_known.name;
  end if;
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.contacts as c (tenant_id, id, full_name, company_id, job, origin, stage, owner_id, note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_contact ->> 'full_name'), v_company, app.trimmed(p_contact ->> 'job', 100),
    app.typed_origin(p_contact ->> 'origin'), coalesce(p_contact ->> 'stage', 'lead'), app.typed_seller(p_tenant_id, p_contact ->> 'owner_id'),
    nullif(btrim(app.normalize_lines(left(p_contact ->> 'note', 2000))), ''),
    app.checked_custom(p_tenant_id, 'contact', p_contact -> 'custom', v_before.custom), auth.uid())
  on conflict (tenant_id, id) do update set
    -- a patient is called as the record says
    full_name = case when c.patient_id is null then excluded.full_name else c.full_name end, company_id = excluded.company_id, job = excluded.job,
    origin = excluded.origin, stage = excluded.stage, owner_id = excluded.owner_id, note = excluded.note, custom = excluded.custom,
    version = c.version + 1
  returning * into v_row;
  if v_row.patient_id is null then
    perform app.save_contacts(p_tenant_id, 'contact', p_id, p_phones, p_emails);
  end if;
  perform set_config('zelo.saves_person', '', true);
  perform app.index_contact(p_tenant_id, p_id);
  delete from public.contact_tags g where g.tenant_id = p_tenant_id and g.contact_id = p_id and g.tag_id <> all (coalesce(p_tags, '{}'));
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
  select p_tenant_id, p_id, t.id from public.conversation_tags t where t.tenant_id = p_tenant_id and t.id = any (p_tags)
  on conflict do nothing;
  perform app.note_sale(p_tenant_id, 'contact', p_id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return public.get_contact(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_contact"(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_custom_field (
  p_tenant_id uuid,
  p_id        uuid,
  p_field     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.custom_fields;
  v_entity text := p_field ->> 'entity';
  v_type text := p_field ->> 'type';
  v_options text[];
begin
  perform app.require_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- in the order of the form
  v_options := array(
    select o.name from (
      select app.trimmed(x, 60) as name, min(n) as n from jsonb_array_elements_text(coalesce(nullif(p_field -> 'options', 'null'), '[]')) with ordinality e (x, n)
      group by 1) o where o.name is not null order by o.n);
  select * into v_row from public.custom_fields f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if v_row.id is not null then
    -- values are there already
    v_entity := v_row.entity;
    v_type := v_row.type;
  elsif (select count(*) from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = v_entity and f.archived_at is null) >= 30 then
    raise sqlstate 'PT409' using message = 'too_many_custom_fields', detail = '30';
  end if;
  if coalesce(v_entity, '') not in ('contact', 'company', 'deal', 'lead') or coalesce(v_type, '') not in ('text', 'number', 'date', 'boolean', 'choice')
    or v_type = 'choice' and cardinality(v_options) not between 1 and 40
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'field';
  end if;
  insert into public.custom_fields as f (tenant_id, id, entity, label, type, options, is_required, in_list, position)
  values (p_tenant_id, p_id, v_entity, app.require_name(p_field ->> 'label', 60), v_type, case when v_type = 'choice' then v_options else '{}' end,
    coalesce((p_field ->> 'is_required')::boolean, false), coalesce((p_field ->> 'in_list')::boolean, false), (
      select coalesce(max(o.position), 0) + 1 from public.custom_fields o where o.tenant_id = p_tenant_id and o.entity = v_entity))
  on conflict (tenant_id, id) do update set label = excluded.label, options = excluded.options, is_required = excluded.is_required,
    in_list = excluded.in_list, archived_at = case when (p_field ->> 'archived')::boolean then coalesce(f.archived_at, now()) end;
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_custom_field"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_deal (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_deal      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.deals;
  v_row public.deals;
  v_contact uuid := app.typed_id(p_deal ->> 'contact_id');
  v_company uuid := app.typed_id(p_deal ->> 'company_id');
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_before from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if v_before.id is null then
    perform app.put_deal(p_tenant_id, p_id, p_deal);
    return public.get_deal(p_tenant_id, p_id);
  end if;
  if v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  update public.deals d set title = app.require_name(p_deal ->> 'title'), value_cents = app.typed_cents(p_deal ->> 'value_cents'),
    contact_id = v_contact, company_id = v_company, owner_id = app.typed_seller(p_tenant_id, p_deal ->> 'owner_id'),
    origin = app.typed_origin(p_deal ->> 'origin'), expected_on = app.typed_date(p_deal ->> 'expected_on'),
    note = nullif(btrim(app.normalize_lines(left(p_deal ->> 'note', 4000))), ''),
    custom = app.checked_custom(p_tenant_id, 'deal', p_deal -> 'custom', d.custom), version = d.version + 1
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
  perform app.note_sale(p_tenant_id, 'deal', p_id, 'changed', to_jsonb(v_before), to_jsonb(v_row));
  return public.get_deal(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_deal"(uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_lead (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_lead      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.crm_leads;
  v_row public.crm_leads;
  v_status text := coalesce(nullif(p_lead ->> 'status', ''), 'new');
  v_email text := app.normalize_email(p_lead ->> 'email');
  v_phone text := app.normalize_phone(p_lead ->> 'phone');
  v_thread uuid;
  v_known text;
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_lead ->> 'email' ~ '\S' and v_email is null then
    raise sqlstate 'PT400' using message = 'invalid_email', detail = left(p_lead ->> 'email', 60);
  end if;
  if p_lead ->> 'phone' ~ '\S' and v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone', detail = left(p_lead ->> 'phone', 60);
  end if;
  if v_status not in ('new', 'contacted', 'qualified', 'discarded') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if p_lead ->> 'thread_key' is not null then
    select t.id into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_lead ->> 'thread_key';
    if v_thread is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  perform app.lock_identity(p_tenant_id, array[v_phone, v_email]);
  select * into v_before from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if v_before.status = 'converted' then
    raise sqlstate 'PT409' using message = 'lead_converted';
  end if;
  -- one person, one open lead
  select l.full_name into v_known from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.id <> p_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.email = v_email) limit 1;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'lead_exists', detail = v_known;
  end if;
  insert into public.crm_leads as l (tenant_id, id, full_name, email, phone, company, origin, status, owner_id, thread_id, message, note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_lead ->> 'full_name'), v_email, v_phone, app.trimmed(p_lead ->> 'company', 120),
    app.typed_origin(coalesce(nullif(p_lead ->> 'origin', ''), case when v_thread is not null then app.origin_of_thread(p_lead ->> 'thread_key') end)), v_status, app.typed_seller(p_tenant_id, p_lead ->> 'owner_id'), v_thread,
    nullif(btrim(app.normalize_lines(left(p_lead ->> 'message', 2000))), ''), nullif(btrim(app.normalize_lines(left(p_lead ->> 'note', 2000))), ''),
    app.checked_custom(p_tenant_id, 'lead', p_lead -> 'custom', v_before.custom), auth.uid())
  on conflict (tenant_id, id) do update set full_name = excluded.full_name, email = excluded.email, phone = excluded.phone, company = excluded.company,
    origin = excluded.origin, status = excluded.status, owner_id = excluded.owner_id, thread_id = coalesce(excluded.thread_id, l.thread_id),
    note = excluded.note, custom = excluded.custom, version = l.version + 1
  returning * into v_row;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = p_tenant_id and l.id = p_id returning * into v_row;
  perform app.note_sale(p_tenant_id, 'lead', p_id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return public.get_lead(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_lead"(uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_lead_form (
  p_tenant_id uuid,
  p_id        uuid,
  p_form      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.lead_forms as f (tenant_id, id, title, intro, thanks, asks_company, asks_message, owner_id, is_active)
  values (p_tenant_id, p_id, app.require_name(p_form ->> 'title'), nullif(btrim(app.normalize_lines(left(p_form ->> 'intro', 500))), ''),
    nullif(btrim(app.normalize_lines(left(p_form ->> 'thanks', 500))), ''), coalesce((p_form ->> 'asks_company')::boolean, false),
    coalesce((p_form ->> 'asks_message')::boolean, true), app.typed_seller(p_tenant_id, p_form ->> 'owner_id'),
    coalesce((p_form ->> 'is_active')::boolean, true))
  on conflict (tenant_id, id) do update set title = excluded.title, intro = excluded.intro, thanks = excluded.thanks,
    asks_company = excluded.asks_company, asks_message = excluded.asks_message, owner_id = excluded.owner_id, is_active = excluded.is_active;
  insert into app.lead_form_routes (form_id, tenant_id) values (p_id, p_tenant_id) on conflict do nothing;
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_lead_form"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_lost_reasons (
  p_tenant_id uuid,
  p_reasons   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  if jsonb_typeof(p_reasons) is distinct from 'array' or jsonb_array_length(p_reasons) > 30
    or exists (select from jsonb_array_elements(p_reasons) r (x) where app.typed_id(r.x ->> 'id') is null)
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'reasons';
  end if;
  insert into public.deal_lost_reasons (tenant_id, id, name, position)
  select p_tenant_id, app.typed_id(r.x ->> 'id'), app.require_name(r.x ->> 'name', 60), r.n
  from jsonb_array_elements(p_reasons) with ordinality r (x, n)
  on conflict (tenant_id, id) do update set name = excluded.name, position = excluded.position, archived_at = null;
  update public.deal_lost_reasons r set archived_at = now()
  where r.tenant_id = p_tenant_id and r.archived_at is null
    and r.id not in (select app.typed_id(x ->> 'id') from jsonb_array_elements(p_reasons) x);
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_lost_reasons"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_pipeline (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_pipeline  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.pipelines;
  v_stage record;
  v_kept uuid[] := '{}';
  v_left text;
begin
  perform app.require_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if jsonb_typeof(p_pipeline -> 'stages') is distinct from 'array' or jsonb_array_length(p_pipeline -> 'stages') not between 1 and 12 then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stages';
  end if;
  select * into v_row from public.pipelines p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.pipelines as p (tenant_id, id, name, position)
  values (p_tenant_id, p_id, app.require_name(p_pipeline ->> 'name', 60), (
    select coalesce(max(o.position), 0) + 1 from public.pipelines o where o.tenant_id = p_tenant_id))
  on conflict (tenant_id, id) do update set name = excluded.name, version = p.version + 1,
    archived_at = case when (p_pipeline ->> 'archived')::boolean then coalesce(p.archived_at, now()) end;
  for v_stage in
    select app.typed_id(s.x ->> 'id') as id, app.require_name(s.x ->> 'name', 60) as name, s.x ->> 'probability' as probability,
      nullif(s.x ->> 'rotting_days', '') as rotting, s.n
    from jsonb_array_elements(p_pipeline -> 'stages') with ordinality s (x, n) order by s.n
  loop
    if v_stage.id is null or coalesce(v_stage.probability, '') !~ '^([0-9]{1,2}|100)$' or v_stage.rotting !~ '^[1-9][0-9]{0,2}$' or v_stage.rotting::int > 365
      or exists (select from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.id = v_stage.id and s.pipeline_id <> p_id)
    then
      raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stages';
    end if;
    insert into public.pipeline_stages (tenant_id, id, pipeline_id, name, probability, rotting_days, position)
    values (p_tenant_id, v_stage.id, p_id, v_stage.name, v_stage.probability::smallint, v_stage.rotting::smallint, v_stage.n)
    on conflict (tenant_id, id) do update set name = excluded.name, probability = excluded.probability, rotting_days = excluded.rotting_days,
      position = excluded.position, archived_at = null;
    v_kept := v_kept || v_stage.id;
  end loop;
  -- a stage in which something stands does not go; who moves a deal there at once waits for the row
  perform from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.pipeline_id = p_id order by s.id for update;
  select s.name into v_left from public.pipeline_stages s
  where s.tenant_id = p_tenant_id and s.pipeline_id = p_id and (s.id <> all (v_kept) or (p_pipeline ->> 'archived')::boolean)
    and exists (select from public.deals d
      where d.tenant_id = p_tenant_id and d.pipeline_id = p_id and d.stage_id = s.id and d.status = 'open') limit 1;
  if v_left is not null then
    raise sqlstate 'PT409' using message = 'stage_has_deals', detail = v_left;
  end if;
  update public.pipeline_stages s set archived_at = now()
  where s.tenant_id = p_tenant_id and s.pipeline_id = p_id and s.id <> all (v_kept) and s.archived_at is null;
  if not exists (select from public.pipelines p where p.tenant_id = p_tenant_id and p.archived_at is null) then
    raise sqlstate 'PT409' using message = 'last_pipeline';
  end if;
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'settings', 'id', p_id));
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_pipeline"(uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_score_rules (
  p_tenant_id uuid,
  p_rules     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  if jsonb_typeof(p_rules) is distinct from 'array' or jsonb_array_length(p_rules) > 30 or exists (
    select from jsonb_array_elements(p_rules) r (x)
    where coalesce(r.x ->> 'field', '') not in ('has_email', 'has_phone', 'has_company', 'origin_is', 'utm_source_is', 'message_contains')
      or (r.x ->> 'field' like 'has_%') <> (app.trimmed(r.x ->> 'value', 60) is null)
      or coalesce(r.x ->> 'points', '') !~ '^-?[1-9][0-9]?$|^-?100$')
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'rules';
  end if;
  -- one after the other: both would write all of them
  perform app.lock_identity(p_tenant_id, array['score_rules']);
  delete from public.lead_score_rules r where r.tenant_id = p_tenant_id;
  insert into public.lead_score_rules (tenant_id, field, value, points, position)
  select p_tenant_id, r.x ->> 'field', app.trimmed(r.x ->> 'value', 60), (r.x ->> 'points')::smallint, r.n
  from jsonb_array_elements(p_rules) with ordinality r (x, n);
  update public.crm_leads l set score = app.lead_score(l)
  where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and l.score <> app.lead_score(l);
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_score_rules"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.search_global (
  p_tenant_id    uuid,
  p_search       text,
  p_kinds        text[]  DEFAULT NULL::text[],
  p_limit        integer DEFAULT 20,
  p_near         uuid[]  DEFAULT '{}'::uuid[],
  p_milliseconds integer DEFAULT 400
)
  RETURNS TABLE (
    kind        text,
    id          uuid,
    title       text,
    distance    integer,
    thread_key  text,
    phone       text,
    message_id  uuid,
    body        text,
    occurred_at timestamp with time zone,
    is_archived boolean,
    patient_id  uuid,
    detail      jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_role text := app.require_member(p_tenant_id);
  v_kinds text[] := coalesce(p_kinds, array['patient', 'doctor', 'conversation', 'contact', 'company', 'deal', 'lead', 'session', 'charge', 'payment', 'file', 'message']);
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_near uuid[] := coalesce(p_near[1:50], '{}');
  v_own uuid := case when v_role = 'therapist' then auth.uid() end;
  v_until timestamptz := clock_timestamp() + least(greatest(coalesce(p_milliseconds, 400), 1), 5000) * interval '1 millisecond';
  v_search text := left(btrim(coalesce(p_search, '')), 200);
  v_amount record;
  v_days record;
  v_names text;
  v_entries text[];
  v_found jsonb := '[]';
  v_patients uuid[];
  v_payers uuid[];
  v_kind text;
begin
  select array_agg(k order by k) into v_entries from unnest(v_kinds) k where k in ('patient', 'doctor', 'conversation')
    -- whoever treats sells nothing
    or k in ('contact', 'company', 'deal', 'lead') and v_own is null;
  if v_search = '' then
    return query
      select s.kind, s.record_id, s.title, 0, t.thread_key, coalesce(t.phone, c.phone), null::uuid, coalesce(t.last_message_preview, m.specialty),
        t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from app.search_entries s
      left join public.conversation_threads t on s.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = s.record_id
      left join public.patients p on s.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = s.record_id
      left join public.medicos m on s.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = s.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = s.record_id
        and c.entity_type = case s.kind when 'patient' then 'patient' when 'doctor' then 'medico' when 'contact' then 'contact' when 'company' then 'company' end
      where s.tenant_id = p_tenant_id and s.kind = any (v_entries) and s.record_id = any (v_near)
      order by array_position(v_near, s.record_id) limit v_limit;
    return;
  end if;
  select * into v_amount from app.search_amount(v_search);
  select * into v_days from app.search_days(v_search, app.clinic_today(p_tenant_id));
  -- an amount or a day alone is nobody's number
  if v_entries is not null and (v_amount.cents is null or v_amount.rest is not null) and v_search !~ '^[0-9]{1,2}/[0-9]{1,2}(/[0-9]{2,4})?$' then
    select coalesce(jsonb_agg(to_jsonb(e) order by e.place), '[]') into v_found
    from app.find_entries(p_tenant_id, v_search, v_entries, greatest(v_limit, 20), v_near) with ordinality e (kind, record_id, title, distance, place);
    return query
      select e.kind, e.record_id, e.title, e.distance, t.thread_key, coalesce(t.phone, c.phone), null::uuid,
        coalesce(t.last_message_preview, m.specialty), t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from (
        select f.*, row_number() over (partition by f.kind order by f.place) as in_kind
        from jsonb_to_recordset(v_found) f (kind text, record_id uuid, title text, distance int, place int)) e
      left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
      left join public.patients p on e.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = e.record_id
      left join public.medicos m on e.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = e.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = e.record_id
        and c.entity_type = case e.kind when 'patient' then 'patient' when 'doctor' then 'medico' when 'contact' then 'contact' when 'company' then 'company' end
      where e.in_kind <= v_limit
      order by e.place;
  end if;
  -- whose sessions and money are meant
  v_names := case when v_amount.cents is null then v_search else v_amount.rest end;
  if v_kinds && array['session', 'charge', 'payment'] and v_names is not null then
    if v_names = v_search and 'patient' = any (v_entries) then
      v_patients := array(select (f ->> 'record_id')::uuid from jsonb_array_elements(v_found) f where f ->> 'kind' = 'patient');
    else
      v_patients := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['patient'], 20, v_near) f);
    end if;
  end if;
  foreach v_kind in array array['session', 'charge', 'payment', 'file', 'message'] loop
    continue when not v_kind = any (v_kinds);
    -- who treats reads no payers
    continue when v_kind = 'payment' and v_own is not null;
    if clock_timestamp() > v_until then
      return query select v_kind, null::uuid, null::text, null::int, null::text, null::text, null::uuid, null::text, null::timestamptz, false,
        null::uuid, null::jsonb;
      continue;
    end if;
    case v_kind
      when 'session' then
        if v_amount.cents is null then
          return query
            select 'session', f.id, f.title, 4, null::text, null::text, null::uuid, f.body, f.starts_at, false, f.patient_id, f.detail
            from app.find_sessions(p_tenant_id, v_search, v_patients, v_own, v_limit) f;
        end if;
      when 'charge', 'payment' then
        if v_own is null and v_payers is null and v_names is not null then
          v_payers := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['payer'], 20) f);
        end if;
        if v_amount.cents is not null or cardinality(v_patients) > 0 or cardinality(v_payers) > 0 then
          return query
            select v_kind, f.id, f.title, 4, null::text, null::text, null::uuid, null::text, null::timestamptz, false, f.patient_id, f.detail
            from app.find_money(p_tenant_id, v_kind, v_amount.cents, v_names is not null, coalesce(v_patients, '{}'), coalesce(v_payers, '{}'),
              v_own, v_limit) f;
        end if;
      when 'file' then
        return query
          select 'file', p.id, p.name, f.distance, null::text, null::text, null::uuid, q.name, p.created_at, false, p.patient_id,
            jsonb_build_object('mime_type', p.mime_type)
          from app.find_entries(p_tenant_id, v_search, array['file'], 100) with ordinality f (kind, record_id, title, distance, place)
          join public.patient_files p on p.tenant_id = p_tenant_id and p.id = f.record_id and p.archived_at is null
          join public.patients q on q.tenant_id = p_tenant_id and q.id = p.patient_id
          where not p.is_clinical or app.treats(p_tenant_id, p.patient_id, auth.uid())
          order by f.place limit v_limit;
      when 'message' then
        return query
          select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at, false,
            null::uuid, null::jsonb
          from public.search_messages(p_tenant_id, v_search, p_limit => v_limit) m;
    end case;
  end loop;
end;
$function$;

ALTER TABLE "app"."audit_actions"
  ADD CONSTRAINT "audit_area_is_known"
    CHECK
    ((area = ANY (ARRAY['team'::text, 'patients'::text, 'record'::text, 'agenda'::text, 'money'::text, 'messages'::text, 'automation'::text, 'settings'::text, 'privacy'::text,
    'service'::text, 'audit'::text, 'sales'::text])));

ALTER TABLE "app"."lead_form_routes"
  ADD CONSTRAINT "lead_form_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."workflow_triggers"
  ADD CONSTRAINT "subject_is_known" CHECK ((subject = ANY (ARRAY['patient'::text, 'thread'::text, 'session'::text, 'deal'::text])));

ALTER TABLE "public"."companies"
  ADD CONSTRAINT "companies_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "contact_emails_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "entity_type_is_known" CHECK ((entity_type = ANY (ARRAY['patient'::text, 'medico'::text, 'contact'::text, 'company'::text])));

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "contact_phones_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "entity_type_is_known" CHECK ((entity_type = ANY (ARRAY['patient'::text, 'medico'::text, 'contact'::text, 'company'::text])));

ALTER TABLE "public"."contact_tags"
  ADD CONSTRAINT "contact_tags_tenant_id_tag_id_fkey" FOREIGN KEY (tenant_id, tag_id) REFERENCES public.conversation_tags(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "contact_emails_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "contact_phones_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_tags"
  ADD CONSTRAINT "contact_tags_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."custom_fields"
  ADD CONSTRAINT "custom_fields_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."deal_lost_reasons"
  ADD CONSTRAINT "deal_lost_reasons_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."lead_forms"
  ADD CONSTRAINT "lead_forms_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."lead_forms"
  ADD CONSTRAINT "lead_forms_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."lead_score_rules"
  ADD CONSTRAINT "lead_score_rules_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."pipeline_stages"
  ADD CONSTRAINT "pipeline_stages_tenant_id_pipeline_id_fkey" FOREIGN KEY (tenant_id, pipeline_id) REFERENCES public.pipelines(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."pipelines"
  ADD CONSTRAINT "pipelines_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."sales_events"
  ADD CONSTRAINT "sales_events_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sales_events"
  ADD CONSTRAINT "sales_events_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sales_events"
  ADD CONSTRAINT "sales_events_tenant_id_deal_id_fkey" FOREIGN KEY (tenant_id, deal_id) REFERENCES public.deals(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sales_events"
  ADD CONSTRAINT "sales_events_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."sales_events"
  ADD CONSTRAINT "sales_events_tenant_id_lead_id_fkey" FOREIGN KEY (tenant_id, lead_id) REFERENCES public.crm_leads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "note_fits" CHECK ((char_length(note) <= 4000));

-- what is there is a task
insert into public.activity_kinds (key, position, is_planned) values
  ('task', 1, true), ('call', 2, true), ('meeting', 3, true), ('message', 4, false), ('note', 5, false)
on conflict (key) do update set position = excluded.position, is_planned = excluded.is_planned;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_kind_fkey" FOREIGN KEY (kind) REFERENCES public.activity_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_deal_id_fkey" FOREIGN KEY (tenant_id, deal_id) REFERENCES public.deals(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_lead_id_fkey" FOREIGN KEY (tenant_id, lead_id) REFERENCES public.crm_leads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX lead_form_routes_tenant ON app.lead_form_routes USING btree (tenant_id);

CREATE INDEX contact_emails_company ON public.contact_emails USING btree (tenant_id, company_id)
  WHERE (company_id IS NOT NULL);

CREATE INDEX contact_emails_contact ON public.contact_emails USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX contact_phones_company ON public.contact_phones USING btree (tenant_id, company_id)
  WHERE (company_id IS NOT NULL);

CREATE INDEX contact_phones_contact ON public.contact_phones USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX contact_tags_tag ON public.contact_tags USING btree (tenant_id, tag_id);

CREATE INDEX custom_fields_order ON public.custom_fields USING btree (tenant_id, entity, "position", id);

CREATE INDEX lead_forms_owner ON public.lead_forms USING btree (tenant_id, owner_id)
  WHERE (owner_id IS NOT NULL);

CREATE INDEX sales_events_company ON public.sales_events USING btree (tenant_id, company_id, at DESC)
  WHERE (company_id IS NOT NULL);

CREATE INDEX sales_events_contact ON public.sales_events USING btree (tenant_id, contact_id, at DESC)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX sales_events_deal ON public.sales_events USING btree (tenant_id, deal_id, at DESC)
  WHERE (deal_id IS NOT NULL);

CREATE INDEX sales_events_lead ON public.sales_events USING btree (tenant_id, lead_id, at DESC)
  WHERE (lead_id IS NOT NULL);

CREATE INDEX tasks_company ON public.tasks USING btree (tenant_id, company_id)
  WHERE (company_id IS NOT NULL);

CREATE INDEX tasks_contact ON public.tasks USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX tasks_deal ON public.tasks USING btree (tenant_id, deal_id)
  WHERE (deal_id IS NOT NULL);

CREATE INDEX tasks_done ON public.tasks USING btree (tenant_id, done_at DESC, id DESC)
  WHERE (done_at IS NOT NULL);

CREATE INDEX tasks_kind ON public.tasks USING btree (kind);

CREATE INDEX tasks_lead ON public.tasks USING btree (tenant_id, lead_id)
  WHERE (lead_id IS NOT NULL);

CREATE TRIGGER companies_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.companies
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_companies__index_words();

CREATE TRIGGER companies_touch
  BEFORE UPDATE ON public.companies
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER contacts_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.contacts
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_contacts__index_person();

CREATE TRIGGER contacts_touch
  BEFORE UPDATE ON public.contacts
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER conversation_addresses_move_sales
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_sales();

CREATE TRIGGER crm_leads_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.crm_leads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_crm_leads__index_words();

CREATE TRIGGER crm_leads_touch
  BEFORE UPDATE ON public.crm_leads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER deals_touch
  BEFORE UPDATE ON public.deals
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER patients_name_contacts
  AFTER UPDATE OF full_name, social_name ON public.patients
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_patients__name_contacts();

CREATE TRIGGER sales_events_append_only
  BEFORE UPDATE ON public.sales_events
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE TRIGGER tenant_members_leave_sales
  BEFORE DELETE ON public.tenant_members
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenant_members__leave_sales();

CREATE TRIGGER tenants_give_sales
  AFTER INSERT ON public.tenants
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenants__give_sales();

CREATE POLICY "select_nobody" ON "app"."lead_form_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."timeline_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_signed_in" ON "public"."activity_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_desk" ON "public"."companies"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."contact_tags"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."contacts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."crm_leads"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."custom_fields"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."deal_lost_reasons"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."deals"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."lead_forms"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."lead_origins"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_desk" ON "public"."lead_score_rules"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."pipeline_stages"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."pipelines"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."sales_events"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."contacts"."full_name" IS 'Of a patient: what the patient is called, kept by a trigger of patients.';

COMMENT ON COLUMN "public"."custom_fields"."archived_at" IS 'No longer asked; values that are there stay.';

COMMENT ON FUNCTION "app"."activity_rows"(uuid, uuid[]) IS 'Activities as screens show them, in the order of p_ids.';

COMMENT ON FUNCTION "app"."checked_custom"(uuid, text, jsonb, jsonb) IS 'The values of a clinic''s own fields as they may be stored: {field id: value}, each of the type of its field. Values of archived fields stay. Errors: PT400 custom_field_invalid, PT400 custom_field_required (detail: the label), PT400 invalid_date.';

COMMENT ON FUNCTION "app"."contact_matches"(uuid, text, text[], text[]) IS 'Who has one of the phones or addresses: contacts, and patients who are none yet. is_sure: the address is the same, or the number with the name (whole, or its first and last word), as for patients who book online.';

COMMENT ON FUNCTION "app"."contact_of_patient"(uuid, uuid, text) IS 'A patient as a contact of sales, with the patient''s own id; phones and addresses stay the patient''s. Errors: PT404 patient_not_found.';

COMMENT ON FUNCTION "app"."contact_of_thread"(uuid, uuid) IS 'The contact of sales whose conversation it is: by patient, by number, or by a deal.';

COMMENT ON FUNCTION "app"."deal_rows"(uuid, uuid[]) IS 'Deals as screens show them, in the order of p_ids.';

COMMENT ON FUNCTION "app"."give_sales"(uuid) IS 'What every clinic begins with: a pipeline, reasons and points.';

COMMENT ON FUNCTION "app"."json_ids"(jsonb) IS 'Ids of a JSON array.';

COMMENT ON FUNCTION "app"."lead_rows"(uuid, uuid[]) IS 'Leads as screens show them, in the order of p_ids.';

COMMENT ON FUNCTION "app"."lead_score"(public.crm_leads) IS 'The sum of the points of the clinic''s rules that hold for a lead.';

COMMENT ON FUNCTION "app"."lock_deal"(uuid, uuid) IS 'A deal, locked. Errors: PT404 deal_not_found.';

COMMENT ON FUNCTION "app"."lock_identity"(uuid, text[]) IS 'Of two who write down one phone or address at once, the second sees what the first wrote.';

COMMENT ON FUNCTION "app"."look_at_lead_form"(uuid, text) IS 'Caller: lead-form, for a visitor of the clinic''s site: {state: open | unknown | limited, clinic_name, title, intro, asks_company, asks_message}.';

COMMENT ON FUNCTION "app"."move_workflow_deal"(uuid, uuid, uuid) IS 'A workflow moves its deal: {state, result}. A deal that is over stays where it is.';

COMMENT ON FUNCTION "app"."note_sale"(uuid, text, uuid, text, jsonb, jsonb) IS 'Writes the history of sales, and tells who looks. p_before, p_after: rows as JSON; what is equal in both is left out, and a change of nothing is no line.';

COMMENT ON FUNCTION "app"."origin_of_thread"(text) IS 'The origin of whoever came by a conversation.';

COMMENT ON FUNCTION "app"."put_deal"(uuid, uuid, jsonb, uuid) IS 'A new deal from what a form holds. Errors: PT404 contact_not_found, PT404 company_not_found, and as save_deal.';

COMMENT ON FUNCTION "app"."put_deal_on_stage"(public.deals, public.pipeline_stages) IS 'Moves a deal that the caller holds, writes it down and tells whoever listens.';

COMMENT ON FUNCTION "app"."require_seller"(uuid) IS 'The caller''s role, for whoever sells: everybody but therapists. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_stage"(uuid, uuid, uuid) IS 'A stage where a deal may stand; without an id the first of a pipeline, or of the first pipeline. Errors: PT404 pipeline_not_found.';

COMMENT ON FUNCTION "app"."submit_lead_form"(uuid, text, jsonb, integer, boolean) IS 'Caller: lead-form. p_answers {full_name, email, phone, company, message, utm {source, medium, campaign, term, content}}; p_seconds: since the page was made; p_is_trapped: the field that people do not see was filled in. {state: thanks | invalid (problems) | stale | limited | unknown}. Everything that is wrong is an answer, not an error; whether somebody is known tells nothing.';

COMMENT ON FUNCTION "app"."timeline_activities"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'Activities of a timeline.';

COMMENT ON FUNCTION "app"."timeline_events"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'What happened in sales, for a timeline.';

COMMENT ON FUNCTION "app"."timeline_messages"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'Messages of a timeline: the newest of each conversation, and of those the newest.';

COMMENT ON FUNCTION "app"."timeline_sessions"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'Sessions of a timeline: that they were, and nothing of what was said.';

COMMENT ON FUNCTION "app"."timeline_subject"(uuid, text, uuid) IS 'What a timeline is about: {contact, patient, company, deals, leads, threads}. Errors: PT404 contact_not_found, PT404 company_not_found, PT404 deal_not_found, PT404 lead_not_found, PT400 invalid_filter.';

COMMENT ON FUNCTION "app"."typed_cents"(text) IS 'The value of a deal in cents. Errors: PT400 invalid_amount.';

COMMENT ON FUNCTION "app"."typed_origin"(text) IS 'A key of lead_origins; manual when nothing is said. Errors: PT400 invalid_sale.';

COMMENT ON FUNCTION "app"."typed_seller"(uuid, text) IS 'Who is in charge of something of sales, or nobody. Errors: PT404 member_not_found.';

COMMENT ON FUNCTION "app"."upsert_contact"(uuid, text, text, text, uuid, text) IS 'The contact with this address, or with this number and name, or a new one; a patient is not written down twice. Phone and address are added where they are new.';

COMMENT ON FUNCTION "app"."workflow_occurrence"(uuid, text) IS 'What a key stands for, as the rows of the clinic say now: {kind, key, at, patient_id, thread_id, session_id, message_id, tag_id, of sales also deal_id and stage_id}; NULL when it is not so.';

COMMENT ON FUNCTION "public"."archive_sales"(uuid, text, uuid[], boolean) IS 'Caller: who sells. Contacts or companies (p_entity) out of the lists, or back: how many changed. Nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_sale.';

COMMENT ON FUNCTION "public"."close_deal"(uuid, uuid, integer, text, uuid, text) IS 'Caller: who sells. won, lost (with one of the clinic''s reasons) or open again. Whoever bought is a customer from now on. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 deal_not_found, PT400 invalid_status, PT400 reason_required, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."convert_lead"(uuid, uuid, uuid, jsonb, boolean) IS 'Caller: who sells. In one transaction a lead becomes a deal (p_deal_id from the client; p_deal {title, pipeline_id, stage_id, value_cents, owner_id, expected_on, custom}) and a contact, with p_as_patient a patient; who is known by address, or number and name, is not written down again, and the company is found by its name. Asked twice it answers what the first made. Answers get_lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 custom_field_required, PT404 lead_not_found, PT404 pipeline_not_found, PT404 member_not_found.';

COMMENT ON FUNCTION "public"."find_contact_matches"(uuid, text, text[], text[]) IS 'Caller: who sells. Contacts (and patients who are none yet) with one of the phones or addresses of a form; is_sure: the same person as far as can be told. What cannot be read is ignored. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_company"(uuid, uuid) IS 'Caller: who sells. {company: {…, owner_name}, phones, emails, contacts [{id, full_name, job}], deals}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 company_not_found.';

COMMENT ON FUNCTION "public"."get_contact"(uuid, uuid) IS 'Caller: who sells. {contact: {…, company_name, owner_name}, phones [{…, thread_key}], emails, tag_ids, deals}. Phones and addresses of a contact who is a patient are the patient''s. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 contact_not_found.';

COMMENT ON FUNCTION "public"."get_deal"(uuid, uuid) IS 'Caller: who sells. A deal with the names around it, its conversation (thread_key) and its lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 deal_not_found.';

COMMENT ON FUNCTION "public"."get_deal_stats"(uuid, uuid, uuid, timestamp with time zone) IS 'Caller: who sells. {stages [{stage_id, count, cents, weighted_cents, rotting}], month {won, won_cents, lost, lost_cents} of this month, reasons, forecast [{month: null where no day is expected, count, cents, weighted_cents}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_lead"(uuid, uuid) IS 'Caller: who sells. A lead with owner_name, form_title, thread_key, and the patient and deal it became. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 lead_not_found.';

COMMENT ON FUNCTION "public"."get_sales_settings"(uuid) IS 'Caller: who sells. What the screens of sales are made of: {pipelines [{id, name, version, stages}], lost_reasons, custom_fields, score_rules, forms, origins, activity_kinds, members}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_activities"(uuid, jsonb, jsonb, integer) IS 'Caller: who sells. Activities by their day, or done ones from the latest on. p_where {state: open | today (and late) | late | done, kind, assignee}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) IS 'Caller: who sells. Companies by name: [{id, name, cnpj, segment, city, owner_name, phone, email, contacts, open_cents, custom, …}]. p_where {archived, owner, custom}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. Contacts by name or the newest first, as an array of {id, full_name, company_name, origin, stage, owner_name, custom, phone, email, thread_key, tag_ids, …}. p_where {archived, stage, origin, owner, company, tag, custom: {field id: value}}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_conversation_sales"(uuid, text) IS 'Caller: who sells. What sales know of a conversation: {contact, deals, leads: open ones, activities: open ones}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 conversation_not_found.';

COMMENT ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. p_sort: newest, stage (who came last to where it stands), value, title or expected. p_where {pipeline, stage, status, owner, origin, rotting, custom}; p_after: the last row. An array of deals with the names around them, next_activity and is_rotting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. p_sort: newest or score; p_where {status: open | all | new | contacted | qualified | converted | discarded, origin, owner, custom}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_timeline"(uuid, text, uuid, jsonb, integer, text[]) IS 'Caller: who sells. Everything of a person (the id of a contact or of a patient), company, deal or lead (p_of), the newest first: [{kind: a row of app.timeline_kinds, id, at, data}]; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 contact_not_found, PT404 company_not_found, PT404 deal_not_found, PT404 lead_not_found, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."make_contact_patient"(uuid, uuid, uuid) IS 'Caller: who sells. A contact is a patient from now on: a new one with the contact''s own id, or p_patient_id. Phones and addresses go over, nothing is copied; asked twice it answers the patient that is there: {patient_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 contact_not_found, PT404 patient_not_found, PT409 contact_exists.';

COMMENT ON FUNCTION "public"."move_deal"(uuid, uuid, integer, uuid) IS 'Caller: who sells. Another stage, also of another pipeline; of two who move it at once the second is told. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 deal_not_found, PT404 pipeline_not_found, PT409 deal_closed, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."open_conversation_deal"(uuid, text, uuid, jsonb) IS 'Caller: who sells. One click in a conversation: a deal with its person, linked both ways, in the first stage of the first pipeline and in charge of the caller; an open lead of the conversation is converted, and an open deal of it is the answer. p_deal as in convert_lead. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 custom_field_required, PT404 conversation_not_found, PT404 pipeline_not_found, PT409 conversation_is_group.';

COMMENT ON FUNCTION "public"."save_activity"(uuid, uuid, jsonb) IS 'Caller: members; therapists without anything of sales. p_id comes from the client. p_activity {kind: a key of activity_kinds, title, note, due_on, starts_at (a local moment), assignee_id, done} and what it is about: {deal_id, contact_id, company_id, lead_id, patient_id, thread_key}, which stays as it was first. Notes and messages are done when they are written down. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_sale, PT400 invalid_date, PT400 invalid_moment, PT404 member_not_found, PT404 conversation_not_found, PT404 deal_not_found, PT404 contact_not_found, PT404 company_not_found, PT404 lead_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."save_company"(uuid, uuid, integer, jsonb, jsonb, jsonb) IS 'Caller: who sells. p_company {name, cnpj, segment, website, city, state, owner_id, note, custom}; the rest as in save_contact. Answers get_company. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 custom_field_invalid, PT400 custom_field_required, PT404 member_not_found, PT409 company_exists (detail: its name), PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_contact"(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) IS 'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for somebody new. p_contact {full_name, company_id, job, origin, stage, owner_id, note, custom}; phones and e-mails as in save_patient, p_tags: ids of tags. The phones, addresses and name of a patient are changed at the patient. Somebody else with one of the phones or addresses is told, unless in p_seen (find_contact_matches). Answers get_contact. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 company_not_found, PT404 member_not_found, PT409 contact_exists (detail: who), PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_custom_field"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor. p_field {entity: contact | company | deal | lead, label, type: text | number | date | boolean | choice, options, is_required, in_list, archived}; entity and type stay as they were written first. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_sale, PT409 too_many_custom_fields.';

COMMENT ON FUNCTION "public"."save_deal"(uuid, uuid, integer, jsonb) IS 'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for a new deal. p_deal {title, value_cents, contact_id, company_id, owner_id, origin, expected_on, note, custom}, of a new one also {pipeline_id, stage_id}: without them the first stage of the first pipeline; later move_deal moves it. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 invalid_date, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 contact_not_found, PT404 company_not_found, PT404 pipeline_not_found, PT404 member_not_found, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_lead"(uuid, uuid, integer, jsonb) IS 'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for a new lead. p_lead {full_name, email, phone, company, origin, status: new | contacted | qualified | discarded, owner_id, note, custom, message and thread_key of a new one}. What stood there before is kept in sales_events. Answers get_lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_email, PT400 invalid_phone, PT400 invalid_status, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 member_not_found, PT404 conversation_not_found, PT409 lead_exists (detail: who), PT409 lead_converted, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_lead_form"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor. A form for the clinic''s site: p_form {title, intro, thanks, asks_company, asks_message, owner_id: who gets its leads, is_active}. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT404 member_not_found.';

COMMENT ON FUNCTION "public"."save_lost_reasons"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. Reasons for lost deals, [{id from the client, name}] in their order; one that is not named is no longer offered. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_sale.';

COMMENT ON FUNCTION "public"."save_pipeline"(uuid, uuid, integer, jsonb) IS 'Caller: owner, admin, supervisor. p_pipeline {name, archived, stages [{id from the client, name, probability, rotting_days}]} in their order; a stage that is not named goes, unless open deals stand there. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_sale, PT409 stage_has_deals (detail: its name), PT409 last_pipeline, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_score_rules"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. [{field: has_email | has_phone | has_company | origin_is | utm_source_is | message_contains, value, points: -100 to 100}] in the place of what was there; open leads are counted anew. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_sale.';

COMMENT ON FUNCTION "public"."search_global"(uuid, text, text[], integer, uuid[], integer) IS 'Caller: members. What a clinic has under names, numbers, e-mails, days, amounts or words of messages, p_limit (up to 50) of each kind, best first: patient, doctor, conversation, contact, company, deal, lead, then session, charge, payment, file and message (id is its conversation). A therapist finds the own sessions and their charges, and no payments, and nothing of sales; clinical files are found by who treats the patient; nothing of the record is searched. phone: of the conversation, or the first one of a patient or doctor, whose specialty is the body; the body of a session is its type and therapist, of a file its patient. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 found by its people, day, amount or words. p_near: ids that the caller had open, the nearest first, which come before all but the exact name; without a search they are the answer. A kind that was not begun within p_milliseconds is a row without id: ask for it alone. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."lead_form_routes" IS 'Leads from the address of a form to its clinic; written by save_lead_form. Copied to every node, so it refers to no form.';

COMMENT ON TABLE "app"."timeline_kinds" IS 'Kinds of rows of a timeline, and the function that reads each: (clinic, subject {contact_id, patient_id, company_id, deal_id, lead_id, threads}, before, limit) returns (id, at, data).';

COMMENT ON TABLE "public"."activity_kinds" IS 'What an activity is. is_planned: it waits for its day until somebody did it; the others only say what happened.';

COMMENT ON TABLE "public"."companies" IS 'Companies of the sales of a clinic; phones and e-mail addresses are in contact_phones and contact_emails.';

COMMENT ON TABLE "public"."contact_emails" IS 'E-mail addresses of patients, doctors, contacts and companies in lower case: several a person, one of them the first to be written to.';

COMMENT ON TABLE "public"."contact_phones" IS 'Phones of patients, doctors, contacts and companies in E.164: several a person, one of them the first to be called. One number may be of several people (a mother and her children).';

COMMENT ON TABLE "public"."contact_tags" IS 'Which tags of the clinic a contact has.';

COMMENT ON TABLE "public"."contacts" IS 'People of the sales of a clinic. With patient_id they are that patient: one set of phones and addresses, one name.';

COMMENT ON TABLE "public"."crm_leads" IS 'Leads of a clinic. convert_lead makes a deal and a contact or patient of one, once.';

COMMENT ON TABLE "public"."custom_fields" IS 'What a clinic wants to know beyond the product''s fields. Values stand in the column custom of the record, by the id of the field, so that a field can be called otherwise.';

COMMENT ON TABLE "public"."deal_lost_reasons" IS 'Reasons that are offered when a deal is lost.';

COMMENT ON TABLE "public"."deals" IS 'Deals of a clinic. version rises with every change: who changes what somebody else changed meanwhile is told.';

COMMENT ON TABLE "public"."lead_forms" IS 'Embeddable forms; the id is in the address, app.lead_form_routes says whose it is.';

COMMENT ON TABLE "public"."lead_origins" IS 'Where a lead or a contact came from, in the order in which it is offered; its words are texts of the screen. family: that of the channels whose conversations have this origin.';

COMMENT ON TABLE "public"."lead_score_rules" IS 'Points of a lead: the sum of the rules that hold is its score.';

COMMENT ON TABLE "public"."pipeline_stages" IS 'Stages of pipelines. probability: how many of a hundred deals that stand here are won. rotting_days: a deal that stands here longer is marked.';

COMMENT ON TABLE "public"."pipelines" IS 'Sales pipelines of a clinic; the first of them is where a new deal begins.';

COMMENT ON TABLE "public"."sales_events" IS 'The history of sales: every move of a deal, every change of a lead. Only fields that changed are in before and after.';

COMMENT ON TABLE "public"."tasks" IS 'What workflows and people ask of people, and what they did for sales (activities); list_tasks and list_activities show it, finish_task closes it.';

REVOKE ALL ON FUNCTION "app"."activity_rows"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."activity_rows"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."activity_rows"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_custom"(uuid, text, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_custom"(uuid, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_custom"(uuid, text, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."contact_matches"(uuid, text, text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."contact_matches"(uuid, text, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."contact_matches"(uuid, text, text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."contact_of_patient"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."contact_of_patient"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."contact_of_patient"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."contact_of_thread"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."contact_of_thread"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."contact_of_thread"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."deal_rows"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."deal_rows"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."deal_rows"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_sales"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_sales"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_sales"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_company"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_company"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_company"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_contact"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_contact"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_contact"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."json_ids"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."json_ids"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."json_ids"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lead_rows"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lead_rows"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lead_rows"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lead_score"(public.crm_leads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lead_score"(public.crm_leads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lead_score"(public.crm_leads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_deal"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_deal"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_deal"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_identity"(uuid, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_identity"(uuid, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_identity"(uuid, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."look_at_lead_form"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."look_at_lead_form"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."look_at_lead_form"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."look_at_lead_form"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."move_workflow_deal"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."move_workflow_deal"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_workflow_deal"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_sale"(uuid, text, uuid, text, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_sale"(uuid, text, uuid, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_sale"(uuid, text, uuid, text, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."origin_of_thread"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."origin_of_thread"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."origin_of_thread"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_deal"(uuid, uuid, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_deal"(uuid, uuid, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_deal"(uuid, uuid, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_deal_on_stage"(public.deals, public.pipeline_stages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_deal_on_stage"(public.deals, public.pipeline_stages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_deal_on_stage"(public.deals, public.pipeline_stages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_seller"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_seller"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_seller"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_seller"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_stage"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_stage"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_stage"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."submit_lead_form"(uuid, text, jsonb, integer, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."submit_lead_form"(uuid, text, jsonb, integer, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."submit_lead_form"(uuid, text, jsonb, integer, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."submit_lead_form"(uuid, text, jsonb, integer, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_companies__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_companies__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_companies__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_contacts__index_person"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_contacts__index_person"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_contacts__index_person"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_sales"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_sales"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_sales"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_crm_leads__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_crm_leads__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_crm_leads__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_deals__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_deals__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_deals__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patients__name_contacts"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patients__name_contacts"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patients__name_contacts"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__leave_sales"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__leave_sales"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenant_members__leave_sales"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenants__give_sales"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenants__give_sales"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenants__give_sales"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_activities"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_activities"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_activities"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_events"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_events"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_events"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_messages"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_messages"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_messages"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_sessions"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_sessions"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_sessions"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_subject"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_subject"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_subject"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_cents"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_cents"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_cents"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_origin"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_origin"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_origin"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_seller"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_seller"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_seller"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."upsert_contact"(uuid, text, text, text, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."upsert_contact"(uuid, text, text, text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."upsert_contact"(uuid, text, text, text, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_sales"(uuid, text, uuid[], boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_sales"(uuid, text, uuid[], boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_sales"(uuid, text, uuid[], boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_deal"(uuid, uuid, integer, text, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."close_deal"(uuid, uuid, integer, text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_deal"(uuid, uuid, integer, text, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."convert_lead"(uuid, uuid, uuid, jsonb, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."convert_lead"(uuid, uuid, uuid, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."convert_lead"(uuid, uuid, uuid, jsonb, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_contact_matches"(uuid, text, text[], text[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."find_contact_matches"(uuid, text, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_contact_matches"(uuid, text, text[], text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_company"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_company"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_company"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_contact"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_contact"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_contact"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_deal"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_deal"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_deal"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_deal_stats"(uuid, uuid, uuid, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_deal_stats"(uuid, uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_deal_stats"(uuid, uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_lead"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_lead"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_lead"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_sales_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_sales_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_sales_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_activities"(uuid, jsonb, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_activities"(uuid, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_activities"(uuid, jsonb, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_sales"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_sales"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_sales"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_timeline"(uuid, text, uuid, jsonb, integer, text[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_timeline"(uuid, text, uuid, jsonb, integer, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_timeline"(uuid, text, uuid, jsonb, integer, text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."make_contact_patient"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."make_contact_patient"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."make_contact_patient"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."move_deal"(uuid, uuid, integer, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."move_deal"(uuid, uuid, integer, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."move_deal"(uuid, uuid, integer, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_conversation_deal"(uuid, text, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."open_conversation_deal"(uuid, text, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_conversation_deal"(uuid, text, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_activity"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_activity"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_activity"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_company"(uuid, uuid, integer, jsonb, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_company"(uuid, uuid, integer, jsonb, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_company"(uuid, uuid, integer, jsonb, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_contact"(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_contact"(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_contact"(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_custom_field"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_custom_field"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_custom_field"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_deal"(uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_deal"(uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_deal"(uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_lead"(uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_lead"(uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_lead"(uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_lead_form"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_lead_form"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_lead_form"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_lost_reasons"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_lost_reasons"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_lost_reasons"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_pipeline"(uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_pipeline"(uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_pipeline"(uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_score_rules"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_score_rules"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_score_rules"(uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."activity_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."activity_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."activity_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."activity_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."companies" FROM "authenticated";

GRANT SELECT ON TABLE "public"."companies" TO "authenticated";

REVOKE ALL ON TABLE "public"."companies" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."companies" TO "service_role";

REVOKE ALL ON TABLE "public"."contact_tags" FROM "authenticated";

GRANT SELECT ON TABLE "public"."contact_tags" TO "authenticated";

REVOKE ALL ON TABLE "public"."contact_tags" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."contact_tags" TO "service_role";

REVOKE ALL ON TABLE "public"."contacts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."contacts" TO "authenticated";

REVOKE ALL ON TABLE "public"."contacts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."contacts" TO "service_role";

REVOKE ALL ON TABLE "public"."crm_leads" FROM "authenticated";

GRANT SELECT ON TABLE "public"."crm_leads" TO "authenticated";

REVOKE ALL ON TABLE "public"."crm_leads" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."crm_leads" TO "service_role";

REVOKE ALL ON TABLE "public"."custom_fields" FROM "authenticated";

GRANT SELECT ON TABLE "public"."custom_fields" TO "authenticated";

REVOKE ALL ON TABLE "public"."custom_fields" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."custom_fields" TO "service_role";

REVOKE ALL ON TABLE "public"."deal_lost_reasons" FROM "authenticated";

GRANT SELECT ON TABLE "public"."deal_lost_reasons" TO "authenticated";

REVOKE ALL ON TABLE "public"."deal_lost_reasons" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."deal_lost_reasons" TO "service_role";

REVOKE ALL ON TABLE "public"."deals" FROM "authenticated";

GRANT SELECT ON TABLE "public"."deals" TO "authenticated";

REVOKE ALL ON TABLE "public"."deals" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."deals" TO "service_role";

REVOKE ALL ON TABLE "public"."lead_forms" FROM "authenticated";

GRANT SELECT ON TABLE "public"."lead_forms" TO "authenticated";

REVOKE ALL ON TABLE "public"."lead_forms" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."lead_forms" TO "service_role";

REVOKE ALL ON TABLE "public"."lead_origins" FROM "authenticated";

GRANT SELECT ON TABLE "public"."lead_origins" TO "authenticated";

REVOKE ALL ON TABLE "public"."lead_origins" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."lead_origins" TO "service_role";

REVOKE ALL ON TABLE "public"."lead_score_rules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."lead_score_rules" TO "authenticated";

REVOKE ALL ON TABLE "public"."lead_score_rules" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."lead_score_rules" TO "service_role";

REVOKE ALL ON TABLE "public"."pipeline_stages" FROM "authenticated";

GRANT SELECT ON TABLE "public"."pipeline_stages" TO "authenticated";

REVOKE ALL ON TABLE "public"."pipeline_stages" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."pipeline_stages" TO "service_role";

REVOKE ALL ON TABLE "public"."pipelines" FROM "authenticated";

GRANT SELECT ON TABLE "public"."pipelines" TO "authenticated";

REVOKE ALL ON TABLE "public"."pipelines" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."pipelines" TO "service_role";

REVOKE ALL ON TABLE "public"."sales_events" FROM "authenticated";

GRANT SELECT ON TABLE "public"."sales_events" TO "authenticated";

REVOKE ALL ON TABLE "public"."sales_events" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."sales_events" TO "service_role";

ALTER TABLE "public"."companies"
  ADD CONSTRAINT "companies_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

CREATE UNIQUE INDEX companies_cnpj ON public.companies USING btree (tenant_id, cnpj)
  WHERE (cnpj IS NOT NULL);

CREATE INDEX companies_owner ON public.companies USING btree (tenant_id, owner_id)
  WHERE (owner_id IS NOT NULL);

COMMENT ON COLUMN "public"."companies"."custom" IS 'Values of the clinic''s own fields by the id of the field; app.checked_custom decides what may stand here.';

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_origin_fkey" FOREIGN KEY (origin) REFERENCES public.lead_origins(key) ON DELETE RESTRICT;

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX contacts_company ON public.contacts USING btree (tenant_id, company_id)
  WHERE (company_id IS NOT NULL);

CREATE INDEX contacts_newest ON public.contacts USING btree (tenant_id, ((archived_at IS NULL)), created_at DESC, id DESC);

CREATE INDEX contacts_origin ON public.contacts USING btree (origin);

CREATE INDEX contacts_owner ON public.contacts USING btree (tenant_id, owner_id)
  WHERE (owner_id IS NOT NULL);

CREATE UNIQUE INDEX contacts_patient ON public.contacts USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

COMMENT ON COLUMN "public"."contacts"."custom" IS 'Values of the clinic''s own fields by the id of the field; app.checked_custom decides what may stand here.';

COMMENT ON COLUMN "public"."contacts"."stage" IS 'How far the person is: lead, opportunity (a deal is open), customer (a deal was won), former.';

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_origin_fkey" FOREIGN KEY (origin) REFERENCES public.lead_origins(key) ON DELETE RESTRICT;

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_tenant_id_deal_id_fkey" FOREIGN KEY (tenant_id, deal_id) REFERENCES public.deals(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_tenant_id_form_id_fkey" FOREIGN KEY (tenant_id, form_id) REFERENCES public.lead_forms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "crm_leads_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX crm_leads_by_score ON public.crm_leads USING btree (tenant_id, score DESC, id DESC);

CREATE INDEX crm_leads_contact ON public.crm_leads USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX crm_leads_deal ON public.crm_leads USING btree (tenant_id, deal_id)
  WHERE (deal_id IS NOT NULL);

CREATE INDEX crm_leads_email ON public.crm_leads USING btree (tenant_id, email)
  WHERE (email IS NOT NULL);

CREATE INDEX crm_leads_form ON public.crm_leads USING btree (tenant_id, form_id)
  WHERE (form_id IS NOT NULL);

CREATE INDEX crm_leads_newest ON public.crm_leads USING btree (tenant_id, created_at DESC, id DESC);

CREATE INDEX crm_leads_origin ON public.crm_leads USING btree (origin);

CREATE INDEX crm_leads_owner ON public.crm_leads USING btree (tenant_id, owner_id)
  WHERE (owner_id IS NOT NULL);

CREATE INDEX crm_leads_phone ON public.crm_leads USING btree (tenant_id, phone)
  WHERE (phone IS NOT NULL);

CREATE INDEX crm_leads_thread ON public.crm_leads USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

COMMENT ON COLUMN "public"."crm_leads"."score" IS 'Sum of the points of lead_score_rules that hold, written by every change of the lead and of the rules.';

COMMENT ON COLUMN "public"."crm_leads"."utm" IS 'Where a visitor of the site came from: {source, medium, campaign, term, content}.';

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_origin_fkey" FOREIGN KEY (origin) REFERENCES public.lead_origins(key) ON DELETE RESTRICT;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_lost_reason_id_fkey" FOREIGN KEY (tenant_id, lost_reason_id) REFERENCES public.deal_lost_reasons(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_pipeline_id_stage_id_fkey" FOREIGN KEY (tenant_id, pipeline_id, stage_id) REFERENCES public.pipeline_stages(tenant_id, pipeline_id, id)
    ON DELETE CASCADE;

ALTER TABLE "public"."deals"
  ADD CONSTRAINT "deals_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX deals_company ON public.deals USING btree (tenant_id, company_id)
  WHERE (company_id IS NOT NULL);

CREATE INDEX deals_contact ON public.deals USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX deals_newest ON public.deals USING btree (tenant_id, created_at DESC, id DESC);

CREATE INDEX deals_of_stage ON public.deals USING btree (tenant_id, pipeline_id, stage_id, status, stage_since DESC, id DESC);

CREATE INDEX deals_origin ON public.deals USING btree (origin);

CREATE INDEX deals_owner ON public.deals USING btree (tenant_id, owner_id)
  WHERE (owner_id IS NOT NULL);

CREATE INDEX deals_reason ON public.deals USING btree (tenant_id, lost_reason_id)
  WHERE (lost_reason_id IS NOT NULL);

CREATE INDEX deals_thread ON public.deals USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

CREATE TRIGGER deals_index_words
  AFTER INSERT OR DELETE OR UPDATE OF title, contact_id, company_id ON public.deals
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_deals__index_words();

COMMENT ON COLUMN "public"."deals"."stage_since" IS 'Since when it stands where it stands: rotting is counted from here.';

CREATE INDEX companies_by_name ON public.companies USING btree (tenant_id, ((archived_at IS NULL)), sort_key, id);

CREATE INDEX contacts_by_name ON public.contacts USING btree (tenant_id, ((archived_at IS NULL)), sort_key, id);

insert into app.search_kinds (kind, position) values
  ('patient', 1),
  ('doctor', 2),
  ('conversation', 3),
  ('file', 4),
  ('payer', 5)
on conflict (kind) do update set position = excluded.position;

insert into app.workflow_step_kinds (kind, position, needs_conversation, costs, branches, options) values
  ('send_message', 1, true, true, '{}', '{"body": {"type": "text", "max": 4000, "required": true, "variables": true},
    "any_hour": {"type": "boolean"}, "template": {"type": "template"}}'),
  ('wait', 2, false, false, '{}', '{"days": {"type": "number", "min": 0, "max": 365}, "minutes": {"type": "number", "min": 0, "max": 43200},
    "hour": {"type": "number", "min": 0, "max": 23}}'),
  ('wait_for_answer', 3, true, false, '{answered,not_answered}', '{"minutes": {"type": "number", "min": 1, "max": 43200, "required": true}}'),
  ('condition', 4, false, false, '{yes,no}', '{"field": {"type": "field", "required": true}, "op": {"type": "op", "required": true},
    "value": {"type": "value", "required": true}}'),
  ('add_task', 5, false, false, '{}', '{"title": {"type": "text", "max": 200, "required": true, "variables": true},
    "assignee_id": {"type": "member"}, "due_in_days": {"type": "number", "min": 0, "max": 365}}'),
  ('notify', 6, false, false, '{}', '{"user_id": {"type": "member", "required": true},
    "text": {"type": "text", "max": 200, "required": true, "variables": true}}'),
  ('assign', 7, true, false, '{}', '{"user_id": {"type": "member", "required": true}}'),
  ('tag', 8, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('untag', 9, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('move', 10, true, false, '{}', '{"column": {"type": "column", "required": true, "values": ["new", "in_progress", "waiting_contact", "finished"]}}'),
  ('move_deal', 12, false, false, '{}', '{"stage_id": {"type": "stage", "required": true}}'),
  ('webhook', 11, false, false, '{}', '{"url": {"type": "url", "max": 500, "required": true}, "note": {"type": "text", "max": 200}}')
on conflict (kind) do update set position = excluded.position, needs_conversation = excluded.needs_conversation, costs = excluded.costs,
  branches = excluded.branches, options = excluded.options;

insert into app.workflow_triggers (kind, position, event, subject, options) values
  ('patient.created', 1, 'patient.created', 'patient', '{}'),
  ('message.received', 2, 'message.received', 'thread',
    '{"words": {"type": "texts"}, "first_only": {"type": "boolean"}, "outside_hours": {"type": "boolean"}}'),
  ('conversation.tagged', 3, 'conversation.tagged', 'thread', '{"tag_id": {"type": "tag", "required": true}}'),
  ('session.missed', 4, 'session.status', 'session', '{}'),
  ('session.attended', 5, 'session.status', 'session', '{"first_only": {"type": "boolean"}}'),
  ('birthday', 6, 'patient.birthday', 'patient', '{"hour": {"type": "number", "min": 7, "max": 20}}'),
  ('intake.submitted', 7, 'intake.submitted', 'patient', '{}'),
  ('lead.converted', 8, 'lead.converted', 'deal', '{}'),
  ('deal.moved', 9, 'deal.moved', 'deal', '{"stage_id": {"type": "stage"}}')
on conflict (kind) do update set position = excluded.position, event = excluded.event, subject = excluded.subject, options = excluded.options;

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

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('lead.converted', 'workflow_event', 'app.workflows_want'), ('deal.moved', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

insert into app.search_kinds (kind, position) values
  ('contact', 6), ('company', 7), ('deal', 8), ('lead', 9)
on conflict (kind) do update set position = excluded.position;

insert into app.timeline_kinds (kind, position, function_name) values
  ('activity', 1, 'app.timeline_activities'), ('event', 2, 'app.timeline_events'), ('message', 3, 'app.timeline_messages'),
  ('session', 4, 'app.timeline_sessions')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

insert into public.activity_kinds (key, position, is_planned) values
  ('task', 1, true), ('call', 2, true), ('meeting', 3, true), ('message', 4, false), ('note', 5, false)
on conflict (key) do update set position = excluded.position, is_planned = excluded.is_planned;

insert into public.lead_origins (key, position, family) values
  ('manual', 1, null), ('whatsapp', 2, 'whatsapp'), ('site_form', 3, null), ('csv', 4, null), ('dinamize', 5, null), ('referral', 6, null)
on conflict (key) do update set position = excluded.position, family = excluded.family;

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
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- clinics that are there begin with a pipeline as well
select app.give_sales(t.id) from public.tenants t;
