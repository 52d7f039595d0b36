-- clinic people: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."contact_email_types" (
  "key"      text     NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT "contact_email_types_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,20}$'::text)),
  CONSTRAINT "contact_email_types_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."contact_email_types"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."contact_email_types" FROM "anon";

CREATE TABLE "public"."contact_emails" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "entity_type" text                     NOT NULL,
  "entity_id"   uuid                     NOT NULL,
  "patient_id"  uuid                     GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'patient'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED,
  "medico_id"   uuid                     GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'medico'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED,
  "type"        text                     NOT NULL DEFAULT 'personal'::text,
  "email"       text                     NOT NULL,
  "is_primary"  boolean                  NOT NULL DEFAULT false,
  "note"        text,
  "position"    smallint                 NOT NULL DEFAULT 0,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "contact_emails_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "entity_type_is_known" CHECK ((entity_type = ANY (ARRAY['patient'::text, 'medico'::text]))),
  CONSTRAINT "note_fits" CHECK ((char_length(note) <= 100)),
  CONSTRAINT "email_is_one_address" CHECK (app.is_email(email))
);

ALTER TABLE "public"."contact_emails"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."contact_emails" FROM "anon";

CREATE TABLE "public"."contact_phones" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "entity_type" text                     NOT NULL,
  "entity_id"   uuid                     NOT NULL,
  "patient_id"  uuid                     GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'patient'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED,
  "medico_id"   uuid                     GENERATED ALWAYS AS (
CASE
    WHEN (entity_type = 'medico'::text) THEN entity_id
    ELSE NULL::uuid
END) STORED,
  "type"        text                     NOT NULL DEFAULT 'mobile'::text,
  "phone"       text                     NOT NULL,
  "is_primary"  boolean                  NOT NULL DEFAULT false,
  "note"        text,
  "position"    smallint                 NOT NULL DEFAULT 0,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "contact_phones_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "entity_type_is_known" CHECK ((entity_type = ANY (ARRAY['patient'::text, 'medico'::text]))),
  CONSTRAINT "note_fits" CHECK ((char_length(note) <= 100)),
  CONSTRAINT "phone_is_e164" CHECK ((phone ~ '^\+[1-9][0-9]{7,14}$'::text))
);

ALTER TABLE "public"."contact_phones"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."contact_phones" FROM "anon";

CREATE TABLE "public"."contact_types" (
  "key"      text     NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT "contact_types_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,20}$'::text)),
  CONSTRAINT "contact_types_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."contact_types"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."contact_types" FROM "anon";

CREATE TABLE "public"."medicos" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "full_name"      text                     NOT NULL,
  CONSTRAINT "full_name_fits" CHECK (((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))),
  CONSTRAINT "medicos_pkey" PRIMARY KEY (tenant_id, id),
  "sort_name"      text                     GENERATED ALWAYS AS (app.normalize_text(full_name)) STORED NOT NULL,
  "specialty"      text,
  "council"        text,
  "council_state"  text,
  "council_number" text,
  "note"           text,
  "version"        integer                  NOT NULL DEFAULT 1,
  "archived_at"    timestamp with time zone,
  "created_by"     uuid,
  "created_at"     timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "council_is_known"
    CHECK
    ((council = ANY (ARRAY['CRM'::text, 'CRP'::text, 'CREFITO'::text, 'CREFONO'::text, 'CRN'::text, 'CRO'::text, 'COREN'::text, 'CRESS'::text, 'CREF'::text, 'CRF'::text,
    'other'::text]))),
  CONSTRAINT "council_is_whole" CHECK (((council IS NULL) = (council_number IS NULL))),
  CONSTRAINT "council_number_fits" CHECK ((council_number ~ '^[0-9A-Z/.-]{1,15}$'::text)),
  CONSTRAINT "council_state_is_a_region" CHECK ((council_state ~ '^[A-Z0-9]{1,2}$'::text)),
  CONSTRAINT "texts_fit" CHECK (((char_length(specialty) <= 100) AND (char_length(note) <= 2000))),
  CONSTRAINT "full_name_is_one_plain_line" CHECK ((full_name = app.normalize_name(full_name)))
);

ALTER TABLE "public"."medicos"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."medicos" FROM "anon";

CREATE TABLE "public"."patient_conversations" (
  "tenant_id"  uuid                     NOT NULL,
  "thread_id"  uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "patient_conversations_pkey" PRIMARY KEY (tenant_id, thread_id, patient_id)
);

ALTER TABLE "public"."patient_conversations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patient_conversations" FROM "anon";

CREATE TABLE "public"."patient_relations" (
  "tenant_id"          uuid                     NOT NULL,
  "id"                 uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "patient_id"         uuid                     NOT NULL,
  "related_patient_id" uuid,
  "kinship"            text                     NOT NULL,
  "full_name"          text,
  "phone"              text,
  "email"              text,
  "cpf"                text,
  "is_guardian"        boolean                  NOT NULL DEFAULT false,
  "is_payer"           boolean                  NOT NULL DEFAULT false,
  "is_told"            boolean                  NOT NULL DEFAULT false,
  "position"           smallint                 NOT NULL DEFAULT 0,
  "created_at"         timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "cpf_is_normalised" CHECK ((cpf ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$'::text)),
  CONSTRAINT "is_somebody_else" CHECK ((related_patient_id <> patient_id)),
  CONSTRAINT "is_somebody" CHECK (((related_patient_id IS NULL) <> (full_name IS NULL))),
  CONSTRAINT "kinship_is_known"
    CHECK
    ((kinship = ANY (ARRAY['mother'::text, 'father'::text, 'guardian'::text, 'spouse'::text, 'partner'::text, 'child'::text, 'sibling'::text, 'grandparent'::text, 'employer'::text,
    'other'::text]))),
  CONSTRAINT "patient_relations_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "phone_is_e164" CHECK ((phone ~ '^\+[1-9][0-9]{7,14}$'::text)),
  CONSTRAINT "email_is_one_address" CHECK (((email IS NULL) OR app.is_email(email))),
  CONSTRAINT "full_name_is_one_plain_line" CHECK (((full_name = app.normalize_name(full_name)) AND ((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))))
);

ALTER TABLE "public"."patient_relations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patient_relations" FROM "anon";

CREATE TABLE "public"."patients" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "full_name"     text                     NOT NULL,
  "social_name"   text,
  "name"          text                     GENERATED ALWAYS AS (COALESCE(social_name, full_name)) STORED NOT NULL,
  CONSTRAINT "full_name_fits" CHECK (((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))),
  CONSTRAINT "patients_pkey" PRIMARY KEY (tenant_id, id),
  "sort_name"     text                     GENERATED ALWAYS AS (app.normalize_text(COALESCE(social_name, full_name))) STORED NOT NULL,
  "pronoun"       text,
  "gender"        text,
  "birth_date"    date,
  "cpf"           text,
  "cep"           text,
  "street"        text,
  "street_number" text,
  "complement"    text,
  "district"      text,
  "city"          text,
  "state"         text,
  "note"          text,
  "version"       integer                  NOT NULL DEFAULT 1,
  "archived_at"   timestamp with time zone,
  "created_by"    uuid,
  "created_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "birth_date_is_of_a_person" CHECK ((birth_date >= '1880-01-01'::date)),
  CONSTRAINT "cep_is_normalised" CHECK ((cep ~ '^[0-9]{8}$'::text)),
  CONSTRAINT "cpf_is_normalised" CHECK ((cpf ~ '^[0-9]{11}$'::text)),
  CONSTRAINT "gender_is_known"
    CHECK
    ((gender = ANY (ARRAY['cis_woman'::text, 'cis_man'::text, 'trans_woman'::text, 'trans_man'::text, 'travesti'::text, 'non_binary'::text, 'other'::text, 'undisclosed'::text]))),
  CONSTRAINT "pronoun_is_known" CHECK ((pronoun = ANY (ARRAY['ela'::text, 'ele'::text, 'elu'::text]))),
  CONSTRAINT "state_is_known"
    CHECK
    ((state = ANY (ARRAY['AC'::text, 'AL'::text, 'AM'::text, 'AP'::text, 'BA'::text, 'CE'::text, 'DF'::text, 'ES'::text, 'GO'::text, 'MA'::text, 'MG'::text, 'MS'::text, 'MT'::text,
    'PA'::text, 'PB'::text, 'PE'::text, 'PI'::text, 'PR'::text, 'RJ'::text, 'RN'::text, 'RO'::text, 'RR'::text, 'RS'::text, 'SC'::text, 'SE'::text, 'SP'::text, 'TO'::text]))),
  CONSTRAINT "texts_fit"
    CHECK
    (((char_length(street) <= 200) AND (char_length(street_number) <= 20) AND (char_length(complement) <= 100) AND (char_length(district) <= 100) AND (char_length(city) <= 100) AND
    (char_length(note) <= 2000))),
  CONSTRAINT "full_name_is_one_plain_line" CHECK ((full_name = app.normalize_name(full_name))),
  CONSTRAINT "social_name_is_one_plain_line" CHECK (((social_name = app.normalize_name(social_name)) AND ((char_length(social_name) >= 2) AND (char_length(social_name) <= 120))))
);

ALTER TABLE "public"."patients"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patients" FROM "anon";

CREATE OR REPLACE FUNCTION app.find_people (
  p_tenant_id uuid,
  p_kind      text,
  p_search    text
)
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.record_id from app.search_entries s where s.tenant_id = $1 and s.kind = $2 and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id, p_kind;
end;
$function$;

CREATE OR REPLACE FUNCTION app.index_medico (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.medicos;
begin
  select * into v_row from public.medicos m where m.tenant_id = p_tenant_id and m.id = p_id;
  if v_row.id is null then
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'doctor', p_id, v_row.full_name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'medico' and e.entity_id = p_id)
      || array_remove(array[v_row.specialty], null),
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p_id),
    p_codes => array_remove(array[v_row.council_number], null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.index_patient (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.patients;
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'patient', p_id, v_row.name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'patient' and e.entity_id = p_id)
      || case when v_row.social_name is not null then array[v_row.full_name] else '{}' end,
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = p_id),
    p_codes => array_remove(array[v_row.cpf], null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.normalize_email (
  p_typed text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
declare
  v_text text := regexp_replace(left(p_typed, 1000), '[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g');
begin
  v_text := coalesce((regexp_match(v_text, '<([^<>]*)>\s*$'))[1], v_text);
  v_text := lower(regexp_replace(v_text, '[\s\u00a0\u202f]+', '', 'g'));
  v_text := regexp_replace(v_text, '^mailto:', '');
  return case when app.is_email(v_text) then v_text end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.patients_of_thread (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS SETOF uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select l.patient_id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.thread_id = p_thread_id
  union
  select c.patient_id from public.conversation_addresses a
  join public.contact_phones c on c.tenant_id = a.tenant_id and c.phone = a.address
  where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id and c.patient_id is not null;
$function$;

CREATE OR REPLACE FUNCTION app.save_contacts (
  p_tenant_id   uuid,
  p_entity_type text,
  p_entity_id   uuid,
  p_phones      jsonb,
  p_emails      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from public.contact_phones c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.phone not in (select t.phone from app.typed_phones(p_phones) t);
  -- nobody is the first while another becomes it
  update public.contact_phones c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.phone, t.type, t.note, t.is_primary, t.position from app.typed_phones(p_phones) t
  on conflict (tenant_id, entity_type, entity_id, phone) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
  delete from public.contact_emails c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.email not in (select t.email from app.typed_emails(p_emails) t);
  update public.contact_emails c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_emails (tenant_id, entity_type, entity_id, email, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.email, t.type, t.note, t.is_primary, t.position from app.typed_emails(p_emails) t
  on conflict (tenant_id, entity_type, entity_id, email) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_relations (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_relations  jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_relations, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select case
      when f.x ->> 'related_patient_id' is null and app.normalize_name(f.x ->> 'full_name') is null then 'name'
      when f.x ->> 'phone' ~ '\w' and app.normalize_phone(f.x ->> 'phone') is null then 'phone'
      when f.x ->> 'email' ~ '\w' and app.normalize_email(f.x ->> 'email') is null then 'email'
      when f.x ->> 'cpf' ~ '\w' and app.normalise_cpf_cnpj(f.x ->> 'cpf') is null then 'cpf'
      when (f.x ->> 'related_patient_id')::uuid = p_patient_id then 'self' end
  into v_wrong from jsonb_array_elements(coalesce(p_relations, '[]')) f (x) order by 1 limit 1;
  if v_wrong is not null then
    raise sqlstate 'PT400' using message = 'invalid_relation', detail = v_wrong;
  end if;
  if (select count(*) from jsonb_array_elements(coalesce(p_relations, '[]')) f (x) where (f.x ->> 'is_payer')::boolean) > 1 then
    raise sqlstate 'PT400' using message = 'invalid_relation', detail = 'payer';
  end if;
  delete from public.patient_relations r where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id;
  insert into public.patient_relations (tenant_id, patient_id, related_patient_id, kinship, full_name, phone, email, cpf,
    is_guardian, is_payer, is_told, position)
  select p_tenant_id, p_patient_id, (f.x ->> 'related_patient_id')::uuid, coalesce(f.x ->> 'kinship', 'other'),
    case when f.x ->> 'related_patient_id' is null then app.require_name(f.x ->> 'full_name') end,
    app.normalize_phone(f.x ->> 'phone'), app.normalize_email(f.x ->> 'email'), app.normalise_cpf_cnpj(f.x ->> 'cpf'),
    coalesce((f.x ->> 'is_guardian')::boolean, false), coalesce((f.x ->> 'is_payer')::boolean, false),
    coalesce((f.x ->> 'is_told')::boolean, false), f.n
  from jsonb_array_elements(coalesce(p_relations, '[]')) with ordinality f (x, n);
exception when foreign_key_violation then
  raise sqlstate 'PT404' using message = 'patient_not_found';
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
  if v_kind = 'patient' then
    perform app.index_patient(v_tenant, v_person);
  else
    perform app.index_medico(v_tenant, v_person);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_patients()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into public.patient_conversations (tenant_id, thread_id, patient_id, created_by, created_at)
  select l.tenant_id, new.thread_id, l.patient_id, l.created_by, l.created_at
  from public.patient_conversations l where l.tenant_id = old.tenant_id and l.thread_id = old.thread_id
  on conflict do nothing;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_medicos__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'doctor' and e.record_id = old.id;
  else
    perform app.index_medico(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patients__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'patient' and e.record_id = old.id;
  else
    perform app.index_patient(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.thread_of_phone (
  p_tenant_id uuid,
  p_phone     text
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select a.thread_id from (select distinct k.family from public.channel_kinds k) f
  join public.conversation_addresses a on a.tenant_id = p_tenant_id and a.channel = f.family and a.address = p_phone
  order by f.family limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.threads_of_patient (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS SETOF uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select l.thread_id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.patient_id = p_patient_id
  union
  select app.thread_of_phone(p_tenant_id, c.phone) from public.contact_phones c
  where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id;
$function$;

CREATE OR REPLACE FUNCTION app.trimmed (
  p_text    text,
  p_longest integer
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select nullif(btrim(left(app.normalize_name(p_text), p_longest)), '');
$function$;

CREATE OR REPLACE FUNCTION app.typed_date (
  p_date text
)
  RETURNS date
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if p_date is null or btrim(p_date) = '' then
    return null;
  end if;
  if p_date !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = left(p_date, 40);
  end if;
  return make_date(left(p_date, 4)::int, substr(p_date, 6, 2)::int, right(p_date, 2)::int);
exception when datetime_field_overflow then
  raise sqlstate 'PT400' using message = 'invalid_date', detail = left(p_date, 40);
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_emails (
  p_emails jsonb
)
  RETURNS TABLE (
    email      text,
    type       text,
    note       text,
    is_primary boolean,
    "position" smallint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_emails, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select f.x ->> 'email' into v_wrong from jsonb_array_elements(coalesce(p_emails, '[]')) f (x)
  where app.normalize_email(f.x ->> 'email') is null limit 1;
  if found then
    raise sqlstate 'PT400' using message = 'invalid_email', detail = left(v_wrong, 60);
  end if;
  return query
    select t.email, t.type, t.note, row_number() over (order by t.wants desc, t.n) = 1, row_number() over (order by t.n)::smallint
    from (
      select distinct on (app.normalize_email(f.x ->> 'email')) app.normalize_email(f.x ->> 'email') as email,
        coalesce((select k.key from public.contact_email_types k where k.key = f.x ->> 'type'), 'personal') as type,
        app.trimmed(f.x ->> 'note', 100) as note, coalesce((f.x ->> 'is_primary')::boolean, false) as wants, f.n
      from jsonb_array_elements(coalesce(p_emails, '[]')) with ordinality f (x, n)
      order by app.normalize_email(f.x ->> 'email'), f.n
    ) t;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_phones (
  p_phones jsonb
)
  RETURNS TABLE (
    phone      text,
    type       text,
    note       text,
    is_primary boolean,
    "position" smallint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_phones, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select f.x ->> 'phone' into v_wrong from jsonb_array_elements(coalesce(p_phones, '[]')) f (x)
  where app.normalize_phone(f.x ->> 'phone') is null limit 1;
  if found then
    raise sqlstate 'PT400' using message = 'invalid_phone', detail = left(v_wrong, 60);
  end if;
  return query
    select t.phone, t.type, t.note, row_number() over (order by t.wants desc, t.n) = 1, row_number() over (order by t.n)::smallint
    from (
      select distinct on (app.normalize_phone(f.x ->> 'phone')) app.normalize_phone(f.x ->> 'phone') as phone,
        coalesce((select k.key from public.contact_types k where k.key = f.x ->> 'type'), 'mobile') as type,
        app.trimmed(f.x ->> 'note', 100) as note, coalesce((f.x ->> 'is_primary')::boolean, false) as wants, f.n
      from jsonb_array_elements(coalesce(p_phones, '[]')) with ordinality f (x, n)
      order by app.normalize_phone(f.x ->> 'phone'), f.n
    ) t;
end;
$function$;

CREATE OR REPLACE FUNCTION public.archive_medico (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  update public.medicos m set archived_at = case when p_archived then coalesce(m.archived_at, now()) end, version = m.version + 1
  where m.tenant_id = p_tenant_id and m.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'medico_not_found';
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_medico"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.archive_patient (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  update public.patients p set archived_at = case when p_archived then coalesce(p.archived_at, now()) end, version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_patient"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.convert_conversation (
  p_tenant_id   uuid,
  p_thread_key  text,
  p_id          uuid,
  p_full_name   text,
  p_social_name text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_known uuid;
begin
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  -- of two who press the button at once the second gets the patient of the first
  select p.id into v_known from public.patients p
  where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id))
    and app.normalize_text(p.full_name) = app.normalize_text(app.require_name(p_full_name)) limit 1;
  if v_known is not null then
    return public.get_patient(p_tenant_id, v_known);
  end if;
  perform public.save_patient(p_tenant_id, p_id, null, jsonb_build_object('full_name', p_full_name, 'social_name', p_social_name),
    case when v_thread.phone is null then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('phone', v_thread.phone, 'type', 'mobile', 'is_primary', true)) end);
  perform public.link_conversation(p_tenant_id, p_thread_key, p_id);
  return public.get_patient(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.count_patients (
  p_tenant_id uuid,
  p_search    text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('active', count(*) filter (where p.archived_at is null), 'archived', count(*) filter (where p.archived_at is not null))
    from public.patients p
    where p.tenant_id = p_tenant_id
      and (app.search_condition(p_search) is null or p.id in (select app.find_people(p_tenant_id, 'patient', p_search))));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_patients"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.find_patient_duplicates (
  p_tenant_id  uuid,
  p_id         uuid,
  p_full_name  text,
  p_birth_date date,
  p_cpf        text,
  p_phones     text[] DEFAULT '{}'::text[],
  p_emails     text[] DEFAULT '{}'::text[]
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    full_name   text,
    birth_date  date,
    archived_at timestamp with time zone,
    reasons     text[]
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.normalize_text(app.normalize_name(p_full_name));
  v_cpf text := app.normalise_cpf_cnpj(p_cpf);
  v_phones text[] := array(select app.normalize_phone(x) from unnest(p_phones) x);
  v_emails text[] := array(select app.normalize_email(x) from unnest(p_emails) x);
begin
  perform app.require_member(p_tenant_id);
  return query
    with hits as (
      select p.id, 'cpf' as reason from public.patients p where p.tenant_id = p_tenant_id and p.cpf = v_cpf
      union all
      select c.patient_id, 'phone' from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.phone = any (v_phones) and c.patient_id is not null
      union all
      select c.patient_id, 'email' from public.contact_emails c
      where c.tenant_id = p_tenant_id and c.email = any (v_emails) and c.patient_id is not null
      union all
      -- a name alone says little: it counts with the same birthday, or where one of the two has none
      select p.id, 'name' from public.patients p
      where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false)
        and p.sort_name = v_name and (p.birth_date is null or p_birth_date is null or p.birth_date = p_birth_date)
    )
    select p.id, p.name, p.full_name, p.birth_date, p.archived_at, array_agg(distinct h.reason order by h.reason)
    from hits h join public.patients p on p.tenant_id = p_tenant_id and p.id = h.id
    where p.id is distinct from p_id
    group by p.id, p.name, p.full_name, p.birth_date, p.archived_at, p.sort_name
    order by count(distinct h.reason) desc, p.sort_name, p.id limit 20;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."find_patient_duplicates"(uuid, uuid, text, date, text, text[], text[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_medico (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.medicos;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.medicos m where m.tenant_id = p_tenant_id and m.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'medico_not_found';
  end if;
  return jsonb_build_object(
    'medico', to_jsonb(v_row) - 'tenant_id' - 'sort_name',
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_medico"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_patient (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.patients;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return jsonb_build_object(
    'patient', to_jsonb(v_row) - 'tenant_id' - 'sort_name',
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = p_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = p_id), '[]'),
    'relations', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'kinship', r.kinship, 'related_patient_id', r.related_patient_id,
        'full_name', coalesce(r.full_name, o.name), 'phone', r.phone, 'email', r.email, 'cpf', r.cpf, 'is_guardian', r.is_guardian,
        'is_payer', r.is_payer, 'is_told', r.is_told) order by r.position)
      from public.patient_relations r
      left join public.patients o on o.tenant_id = r.tenant_id and o.id = r.related_patient_id
      where r.tenant_id = p_tenant_id and r.patient_id = p_id), '[]'),
    'conversations', coalesce((
      select jsonb_agg(jsonb_build_object('thread_id', t.id, 'thread_key', t.thread_key, 'contact_name', t.contact_name, 'phone', t.phone,
        'last_message_at', t.last_message_at, 'is_by_hand', l.thread_id is not null) order by t.last_message_at desc)
      from public.conversation_threads t
      left join public.patient_conversations l on l.tenant_id = t.tenant_id and l.thread_id = t.id and l.patient_id = p_id
      where t.tenant_id = p_tenant_id and t.id in (select app.threads_of_patient(p_tenant_id, p_id))), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_patient"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.link_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text;
begin
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  select p.name into v_name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for share;
  if v_name is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  insert into public.patient_conversations (tenant_id, thread_id, patient_id, created_by)
  values (p_tenant_id, v_thread.id, p_patient_id, auth.uid()) on conflict do nothing;
  -- the first patient gives the conversation its name; a mother's stays hers
  if (select count(*) from app.patients_of_thread(p_tenant_id, v_thread.id)) = 1 then
    perform public.rename_conversation(p_tenant_id, p_thread_key, v_name);
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id, 'thread_key', v_thread.thread_key));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."link_conversation"(uuid, text, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversation_patients (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    full_name   text,
    pronoun     text,
    birth_date  date,
    archived_at timestamp with time zone,
    is_by_hand  boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select p.id, p.name, p.full_name, p.pronoun, p.birth_date, p.archived_at, l.thread_id is not null
    from public.patients p
    left join public.patient_conversations l on l.tenant_id = p.tenant_id and l.thread_id = v_thread and l.patient_id = p.id
    where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread))
    order by p.archived_at nulls first, p.sort_name, p.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_patients"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_medicos (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_archived  boolean DEFAULT false,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id             uuid,
    full_name      text,
    sort_name      text,
    specialty      text,
    council        text,
    council_state  text,
    council_number text,
    phone          text,
    email          text,
    thread_key     text,
    archived_at    timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select p.id, p.full_name, p.sort_name, p.specialty, p.council, p.council_state, p.council_number, c.phone, e.email, t.thread_key,
      p.archived_at
    from (
      select m.* from public.medicos m
      where m.tenant_id = p_tenant_id and (m.archived_at is null) = not coalesce(p_archived, false)
        and (app.search_condition(p_search) is null or m.id in (select app.find_people(p_tenant_id, 'doctor', p_search)))
        and (m.sort_name, m.id) > (coalesce(p_after ->> 'sort_name', ''),
          coalesce((p_after ->> 'id')::uuid, '00000000-0000-0000-0000-000000000000'))
      order by m.sort_name, m.id limit least(greatest(coalesce(p_limit, 50), 1), 200)
    ) p
    left join public.contact_phones c on c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'medico' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
    order by p.sort_name, p.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_medicos"(uuid, text, boolean, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patients (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_archived  boolean DEFAULT false,
  p_sort      text    DEFAULT 'name'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    sort_name   text,
    full_name   text,
    social_name text,
    pronoun     text,
    birth_date  date,
    cpf         text,
    phone       text,
    email       text,
    thread_key  text,
    archived_at timestamp with time zone,
    created_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_condition text := app.search_condition(p_search);
begin
  perform app.require_member(p_tenant_id);
  if coalesce(p_sort, 'name') not in ('name', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  return query execute
    'select p.id, p.name, p.sort_name, p.full_name, p.social_name, p.pronoun, p.birth_date, p.cpf, c.phone, e.email, t.thread_key, p.archived_at, p.created_at
    from (
      select * from public.patients p where p.tenant_id = $1 and (p.archived_at is null) = not $2 and '
    || case when v_condition is null then 'true' else 'p.id in (select app.find_people($1, ''patient'', $3))' end
    || case when p_sort = 'newest' then ' and (p.created_at, p.id) < ($4, $6) order by p.created_at desc, p.id desc'
      else ' and (p.sort_name, p.id) > ($5, $6) order by p.sort_name, p.id' end
    || ' limit $7
    ) p
    left join public.contact_phones c on c.tenant_id = $1 and c.entity_type = ''patient'' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = ''patient'' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, c.phone)'
    || case when p_sort = 'newest' then ' order by p.created_at desc, p.id desc' else ' order by p.sort_name, p.id' end
    using p_tenant_id, coalesce(p_archived, false), p_search,
      coalesce((p_after ->> 'created_at')::timestamptz, 'infinity'), coalesce(p_after ->> 'sort_name', ''),
      coalesce((p_after ->> 'id')::uuid, case when p_sort = 'newest' then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
        else '00000000-0000-0000-0000-000000000000' end), v_limit;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_medico (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_medico    jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_number text := nullif(upper(regexp_replace(p_medico ->> 'council_number', '\s', '', 'g')), '');
  v_council text := nullif(p_medico ->> 'council', '');
  v_row public.medicos;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if (v_council is null) <> (v_number is null) then
    raise sqlstate 'PT400' using message = 'invalid_council', detail = 'A council has a number, and a number a council.';
  end if;
  select * into v_row from public.medicos m where m.tenant_id = p_tenant_id and m.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.medicos as m (
    tenant_id, id, full_name, specialty, council, council_state, council_number, note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_medico ->> 'full_name'), app.trimmed(p_medico ->> 'specialty', 100), v_council,
    nullif(upper(btrim(p_medico ->> 'council_state')), ''), v_number,
    nullif(btrim(app.normalize_lines(left(p_medico ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, specialty = excluded.specialty, council = excluded.council, council_state = excluded.council_state,
    council_number = excluded.council_number, note = excluded.note, version = m.version + 1;
  perform app.save_contacts(p_tenant_id, 'medico', p_id, p_phones, p_emails);
  return public.get_medico(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_medico"(uuid, uuid, integer, jsonb, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_patient (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_patient   jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb,
  p_relations jsonb   DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_cpf text := app.normalise_cpf_cnpj(p_patient ->> 'cpf');
  v_cep text := regexp_replace(p_patient ->> 'cep', '[^0-9]', '', 'g');
  v_birth date;
  v_row public.patients;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_patient ->> 'cpf' ~ '\w' and (v_cpf is null or char_length(v_cpf) <> 11) then
    raise sqlstate 'PT400' using message = 'invalid_cpf', detail = 'The check digits do not match.';
  end if;
  if v_cep <> '' and char_length(v_cep) <> 8 then
    raise sqlstate 'PT400' using message = 'invalid_cep', detail = 'A CEP has 8 digits.';
  end if;
  v_birth := app.typed_date(p_patient ->> 'birth_date');
  if v_birth not between '1880-01-01' and current_date then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'Nobody was born then.';
  end if;
  -- two people at once with one form: the second is told
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.patients as p (
    tenant_id, id, full_name, social_name, pronoun, gender, birth_date, cpf, cep, street, street_number, complement, district, city, state,
    note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_patient ->> 'full_name'),
    case when p_patient ->> 'social_name' ~ '\S' then app.require_name(p_patient ->> 'social_name') end,
    nullif(p_patient ->> 'pronoun', ''), nullif(p_patient ->> 'gender', ''), v_birth, v_cpf, nullif(v_cep, ''),
    app.trimmed(p_patient ->> 'street', 200), app.trimmed(p_patient ->> 'street_number', 20),
    app.trimmed(p_patient ->> 'complement', 100), app.trimmed(p_patient ->> 'district', 100), app.trimmed(p_patient ->> 'city', 100),
    nullif(upper(btrim(p_patient ->> 'state')), ''), nullif(btrim(app.normalize_lines(left(p_patient ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, social_name = excluded.social_name, pronoun = excluded.pronoun, gender = excluded.gender,
    birth_date = excluded.birth_date, cpf = excluded.cpf, cep = excluded.cep, street = excluded.street,
    street_number = excluded.street_number, complement = excluded.complement, district = excluded.district, city = excluded.city,
    state = excluded.state, note = excluded.note, version = p.version + 1
  returning * into v_row;
  perform app.save_contacts(p_tenant_id, 'patient', p_id, p_phones, p_emails);
  perform app.save_relations(p_tenant_id, p_id, p_relations);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
  return public.get_patient(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_patient"(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.unlink_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  delete from public.patient_conversations l
  where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.patient_id = p_patient_id;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id, 'thread_key', v_thread.thread_key));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."unlink_conversation"(uuid, text, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "contact_emails_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "contact_emails_type_fkey" FOREIGN KEY (TYPE) REFERENCES public.contact_email_types(key) ON DELETE RESTRICT;

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "contact_phones_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "contact_phones_type_fkey" FOREIGN KEY (TYPE) REFERENCES public.contact_types(key) ON DELETE RESTRICT;

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "contact_emails_tenant_id_medico_id_fkey" FOREIGN KEY (tenant_id, medico_id) REFERENCES public.medicos(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "contact_phones_tenant_id_medico_id_fkey" FOREIGN KEY (tenant_id, medico_id) REFERENCES public.medicos(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."medicos"
  ADD CONSTRAINT "medicos_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_conversations"
  ADD CONSTRAINT "patient_conversations_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_emails"
  ADD CONSTRAINT "contact_emails_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."contact_phones"
  ADD CONSTRAINT "contact_phones_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_conversations"
  ADD CONSTRAINT "patient_conversations_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_relations"
  ADD CONSTRAINT "patient_relations_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_relations"
  ADD CONSTRAINT "patient_relations_tenant_id_related_patient_id_fkey" FOREIGN KEY (tenant_id, related_patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patients"
  ADD CONSTRAINT "patients_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX contact_emails_medico ON public.contact_emails USING btree (tenant_id, medico_id)
  WHERE (medico_id IS NOT NULL);

CREATE UNIQUE INDEX contact_emails_once ON public.contact_emails USING btree (tenant_id, entity_type, entity_id, email);

CREATE UNIQUE INDEX contact_emails_one_primary ON public.contact_emails USING btree (tenant_id, entity_type, entity_id)
  WHERE is_primary;

CREATE INDEX contact_emails_patient ON public.contact_emails USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX contact_emails_type ON public.contact_emails USING btree (TYPE);

CREATE INDEX contact_phones_medico ON public.contact_phones USING btree (tenant_id, medico_id)
  WHERE (medico_id IS NOT NULL);

CREATE UNIQUE INDEX contact_phones_once ON public.contact_phones USING btree (tenant_id, entity_type, entity_id, phone);

CREATE UNIQUE INDEX contact_phones_one_primary ON public.contact_phones USING btree (tenant_id, entity_type, entity_id)
  WHERE is_primary;

CREATE INDEX contact_phones_patient ON public.contact_phones USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX contact_phones_phone ON public.contact_phones USING btree (tenant_id, phone);

CREATE INDEX contact_phones_type ON public.contact_phones USING btree (TYPE);

CREATE INDEX patient_conversations_patient ON public.patient_conversations USING btree (tenant_id, patient_id);

CREATE UNIQUE INDEX patient_relations_one_payer ON public.patient_relations USING btree (tenant_id, patient_id)
  WHERE is_payer;

CREATE INDEX patient_relations_patient ON public.patient_relations USING btree (tenant_id, patient_id);

CREATE INDEX patient_relations_related ON public.patient_relations USING btree (tenant_id, related_patient_id)
  WHERE (related_patient_id IS NOT NULL);

CREATE TRIGGER contact_emails_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.contact_emails
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_contacts__index_words();

CREATE TRIGGER contact_phones_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.contact_phones
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_contacts__index_words();

CREATE TRIGGER conversation_addresses_move_patients
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_patients();

CREATE TRIGGER medicos_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.medicos
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_medicos__index_words();

CREATE TRIGGER medicos_touch
  BEFORE UPDATE ON public.medicos
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER patients_index_words
  AFTER INSERT OR DELETE OR UPDATE ON public.patients
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_patients__index_words();

CREATE TRIGGER patients_touch
  BEFORE UPDATE ON public.patients
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_signed_in" ON "public"."contact_email_types"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."contact_emails"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."contact_phones"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_signed_in" ON "public"."contact_types"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."medicos"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."patient_conversations"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."patient_relations"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."patients"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."patient_relations"."cpf" IS 'CPF, or the CNPJ of an employer who pays.';

COMMENT ON COLUMN "public"."patients"."full_name" IS 'The civil name: on fiscal papers only where there is a social name.';

COMMENT ON COLUMN "public"."patients"."name" IS 'What everybody says: the social name, or else the civil one.';

COMMENT ON FUNCTION "app"."find_people"(uuid, text, text) IS 'Caller: members, through list_patients and list_medicos. Ids of the people of a kind that a search finds. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "app"."normalize_email"(text) IS 'The one e-mail address in what was typed, in lower case; NULL when there is none.';

COMMENT ON FUNCTION "app"."patients_of_thread"(uuid, uuid) IS 'Patients whose conversation it is: by number, and by hand. Several where a number is of several.';

COMMENT ON FUNCTION "app"."thread_of_phone"(uuid, text) IS 'The conversation with a phone (E.164), whatever kind of channel carries it; NULL when there is none.';

COMMENT ON FUNCTION "app"."threads_of_patient"(uuid, uuid) IS 'Conversations of a patient: by number, and by hand.';

COMMENT ON FUNCTION "app"."trimmed"(text, integer) IS 'One line of what was typed into a form, cut where it becomes too long; NULL when nothing is left.';

COMMENT ON FUNCTION "app"."typed_date"(text) IS 'An ISO date of a form, or NULL for an empty field. Errors: PT400 invalid_date.';

COMMENT ON FUNCTION "app"."typed_emails"(jsonb) IS 'What a form holds, [{email, type, note, is_primary}], in lower case. Errors: PT400 too_many_contacts, PT400 invalid_email (detail: what was typed).';

COMMENT ON FUNCTION "app"."typed_phones"(jsonb) IS 'What a form holds, [{phone, type, note, is_primary}], in E.164. Errors: PT400 too_many_contacts, PT400 invalid_phone (detail: what was typed).';

COMMENT ON FUNCTION "public"."archive_medico"(uuid, uuid, boolean) IS 'Caller: members. Out of lists, or back; nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 medico_not_found.';

COMMENT ON FUNCTION "public"."archive_patient"(uuid, uuid, boolean) IS 'Caller: members. Out of lists and searches, or back; nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text) IS 'Caller: members. The person of a conversation becomes a patient, with their number where it is known; the conversation is called as the patient from now on. Asked twice for one name, it answers the patient that is there. Answers get_patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT404 conversation_not_found, PT409 changed_meanwhile, PT409 conversation_is_group.';

COMMENT ON FUNCTION "public"."count_patients"(uuid, text) IS 'Caller: members. {active, archived} of what a search finds. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."find_patient_duplicates"(uuid, uuid, text, date, text, text[], text[]) IS 'Caller: members. Who else may be the person of a form: by CPF, phone, e-mail or name (with the birthday where both have one); reasons says which. p_id is left out. What cannot be read is ignored. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_medico"(uuid, uuid) IS 'Caller: members. {medico, phones [{…, thread_key}], emails}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 medico_not_found.';

COMMENT ON FUNCTION "public"."get_patient"(uuid, uuid) IS 'Caller: members. {patient, phones [{…, thread_key: of the conversation with that number}], emails, relations, conversations}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."link_conversation"(uuid, text, uuid) IS 'Caller: members. Says whose conversation it is, whatever its number says. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT404 patient_not_found, PT409 conversation_is_group.';

COMMENT ON FUNCTION "public"."list_conversation_patients"(uuid, text) IS 'Caller: members. Whose conversation it is: nobody for an unknown number, several where a mother writes for her children. is_by_hand: linked by somebody, not by the number. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_medicos"(uuid, text, boolean, jsonb, integer) IS 'Caller: members. By name; p_search finds names, specialties, phones, e-mail addresses and council numbers. p_after: {sort_name, id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer) IS 'Caller: members. By name, or the newest first; p_search finds names, phones, e-mail addresses and CPF. p_after: {sort_name | created_at, id} of the last row. thread_key: the conversation with the first phone. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."save_medico"(uuid, uuid, integer, jsonb, jsonb, jsonb) IS 'Caller: members. p_id comes from the client; p_version is the one that was read, null for somebody new. p_medico {full_name, specialty, council, council_state, council_number, note}; phones and e-mails as in save_patient. Answers get_medico. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_council, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_patient"(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) IS 'Caller: members. p_id comes from the client; p_version is the one that was read, null for somebody new. p_patient {full_name, social_name, pronoun, gender, birth_date (ISO), cpf, cep, street, street_number, complement, district, city, state, note}, phones [{phone, type, note, is_primary}], e-mails [{email, …}], relations [{kinship, related_patient_id | full_name, phone, email, cpf, is_guardian, is_payer, is_told}]: what the form holds replaces what was there. Answers get_patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf, PT400 invalid_cep, PT400 invalid_date, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 invalid_relation, PT404 patient_not_found, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."unlink_conversation"(uuid, text, uuid) IS 'Caller: members. Takes back what was linked by hand; a number that is the patient''s goes on linking. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

COMMENT ON TABLE "public"."contact_email_types" IS 'What an e-mail address of a person is for, in the order in which it is offered; its words are texts of the screen.';

COMMENT ON TABLE "public"."contact_emails" IS 'E-mail addresses of patients and doctors in lower case: several a person, one of them the first to be written to.';

COMMENT ON TABLE "public"."contact_phones" IS 'Phones of patients and doctors in E.164: several a person, one of them the first to be called. One number may be of several people (a mother and her children).';

COMMENT ON TABLE "public"."contact_types" IS 'What a phone of a person is for, in the order in which it is offered; its words are texts of the screen.';

COMMENT ON TABLE "public"."medicos" IS 'Professionals outside the clinic: who refers patients, or treats them as well.';

COMMENT ON TABLE "public"."patient_conversations" IS 'Whose conversation it is, where no number tells: a hidden phone, a mother who writes for her child.';

COMMENT ON TABLE "public"."patient_relations" IS 'Guardians, payers, partners and whoever is to be told. A couple are two patients who are each other''s partner.';

COMMENT ON TABLE "public"."patients" IS 'People who are treated by a clinic: how they are called and reached. Clinical content is elsewhere.';

REVOKE ALL ON FUNCTION "app"."find_people"(uuid, text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."find_people"(uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."find_people"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."find_people"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_medico"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_medico"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_medico"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_patient"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_patient"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_patient"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."normalize_email"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."normalize_email"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."normalize_email"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."normalize_email"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."normalize_email"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."patients_of_thread"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."patients_of_thread"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."patients_of_thread"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."patients_of_thread"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."save_contacts"(uuid, text, uuid, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."save_contacts"(uuid, text, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_contacts"(uuid, text, uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."save_relations"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."save_relations"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_relations"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_contacts__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_contacts__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_contacts__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_patients"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_patients"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_patients"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_medicos__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_medicos__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_medicos__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patients__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patients__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patients__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."thread_of_phone"(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."thread_of_phone"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."thread_of_phone"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."thread_of_phone"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."thread_of_phone"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."threads_of_patient"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."threads_of_patient"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."threads_of_patient"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."threads_of_patient"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."trimmed"(text, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."trimmed"(text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."trimmed"(text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."trimmed"(text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."trimmed"(text, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."typed_date"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_date"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_date"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_date"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_date"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."typed_emails"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_emails"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_emails"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_phones"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_phones"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_phones"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_medico"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_medico"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_medico"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_patient"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_patient"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_patient"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_patients"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_patients"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_patients"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_patient_duplicates"(uuid, uuid, text, date, text, text[], text[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."find_patient_duplicates"(uuid, uuid, text, date, text, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_patient_duplicates"(uuid, uuid, text, date, text, text[], text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_medico"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_medico"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_medico"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_patient"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_patient"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_patient"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."link_conversation"(uuid, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."link_conversation"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."link_conversation"(uuid, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_patients"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_patients"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_patients"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_medicos"(uuid, text, boolean, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_medicos"(uuid, text, boolean, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_medicos"(uuid, text, boolean, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_medico"(uuid, uuid, integer, jsonb, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_medico"(uuid, uuid, integer, jsonb, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_medico"(uuid, uuid, integer, jsonb, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_patient"(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_patient"(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_patient"(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."unlink_conversation"(uuid, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."unlink_conversation"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."unlink_conversation"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."contact_email_types" FROM "authenticated";

GRANT SELECT ON TABLE "public"."contact_email_types" TO "authenticated";

REVOKE ALL ON TABLE "public"."contact_email_types" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."contact_email_types" TO "service_role";

REVOKE ALL ON TABLE "public"."contact_emails" FROM "authenticated";

GRANT SELECT ON TABLE "public"."contact_emails" TO "authenticated";

REVOKE ALL ON TABLE "public"."contact_emails" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."contact_emails" TO "service_role";

REVOKE ALL ON TABLE "public"."contact_phones" FROM "authenticated";

GRANT SELECT ON TABLE "public"."contact_phones" TO "authenticated";

REVOKE ALL ON TABLE "public"."contact_phones" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."contact_phones" TO "service_role";

REVOKE ALL ON TABLE "public"."contact_types" FROM "authenticated";

GRANT SELECT ON TABLE "public"."contact_types" TO "authenticated";

REVOKE ALL ON TABLE "public"."contact_types" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."contact_types" TO "service_role";

REVOKE ALL ON TABLE "public"."medicos" FROM "authenticated";

GRANT SELECT ON TABLE "public"."medicos" TO "authenticated";

REVOKE ALL ON TABLE "public"."medicos" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."medicos" TO "service_role";

REVOKE ALL ON TABLE "public"."patient_conversations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patient_conversations" TO "authenticated";

REVOKE ALL ON TABLE "public"."patient_conversations" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patient_conversations" TO "service_role";

REVOKE ALL ON TABLE "public"."patient_relations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patient_relations" TO "authenticated";

REVOKE ALL ON TABLE "public"."patient_relations" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patient_relations" TO "service_role";

REVOKE ALL ON TABLE "public"."patients" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patients" TO "authenticated";

REVOKE ALL ON TABLE "public"."patients" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patients" TO "service_role";

COMMENT ON COLUMN "public"."medicos"."council_state" IS 'The region of the council: a state (CRM, CRO) or a number (CRP 06, CREFITO 3).';

CREATE INDEX patients_cpf ON public.patients USING btree (tenant_id, cpf)
  WHERE (cpf IS NOT NULL);

CREATE INDEX patients_newest ON public.patients USING btree (tenant_id, ((archived_at IS NULL)), created_at DESC, id DESC);

COMMENT ON COLUMN "public"."patients"."note" IS 'For the reception: nothing clinical.';

COMMENT ON COLUMN "public"."patients"."version" IS 'Rises with every change of the form: who saves an older one is told.';

CREATE INDEX medicos_by_name ON public.medicos USING btree (tenant_id, ((archived_at IS NULL)), sort_name, id);

CREATE INDEX patients_by_name ON public.patients USING btree (tenant_id, ((archived_at IS NULL)), sort_name, id);

insert into public.contact_email_types (key, position) values
  ('personal', 1), ('work', 2), ('billing', 3), ('other', 4)
on conflict (key) do update set position = excluded.position;

insert into public.contact_types (key, position) values
  ('mobile', 1), ('home', 2), ('work', 3), ('message', 4), ('emergency', 5), ('other', 6)
on conflict (key) do update set position = excluded.position;
