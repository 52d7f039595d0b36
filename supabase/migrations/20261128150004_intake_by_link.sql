-- intake by link: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."intake_routes" (
  "token_hash" bytea NOT NULL,
  "tenant_id"  uuid  NOT NULL,
  CONSTRAINT "intake_routes_pkey" PRIMARY KEY (token_hash)
);

ALTER TABLE "app"."intake_routes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."rate_counts" (
  "key"      text                     NOT NULL,
  "began_at" timestamp with time zone NOT NULL DEFAULT now(),
  "count"    integer                  NOT NULL DEFAULT 1,
  CONSTRAINT "rate_counts_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."rate_counts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."consents" (
  "tenant_id"        uuid                     NOT NULL,
  "patient_id"       uuid,
  "submission_id"    uuid,
  "purpose"          text                     NOT NULL,
  "text_version"     integer                  NOT NULL,
  "text_fingerprint" text                     NOT NULL,
  "signer_name"      text                     NOT NULL,
  "signer_kinship"   text                     NOT NULL,
  "channel"          text                     NOT NULL,
  "ip_hash"          text,
  "user_agent"       text,
  "given_at"         timestamp with time zone NOT NULL DEFAULT now(),
  "revoked_at"       timestamp with time zone,
  "revoked_by"       uuid,
  CONSTRAINT "channel_is_known" CHECK ((channel = 'intake_link'::text)),
  CONSTRAINT "is_somebodys" CHECK (((patient_id IS NOT NULL) OR (submission_id IS NOT NULL))),
  "id"               uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "consents_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "signer_name_is_one_plain_line" CHECK ((signer_name = app.normalize_name(signer_name)))
);

ALTER TABLE "public"."consents"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."consents" FROM "anon";

CREATE TABLE "public"."intake_answers" (
  "tenant_id"     uuid    NOT NULL,
  "submission_id" uuid    NOT NULL,
  "section_key"   text    NOT NULL,
  "is_clinical"   boolean NOT NULL,
  "answers"       jsonb   NOT NULL,
  CONSTRAINT "intake_answers_pkey" PRIMARY KEY (tenant_id, submission_id, section_key)
);

ALTER TABLE "public"."intake_answers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_answers" FROM "anon";

CREATE TABLE "public"."intake_fields" (
  "key"      text     NOT NULL,
  "unit"     text     NOT NULL,
  "kinds"    text[]   NOT NULL,
  "allowed"  text[],
  "position" smallint NOT NULL,
  CONSTRAINT "intake_fields_key_is_a_path" CHECK ((key ~ '^[a-z_]{2,20}(\.[a-z_]{2,20})?$'::text)),
  CONSTRAINT "intake_fields_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."intake_fields"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_fields" FROM "anon";

CREATE TABLE "public"."intake_form_versions" (
  "tenant_id"  uuid                     NOT NULL,
  "form_id"    uuid                     NOT NULL,
  "version"    integer                  NOT NULL,
  "definition" jsonb                    NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "intake_form_versions_pkey" PRIMARY KEY (tenant_id, form_id, VERSION)
);

ALTER TABLE "public"."intake_form_versions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_form_versions" FROM "anon";

CREATE TABLE "public"."intake_forms" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  "version"     integer                  NOT NULL DEFAULT 1,
  "is_default"  boolean                  NOT NULL DEFAULT false,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "default_is_in_use" CHECK (((NOT is_default) OR (archived_at IS NULL))),
  CONSTRAINT "intake_forms_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "name_fits" CHECK (((char_length(name) >= 2) AND (char_length(name) <= 120))),
  CONSTRAINT "name_is_one_plain_line" CHECK ((name = app.normalize_name(name)))
);

ALTER TABLE "public"."intake_forms"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_forms" FROM "anon";

CREATE TABLE "public"."intake_invites" (
  "tenant_id"    uuid                     NOT NULL,
  "patient_id"   uuid,
  "thread_id"    uuid,
  "form_id"      uuid                     NOT NULL,
  "form_version" integer                  NOT NULL,
  "texts"        jsonb                    NOT NULL,
  "token_hash"   bytea                    NOT NULL,
  "expires_at"   timestamp with time zone NOT NULL,
  "opened_at"    timestamp with time zone,
  "submitted_at" timestamp with time zone,
  "reviewed_at"  timestamp with time zone,
  "cancelled_at" timestamp with time zone,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "ended_once" CHECK (((cancelled_at IS NULL) OR (submitted_at IS NULL))),
  CONSTRAINT "intake_token_is_unique" UNIQUE (tenant_id, token_hash),
  CONSTRAINT "is_for_somebody" CHECK (((patient_id IS NOT NULL) OR (thread_id IS NOT NULL))),
  CONSTRAINT "reviewed_after_it_came" CHECK (((reviewed_at IS NULL) OR (submitted_at IS NOT NULL))),
  "id"           uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "intake_invites_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."intake_invites"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_invites" FROM "anon";

CREATE TABLE "public"."intake_purposes" (
  "key"              text     NOT NULL,
  "nature"           text     NOT NULL,
  "position"         smallint NOT NULL,
  "default_title"    text     NOT NULL,
  "default_body"     text     NOT NULL,
  "is_used_at_first" boolean  NOT NULL,
  CONSTRAINT "intake_purposes_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,30}$'::text)),
  CONSTRAINT "intake_purposes_pkey" PRIMARY KEY (key),
  CONSTRAINT "nature_is_known" CHECK ((nature = ANY (ARRAY['notice'::text, 'contract'::text, 'authorisation'::text, 'consent'::text])))
);

ALTER TABLE "public"."intake_purposes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_purposes" FROM "anon";

CREATE TABLE "public"."intake_submissions" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL,
  "invite_id"      uuid                     NOT NULL,
  "patient_id"     uuid,
  "birth_date"     date                     NOT NULL,
  "is_minor"       boolean                  NOT NULL,
  "signer_name"    text                     NOT NULL,
  "signer_kinship" text                     NOT NULL,
  "locale"         text                     NOT NULL,
  "ip_hash"        text,
  "user_agent"     text,
  "submitted_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "reviewed_by"    uuid,
  "taken"          text[],
  CONSTRAINT "intake_is_answered_once" UNIQUE (tenant_id, invite_id),
  CONSTRAINT "intake_submissions_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "minor_does_not_sign" CHECK (((NOT is_minor) OR (signer_kinship <> 'self'::text))),
  CONSTRAINT "signer_kinship_is_known"
    CHECK
    ((signer_kinship = ANY (ARRAY['self'::text, 'mother'::text, 'father'::text, 'guardian'::text, 'grandparent'::text, 'spouse'::text, 'partner'::text, 'child'::text,
    'sibling'::text, 'other'::text]))),
  CONSTRAINT "user_agent_fits" CHECK ((char_length(user_agent) <= 300)),
  CONSTRAINT "signer_name_is_one_plain_line" CHECK (((signer_name = app.normalize_name(signer_name)) AND ((char_length(signer_name) >= 2) AND (char_length(signer_name) <= 120))))
);

ALTER TABLE "public"."intake_submissions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_submissions" FROM "anon";

CREATE TABLE "public"."intake_texts" (
  "tenant_id"   uuid                     NOT NULL,
  "purpose"     text                     NOT NULL,
  "version"     integer                  NOT NULL,
  "title"       text                     NOT NULL,
  "body"        text                     NOT NULL,
  "is_used"     boolean                  NOT NULL,
  "fingerprint" text                     NOT NULL,
  "created_by"  uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "body_fits" CHECK (((char_length(body) >= 1) AND (char_length(body) <= 20000))),
  CONSTRAINT "fingerprint_is_sha256" CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "intake_texts_pkey" PRIMARY KEY (tenant_id, purpose, VERSION),
  CONSTRAINT "title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 2) AND (char_length(title) <= 160))))
);

ALTER TABLE "public"."intake_texts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."intake_texts" FROM "anon";

CREATE OR REPLACE FUNCTION app.check_intake_condition (
  p_when    jsonb,
  p_earlier text[]
)
  RETURNS void
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if p_when is null or jsonb_typeof(p_when) = 'null' then
    return;
  end if;
  if p_when ->> 'question' is null or not p_when ->> 'question' = any (p_earlier) or p_when ->> 'op' is null
    or p_when ->> 'op' not in ('filled', 'in', 'minor')
    or (p_when ->> 'op' = 'in' and coalesce(jsonb_typeof(p_when -> 'values'), 'null') <> 'array')
    or (p_when ->> 'op' = 'in' and jsonb_array_length(p_when -> 'values') not between 1 and 30)
    or pg_column_size(p_when) > 4000 then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'condition on ' || left(coalesce(p_when ->> 'question', '?'), 40);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_intake_address (
  p_value jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_cep text := regexp_replace(coalesce(p_value ->> 'cep', ''), '[^0-9]', '', 'g');
  v_state text := upper(btrim(coalesce(p_value ->> 'state', '')));
begin
  if jsonb_typeof(p_value) <> 'object' or v_state !~ '^([A-Z]{2})?$' then
    return '{"problem": "invalid_address"}';
  elsif char_length(v_cep) not in (0, 8) then
    return '{"problem": "invalid_cep"}';
  elsif v_state <> '' and v_state not in (
    'AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA', 'PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR',
    'RS', 'SC', 'SE', 'SP', 'TO') then
    return '{"problem": "invalid_address"}';
  end if;
  return jsonb_build_object('value', jsonb_strip_nulls(jsonb_build_object(
    'cep', nullif(v_cep, ''), 'street', app.trimmed(p_value ->> 'street', 200), 'street_number', app.trimmed(p_value ->> 'street_number', 20),
    'complement', app.trimmed(p_value ->> 'complement', 100), 'district', app.trimmed(p_value ->> 'district', 100),
    'city', app.trimmed(p_value ->> 'city', 100), 'state', nullif(v_state, ''))));
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_intake_answer (
  p_question jsonb,
  p_value    jsonb,
  p_today    date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_kind text := p_question ->> 'kind';
  v_text text := case when jsonb_typeof(p_value) = 'string' then btrim(app.normalize_lines(p_value #>> '{}')) end;
  v_value jsonb;
  v_day date;
begin
  if app.intake_is_blank(p_value) or (v_text is not null and v_text = '') then
    return case when (p_question ->> 'required')::boolean then '{"problem": "required"}'::jsonb else '{"value": null}'::jsonb end;
  end if;
  case v_kind
    when 'text', 'long_text' then
      if char_length(v_text) > (case v_kind when 'text' then 200 else 5000 end) then
        return '{"problem": "too_long"}';
      end if;
      v_value := to_jsonb(nullif(case v_kind when 'text' then app.normalize_name(v_text) else v_text end, ''));
      if p_question ->> 'field' like '%name' and char_length(v_value #>> '{}') not between 2 and 120 then
        return '{"problem": "invalid_name"}';
      end if;
    when 'date' then
      begin
        v_day := app.typed_date(v_text);
      exception when sqlstate 'PT400' then
        return '{"problem": "invalid_date"}';
      end;
      if p_question ->> 'field' = 'birth_date' and v_day not between '1880-01-01' and p_today then
        return '{"problem": "invalid_date"}';
      end if;
      v_value := to_jsonb(v_day);
    when 'yes_no' then
      v_value := case when v_text in ('yes', 'no') then to_jsonb(v_text) end;
    when 'choice' then
      v_value := (select o.x -> 'key' from jsonb_array_elements(p_question -> 'options') o (x) where o.x ->> 'key' = v_text);
    when 'multi' then
      v_value := case when jsonb_typeof(p_value) = 'array' then (
        select jsonb_agg(o.x -> 'key' order by o.n) from jsonb_array_elements(p_question -> 'options') with ordinality o (x, n)
        where p_value ? (o.x ->> 'key')) end;
      if jsonb_array_length(v_value) is distinct from jsonb_array_length(p_value) then
        v_value := null;
      end if;
    when 'number' then
      v_value := case when replace(v_text, ',', '.') ~ '^-?[0-9]{1,12}(\.[0-9]{1,6})?$' then to_jsonb(replace(v_text, ',', '.')) end;
    when 'cpf' then
      v_value := to_jsonb((select c.x from app.normalise_cpf_cnpj(v_text) c (x) where char_length(c.x) = 11));
    when 'phone' then
      v_value := to_jsonb(app.normalize_phone(v_text));
    when 'email' then
      v_value := to_jsonb(app.normalize_email(v_text));
    when 'address' then
      return app.checked_intake_address(p_value);
  end case;
  if v_value is null or jsonb_typeof(v_value) = 'null' then
    return jsonb_build_object('problem', 'invalid_' || v_kind);
  end if;
  return jsonb_build_object('value', v_value);
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_intake_answers (
  p_definition jsonb,
  p_answers    jsonb,
  p_today      date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_visible text[] := app.intake_visible(p_definition, p_answers, p_today);
  v_question jsonb;
  v_checked jsonb;
  v_answers jsonb := '{}';
  v_problems jsonb := '{}';
begin
  for v_question in
    select q.x from jsonb_array_elements(p_definition -> 'sections') with ordinality s (x, n),
      jsonb_array_elements(s.x -> 'questions') with ordinality q (x, n)
    where q.x ->> 'key' = any (v_visible) order by s.n, q.n
  loop
    v_checked := app.checked_intake_answer(v_question, p_answers -> (v_question ->> 'key'), p_today);
    if v_checked ? 'problem' then
      v_problems := v_problems || jsonb_build_object(v_question ->> 'key', v_checked -> 'problem');
    elsif v_checked -> 'value' <> 'null' then
      v_answers := v_answers || jsonb_build_object(v_question ->> 'key', v_checked -> 'value');
    end if;
  end loop;
  return jsonb_build_object('answers', v_answers, 'problems', v_problems);
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_intake_definition (
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_section jsonb;
  v_question jsonb;
  v_questions jsonb;
  v_sections jsonb := '[]';
  v_keys text[] := '{}';
  v_fields text[] := '{}';
begin
  if jsonb_typeof(p_definition -> 'sections') is distinct from 'array' or jsonb_array_length(p_definition -> 'sections') not between 1 and 20 then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'sections';
  end if;
  for v_section in select s.x from jsonb_array_elements(p_definition -> 'sections') with ordinality s (x, n) order by s.n loop
    if v_section ->> 'key' is null or v_section ->> 'key' !~ '^[a-z][a-z0-9_]{0,39}$' or app.trimmed(v_section ->> 'title', 120) is null
      or jsonb_path_exists(v_sections, '$[*] ? (@.key == $k)', jsonb_build_object('k', v_section -> 'key'))
      or jsonb_typeof(v_section -> 'questions') is distinct from 'array'
      or jsonb_array_length(v_section -> 'questions') not between 1 and 40 then
      raise sqlstate 'PT400' using message = 'invalid_form', detail = 'section ' || left(coalesce(v_section ->> 'key', '?'), 40);
    end if;
    perform app.check_intake_condition(v_section -> 'when', v_keys);
    v_questions := '[]';
    for v_question in select q.x from jsonb_array_elements(v_section -> 'questions') with ordinality q (x, n) order by q.n loop
      v_question := app.checked_intake_question(v_question, coalesce((v_section ->> 'is_clinical')::boolean, false), v_keys, v_fields);
      v_questions := v_questions || jsonb_build_array(v_question);
      v_keys := v_keys || (v_question ->> 'key');
      v_fields := array_append(v_fields, v_question ->> 'field');
    end loop;
    v_sections := v_sections || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
      'key', v_section -> 'key', 'title', app.trimmed(v_section ->> 'title', 120), 'help', app.trimmed(v_section ->> 'help', 500),
      'is_clinical', coalesce((v_section ->> 'is_clinical')::boolean, false), 'when', v_section -> 'when', 'questions', v_questions)));
  end loop;
  -- who it is, and whether a guardian has to sign, is asked of everybody
  if (
    select count(*) from jsonb_array_elements(v_sections) s (x), jsonb_array_elements(s.x -> 'questions') q (x)
    where q.x ->> 'field' in ('full_name', 'birth_date') and (q.x ->> 'required')::boolean and not s.x ? 'when' and not q.x ? 'when'
  ) <> 2 then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'name_and_birth_date';
  end if;
  return jsonb_build_object('sections', v_sections);
exception when invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_form', detail = 'yes or no';
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_intake_question (
  p_question    jsonb,
  p_is_clinical boolean,
  p_earlier     text[],
  p_fields      text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_key text := p_question ->> 'key';
  v_kind text := p_question ->> 'kind';
  v_field public.intake_fields;
  v_options jsonb := case when p_question ->> 'kind' in ('choice', 'multi') then p_question -> 'options' end;
  v_is_wrong boolean;
begin
  select * into v_field from public.intake_fields f where f.key = p_question ->> 'field';
  v_is_wrong := v_key is null or v_key !~ '^[a-z][a-z0-9_]{0,39}$' or v_key = any (p_earlier) or cardinality(p_earlier) >= 120
    or v_kind is null or v_kind not in ('text', 'long_text', 'date', 'choice', 'multi', 'yes_no', 'number', 'cpf', 'phone', 'email', 'address')
    or app.trimmed(p_question ->> 'label', 300) is null
    or (p_question ? 'field' and (v_field.key is null or p_is_clinical or not v_kind = any (v_field.kinds) or v_field.key = any (p_fields)));
  if not v_is_wrong and v_kind in ('choice', 'multi') then
    v_is_wrong := jsonb_typeof(v_options) is distinct from 'array' or jsonb_array_length(v_options) not between 2 and 30
      or exists (
        select from jsonb_array_elements(v_options) o (x)
        where o.x ->> 'key' is null or o.x ->> 'key' !~ '^[a-z][a-z0-9_]{0,39}$' or app.trimmed(o.x ->> 'label', 120) is null
          or not coalesce(o.x ->> 'key' = any (v_field.allowed), true))
      or (select count(distinct o.x ->> 'key') <> count(*) from jsonb_array_elements(v_options) o (x));
  end if;
  if v_is_wrong then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'question ' || left(coalesce(v_key, '?'), 40);
  end if;
  perform app.check_intake_condition(p_question -> 'when', p_earlier);
  return jsonb_strip_nulls(jsonb_build_object(
    'key', v_key, 'kind', v_kind, 'label', app.trimmed(p_question ->> 'label', 300), 'help', app.trimmed(p_question ->> 'help', 500),
    'required', coalesce((p_question ->> 'required')::boolean, false), 'field', v_field.key, 'when', p_question -> 'when',
    'options', (
      select jsonb_agg(jsonb_build_object('key', o.x ->> 'key', 'label', app.trimmed(o.x ->> 'label', 120)) order by o.n)
      from jsonb_array_elements(v_options) with ordinality o (x, n))));
end;
$function$;

CREATE OR REPLACE FUNCTION app.default_intake_definition()
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select '{"sections": [
  {"key": "identity", "title": "Quem vai ser atendido", "is_clinical": false, "questions": [
    {"key": "full_name", "kind": "text", "label": "Nome completo", "required": true, "help": "Como está no documento.", "field": "full_name"},
    {"key": "social_name", "kind": "text", "label": "Nome social ou como prefere ser chamado(a)", "required": false, "field": "social_name"},
    {"key": "pronoun", "kind": "choice", "label": "Pronome", "required": false, "options": [{"key": "ela", "label": "Ela"}, {"key": "ele", "label": "Ele"}, {"key": "elu", "label": "Elu"}], "field": "pronoun"},
    {"key": "birth_date", "kind": "date", "label": "Data de nascimento", "required": true, "field": "birth_date"},
    {"key": "cpf", "kind": "cpf", "label": "CPF", "required": false, "help": "Usado em recibos e notas.", "field": "cpf"}
  ]},
  {"key": "contacts", "title": "Contato", "is_clinical": false, "questions": [
    {"key": "phone", "kind": "phone", "label": "Celular com WhatsApp", "required": true, "field": "phone"},
    {"key": "email", "kind": "email", "label": "E-mail", "required": false, "field": "email"},
    {"key": "address", "kind": "address", "label": "Endereço", "required": false, "field": "address"}
  ]},
  {"key": "guardian", "title": "Responsável", "help": "Para quem tem menos de 18 anos.", "is_clinical": false, "when": {"question": "birth_date", "op": "minor"}, "questions": [
    {"key": "guardian_name", "kind": "text", "label": "Nome completo do responsável", "required": true, "field": "guardian.full_name"},
    {"key": "guardian_kinship", "kind": "choice", "label": "Parentesco", "required": true, "options": [{"key": "mother", "label": "Mãe"}, {"key": "father", "label": "Pai"}, {"key": "guardian", "label": "Responsável legal"}, {"key": "grandparent", "label": "Avó ou avô"}, {"key": "sibling", "label": "Irmã ou irmão"}, {"key": "other", "label": "Outro"}], "field": "guardian.kinship"},
    {"key": "guardian_phone", "kind": "phone", "label": "Telefone do responsável", "required": true, "field": "guardian.phone"},
    {"key": "guardian_email", "kind": "email", "label": "E-mail do responsável", "required": false, "field": "guardian.email"},
    {"key": "guardian_cpf", "kind": "cpf", "label": "CPF do responsável", "required": false, "field": "guardian.cpf"}
  ]},
  {"key": "emergency", "title": "Contato de emergência", "is_clinical": false, "questions": [
    {"key": "emergency_name", "kind": "text", "label": "Quem devemos avisar em uma emergência?", "required": false, "field": "emergency.full_name"},
    {"key": "emergency_kinship", "kind": "choice", "label": "O que essa pessoa é sua?", "required": false, "options": [{"key": "mother", "label": "Mãe"}, {"key": "father", "label": "Pai"}, {"key": "spouse", "label": "Cônjuge"}, {"key": "partner", "label": "Companheira ou companheiro"}, {"key": "child", "label": "Filha ou filho"}, {"key": "sibling", "label": "Irmã ou irmão"}, {"key": "grandparent", "label": "Avó ou avô"}, {"key": "guardian", "label": "Responsável legal"}, {"key": "other", "label": "Outro"}], "when": {"question": "emergency_name", "op": "filled"}, "field": "emergency.kinship"},
    {"key": "emergency_phone", "kind": "phone", "label": "Telefone dessa pessoa", "required": true, "when": {"question": "emergency_name", "op": "filled"}, "field": "emergency.phone"}
  ]},
  {"key": "complaint", "title": "O que traz você aqui", "help": "Lido apenas por quem vai atender você.", "is_clinical": true, "questions": [
    {"key": "complaint", "kind": "long_text", "label": "Conte, com suas palavras, o que motivou a procura", "required": false},
    {"key": "before", "kind": "yes_no", "label": "Já fez acompanhamento antes?", "required": false},
    {"key": "before_how", "kind": "long_text", "label": "Quando, e como foi?", "required": false, "when": {"question": "before", "op": "in", "values": ["yes"]}}
  ]},
  {"key": "health", "title": "Saúde", "help": "Lido apenas por quem vai atender você.", "is_clinical": true, "questions": [
    {"key": "medication", "kind": "yes_no", "label": "Usa algum medicamento regularmente?", "required": false},
    {"key": "medication_which", "kind": "long_text", "label": "Quais?", "required": false, "when": {"question": "medication", "op": "in", "values": ["yes"]}},
    {"key": "allergies", "kind": "text", "label": "Alergias", "required": false},
    {"key": "conditions", "kind": "long_text", "label": "Alguma condição de saúde que devemos saber?", "required": false},
    {"key": "other_care", "kind": "yes_no", "label": "Está em tratamento com outro profissional de saúde?", "required": false},
    {"key": "other_care_who", "kind": "text", "label": "Com quem?", "required": false, "when": {"question": "other_care", "op": "in", "values": ["yes"]}}
  ]}
]}'::jsonb;
$function$;

CREATE OR REPLACE FUNCTION app.get_intake_invite_info (
  p_token   text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.intake_invites;
  v_state text;
begin
  if not app.take_intake_turn(p_token, p_ip_hash, 'open', 60) then
    return '{"state": "limited"}';
  end if;
  v_row := app.intake_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  v_state := app.intake_state(v_row);
  if v_state <> 'open' then
    return jsonb_build_object('state', replace(v_state, 'reviewed', 'submitted'),
      'clinic_name', (select t.name from public.tenants t where t.id = v_row.tenant_id));
  end if;
  if v_row.opened_at is null then
    update public.intake_invites set opened_at = now() where tenant_id = v_row.tenant_id and id = v_row.id;
    perform app.broadcast(v_row.tenant_id, 'intake', jsonb_build_object('id', v_row.id));
  end if;
  return jsonb_build_object(
    'state', 'open', 'clinic_name', (select t.name from public.tenants t where t.id = v_row.tenant_id),
    'today', app.intake_today(v_row.tenant_id), 'expires_at', v_row.expires_at,
    'form_name', (select f.name from public.intake_forms f where f.tenant_id = v_row.tenant_id and f.id = v_row.form_id),
    'definition', (
      select f.definition from public.intake_form_versions f
      where f.tenant_id = v_row.tenant_id and f.form_id = v_row.form_id and f.version = v_row.form_version),
    'texts', app.intake_texts_of(v_row.tenant_id, v_row.texts));
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_intake (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_form uuid;
begin
  insert into public.intake_forms (tenant_id, name, is_default)
  select p_tenant_id, 'Ficha de cadastro', true
  where not exists (select from public.intake_forms f where f.tenant_id = p_tenant_id)
  returning id into v_form;
  insert into public.intake_form_versions (tenant_id, form_id, version, definition)
  select p_tenant_id, v_form, 1, app.checked_intake_definition(app.default_intake_definition()) where v_form is not null;
  insert into public.intake_texts (tenant_id, purpose, version, title, body, is_used, fingerprint)
  select p_tenant_id, p.key, 1, p.default_title, p.default_body, p.is_used_at_first, app.text_fingerprint(p.default_title, p.default_body)
  from public.intake_purposes p
  where not exists (select from public.intake_texts t where t.tenant_id = p_tenant_id and t.purpose = p.key);
end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_answer_of (
  p_definition jsonb,
  p_answers    jsonb,
  p_field      text
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select p_answers -> (q.x ->> 'key')
  from jsonb_array_elements(p_definition -> 'sections') s (x), jsonb_array_elements(s.x -> 'questions') q (x)
  where q.x ->> 'field' = p_field;
$function$;

CREATE OR REPLACE FUNCTION app.intake_holds (
  p_when    jsonb,
  p_answers jsonb,
  p_today   date
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
declare
  v_value jsonb := p_answers -> (p_when ->> 'question');
  v_text text;
begin
  if p_when is null then
    return true;
  end if;
  if app.intake_is_blank(v_value) then
    return false;
  end if;
  v_text := case when jsonb_typeof(v_value) = 'string' then v_value #>> '{}' end;
  return case p_when ->> 'op'
    when 'filled' then true
    when 'in' then case jsonb_typeof(v_value)
      when 'array' then exists (select from jsonb_array_elements_text(v_value) a (x) where p_when -> 'values' ? a.x)
      else coalesce(p_when -> 'values' ? v_text, false) end
    when 'minor' then coalesce(v_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      and lpad((left(v_text, 4)::integer + 18)::text, 4, '0') || substr(v_text, 5) > p_today::text collate "C", false)
    else false end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_is_blank (
  p_value jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case coalesce(jsonb_typeof(p_value), 'null')
    when 'string' then p_value #>> '{}' !~ '[^ \t\n\r\u00a0]'
    when 'array' then not exists (select from jsonb_array_elements_text(p_value) a (x) where a.x ~ '[^ \t\n\r\u00a0]')
    when 'object' then not exists (select from jsonb_each_text(p_value) o (k, x) where o.x ~ '[^ \t\n\r\u00a0]')
    when 'null' then true
    else false end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_link (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_token text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
  v_hash bytea := sha256(convert_to(v_token, 'UTF8'));
begin
  delete from app.intake_routes r using public.intake_invites i
  where i.tenant_id = p_tenant_id and i.id = p_id and r.tenant_id = p_tenant_id and r.token_hash = i.token_hash;
  update public.intake_invites set token_hash = v_hash where tenant_id = p_tenant_id and id = p_id;
  insert into app.intake_routes (token_hash, tenant_id) values (v_hash, p_tenant_id);
  return v_token;
end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_of (
  p_token text
)
  RETURNS public.intake_invites
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_hash bytea := sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  v_tenant_id uuid;
  v_row public.intake_invites;
begin
  select r.tenant_id into v_tenant_id from app.intake_routes r where r.token_hash = v_hash;
  select * into v_row from public.intake_invites i where i.tenant_id = v_tenant_id and i.token_hash = v_hash for update;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_proposal (
  p_definition jsonb,
  p_answers    jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(u.unit, u.value), '{}')
  from (
    select f.unit, case when bool_or(f.key like '%.%')
      then jsonb_object_agg(split_part(f.key, '.', 2), a.value) else jsonb_agg(a.value) -> 0 end as value
    from public.intake_fields f
    cross join lateral (select app.intake_answer_of(p_definition, p_answers, f.key) as value) a
    where a.value is not null group by f.unit
  ) u;
$function$;

CREATE OR REPLACE FUNCTION app.intake_proposal_of (
  p_tenant_id uuid,
  p_invite_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.intake_proposal(f.definition, coalesce((
    select jsonb_object_agg(e.key, e.value) from public.intake_answers a cross join jsonb_each(a.answers) e
    where a.tenant_id = p_tenant_id and a.submission_id = s.id and not a.is_clinical), '{}'))
  from public.intake_invites i
  join public.intake_submissions s on s.tenant_id = i.tenant_id and s.invite_id = i.id
  join public.intake_form_versions f on f.tenant_id = i.tenant_id and f.form_id = i.form_id and f.version = i.form_version
  where i.tenant_id = p_tenant_id and i.id = p_invite_id;
$function$;

CREATE OR REPLACE FUNCTION app.intake_signer_problems (
  p_texts    jsonb,
  p_payload  jsonb,
  p_is_minor boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.normalize_name(left(p_payload #>> '{signer,full_name}', 1000));
  v_kinship text := p_payload #>> '{signer,kinship}';
  v_problems jsonb := '{}';
begin
  if v_name is null or v_name = '' then
    v_problems := v_problems || '{"signer.full_name": "required"}';
  elsif char_length(v_name) not between 2 and 120 then
    v_problems := v_problems || '{"signer.full_name": "invalid_name"}';
  end if;
  if v_kinship is null or v_kinship not in (
    'self', 'mother', 'father', 'guardian', 'grandparent', 'spouse', 'partner', 'child', 'sibling', 'other') then
    v_problems := v_problems || '{"signer.kinship": "required"}';
  elsif p_is_minor and v_kinship = 'self' then
    v_problems := v_problems || '{"signer.kinship": "guardian_required"}';
  end if;
  return v_problems || coalesce((
    select jsonb_object_agg('texts.' || p.key, 'required')
    from jsonb_object_keys(p_texts) v (purpose) join public.intake_purposes p on p.key = v.purpose
    where (p.nature = 'contract' or p.nature = 'notice' or (p.nature = 'authorisation' and p_is_minor))
      and p_payload -> 'accepted' -> p.key is distinct from 'true'::jsonb), '{}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_state (
  p_invite public.intake_invites
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_invite.reviewed_at is not null then 'reviewed'
    when p_invite.submitted_at is not null then 'submitted'
    when p_invite.cancelled_at is not null then 'cancelled'
    when p_invite.expires_at <= now() then 'expired'
    else 'open'
  end;
$function$;

CREATE OR REPLACE FUNCTION app.intake_texts_in_use (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(t.purpose, t.version) filter (where t.is_used), '{}')
  from (
    select distinct on (x.purpose) x.purpose, x.version, x.is_used from public.intake_texts x
    where x.tenant_id = p_tenant_id order by x.purpose, x.version desc
  ) t;
$function$;

CREATE OR REPLACE FUNCTION app.intake_texts_of (
  p_tenant_id uuid,
  p_texts     jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'purpose', t.purpose, 'nature', p.nature, 'version', t.version, 'title', t.title, 'body', t.body, 'fingerprint', t.fingerprint) order by p.position), '[]')
  from jsonb_each(p_texts) v (purpose, version)
  join public.intake_texts t on t.tenant_id = p_tenant_id and t.purpose = v.purpose and t.version = v.version::integer
  join public.intake_purposes p on p.key = t.purpose;
$function$;

CREATE OR REPLACE FUNCTION app.intake_today (
  p_tenant_id uuid
)
  RETURNS date
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select (now() at time zone t.time_zone)::date from public.tenants t where t.id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.intake_visible (
  p_definition jsonb,
  p_answers    jsonb,
  p_today      date
)
  RETURNS text[]
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
declare
  v_section jsonb;
  v_question jsonb;
  v_known jsonb := '{}';
  v_keys text[] := '{}';
begin
  for v_section in select s.x from jsonb_array_elements(p_definition -> 'sections') with ordinality s (x, n) order by s.n loop
    continue when not app.intake_holds(v_section -> 'when', v_known, p_today);
    for v_question in select q.x from jsonb_array_elements(v_section -> 'questions') with ordinality q (x, n) order by q.n loop
      continue when not app.intake_holds(v_question -> 'when', v_known, p_today);
      v_keys := v_keys || (v_question ->> 'key');
      if p_answers ? (v_question ->> 'key') then
        v_known := v_known || jsonb_build_object(v_question ->> 'key', p_answers -> (v_question ->> 'key'));
      end if;
    end loop;
  end loop;
  return v_keys;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_consents (
  p_invite        public.intake_invites,
  p_submission_id uuid,
  p_accepted      jsonb,
  p_is_minor      boolean
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.consents (tenant_id, patient_id, submission_id, purpose, text_version, text_fingerprint, signer_name, signer_kinship, channel, ip_hash, user_agent)
  select s.tenant_id, s.patient_id, s.id, t.purpose, t.version, t.fingerprint, s.signer_name, s.signer_kinship, 'intake_link', s.ip_hash, s.user_agent
  from public.intake_submissions s
  cross join jsonb_each(p_invite.texts) v (purpose, version)
  join public.intake_texts t on t.tenant_id = s.tenant_id and t.purpose = v.purpose and t.version = v.version::integer
  join public.intake_purposes p on p.key = t.purpose
  where s.tenant_id = p_invite.tenant_id and s.id = p_submission_id and p_accepted -> t.purpose = 'true'
    and (p.nature <> 'authorisation' or p_is_minor);
$function$;

CREATE OR REPLACE FUNCTION app.lock_intake (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.intake_invites
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.intake_invites;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.intake_invites i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'intake_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.merged_intake (
  p_person   jsonb,
  p_proposal jsonb,
  p_take     text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_patient jsonb := p_person -> 'patient';
  v_phones jsonb := p_person -> 'phones';
  v_emails jsonb := p_person -> 'emails';
  v_relations jsonb := p_person -> 'relations';
  v_taken jsonb;
begin
  select coalesce(jsonb_object_agg(t.key, t.value), '{}') into v_taken from jsonb_each(p_proposal) t where t.key = any (p_take);
  v_patient := v_patient || (v_taken - array['address', 'phone', 'email', 'guardian', 'emergency']);
  if v_taken ? 'address' then
    v_patient := v_patient || jsonb_build_object('cep', null, 'street', null, 'street_number', null, 'complement', null, 'district', null,
      'city', null, 'state', null) || (v_taken -> 'address');
  end if;
  if v_taken ? 'phone' and not jsonb_path_exists(v_phones, '$[*] ? (@.phone == $p)', jsonb_build_object('p', v_taken -> 'phone')) then
    v_phones := v_phones || jsonb_build_array(jsonb_build_object('phone', v_taken -> 'phone', 'type', 'mobile'));
  end if;
  if v_taken ? 'email' and not jsonb_path_exists(v_emails, '$[*] ? (@.email == $e)', jsonb_build_object('e', v_taken -> 'email')) then
    v_emails := v_emails || jsonb_build_array(jsonb_build_object('email', v_taken -> 'email', 'type', 'personal'));
  end if;
  if v_taken #>> '{guardian,full_name}' is not null then
    v_relations := app.with_relation(v_relations, (v_taken -> 'guardian') || '{"is_guardian": true}');
  end if;
  if v_taken #>> '{emergency,full_name}' is not null then
    v_relations := app.with_relation(v_relations, v_taken -> 'emergency');
  end if;
  return jsonb_build_object('patient', v_patient, 'phones', v_phones, 'emails', v_emails, 'relations', v_relations);
end;
$function$;

CREATE OR REPLACE FUNCTION app.prune_expired()
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  perform app.release_media_file(f.tenant_id, f.id) from app.media_files f
  where f.expires_at < now();
  delete from app.early_actions where created_at < now() - interval '7 days';
  delete from app.rate_counts where began_at < now() - interval '1 day';
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.notifications n using public.tenants t
  where t.id = n.tenant_id and n.id < app.first_uuid_of(now() - interval '90 days')
    and (n.read_at < now() - interval '90 days' or n.noticed_at < now() - interval '180 days');
  perform app.forget_merges();
end;
$function$;

CREATE OR REPLACE FUNCTION app.reads_clinical_intake (
  p_tenant_id     uuid,
  p_submission_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient_id uuid;
begin
  if not app.is_clinician(p_tenant_id, auth.uid()) then
    return false;
  end if;
  select s.patient_id into v_patient_id from public.intake_submissions s where s.tenant_id = p_tenant_id and s.id = p_submission_id;
  return app.treats(p_tenant_id, v_patient_id, auth.uid())
    or not exists (select from public.care_team c where c.tenant_id = p_tenant_id and c.patient_id = v_patient_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.submit_intake (
  p_token         text,
  p_submission_id uuid,
  p_payload       jsonb,
  p_caller        jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_invite public.intake_invites;
  v_known uuid;
  v_definition jsonb;
  v_checked jsonb;
  v_birth date;
  v_is_minor boolean;
  v_problems jsonb;
begin
  if not app.take_intake_turn(p_token, p_caller ->> 'ip_hash', 'submit', 20) then
    return '{"state": "limited"}';
  end if;
  v_invite := app.intake_of(p_token);
  if v_invite.id is null then
    return '{"state": "unknown"}';
  end if;
  select s.id into v_known from public.intake_submissions s where s.tenant_id = v_invite.tenant_id and s.invite_id = v_invite.id;
  if v_known = p_submission_id then
    return jsonb_build_object('state', 'received', 'submitted_at', v_invite.submitted_at);
  elsif app.intake_state(v_invite) <> 'open' then
    return jsonb_build_object('state', replace(app.intake_state(v_invite), 'reviewed', 'submitted'));
  end if;
  select f.definition into v_definition from public.intake_form_versions f
  where f.tenant_id = v_invite.tenant_id and f.form_id = v_invite.form_id and f.version = v_invite.form_version;
  v_checked := app.checked_intake_answers(v_definition, coalesce(p_payload -> 'answers', '{}'), app.intake_today(v_invite.tenant_id));
  v_birth := app.intake_answer_of(v_definition, v_checked -> 'answers', 'birth_date') #>> '{}';
  v_is_minor := coalesce(v_birth > app.intake_today(v_invite.tenant_id) - interval '18 years', false);
  v_problems := (v_checked -> 'problems') || app.intake_signer_problems(v_invite.texts, p_payload, v_is_minor);
  if v_problems <> '{}' then
    return jsonb_build_object('state', 'invalid', 'problems', v_problems);
  end if;
  update public.intake_invites set submitted_at = now(), opened_at = coalesce(opened_at, now())
  where tenant_id = v_invite.tenant_id and id = v_invite.id;
  insert into public.intake_submissions (tenant_id, id, invite_id, patient_id, birth_date, is_minor, signer_name, signer_kinship, locale, ip_hash, user_agent)
  values (v_invite.tenant_id, p_submission_id, v_invite.id, v_invite.patient_id, v_birth, v_is_minor,
    app.require_name(p_payload #>> '{signer,full_name}'), p_payload #>> '{signer,kinship}', coalesce(left(p_payload ->> 'locale', 10), 'pt-BR'),
    p_caller ->> 'ip_hash', left(app.normalize_name(p_caller ->> 'user_agent'), 300));
  insert into public.intake_answers (tenant_id, submission_id, section_key, is_clinical, answers)
  select v_invite.tenant_id, p_submission_id, s.x ->> 'key', (s.x ->> 'is_clinical')::boolean, jsonb_object_agg(a.key, a.value)
  from jsonb_array_elements(v_definition -> 'sections') s (x), jsonb_array_elements(s.x -> 'questions') q (x)
  join jsonb_each(v_checked -> 'answers') a on a.key = q.x ->> 'key'
  group by s.x ->> 'key', (s.x ->> 'is_clinical')::boolean;
  perform app.keep_consents(v_invite, p_submission_id, p_payload -> 'accepted', v_is_minor);
  perform app.tell_of_intake(v_invite);
  return jsonb_build_object('state', 'received', 'submitted_at', now());
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_intake_turn (
  p_token   text,
  p_ip_hash text,
  p_call    text,
  p_most    integer
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.take_turn('intake:' || p_call || ':' || coalesce(p_ip_hash, '-'), p_most, interval '10 minutes')
    and app.take_turn('intake:' || p_call || ':' || encode(sha256(convert_to(coalesce(p_token, ''), 'UTF8')), 'hex'), p_most, interval '10 minutes');
$function$;

CREATE OR REPLACE FUNCTION app.take_turn (
  p_key    text,
  p_most   integer,
  p_window interval
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.rate_counts as r (key) values (p_key)
  on conflict (key) do update set
    count = case when r.began_at <= now() - p_window then 1 else r.count + 1 end,
    began_at = case when r.began_at <= now() - p_window then now() else r.began_at end
  returning r.count <= p_most;
$function$;

CREATE OR REPLACE FUNCTION app.tell_of_intake (
  p_invite public.intake_invites
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
  v_user_ids uuid[] := array(
    select m.user_id from public.tenant_members m
    where m.tenant_id = p_invite.tenant_id and m.status = 'active'
      and (m.user_id = p_invite.created_by or m.role in ('owner', 'admin', 'supervisor', 'operator')) order by m.user_id);
begin
  if p_invite.patient_id is not null then
    perform app.notify_of_patient(p_invite.tenant_id, p_invite.patient_id, 'intake', v_user_ids);
  else
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = p_invite.tenant_id and t.id = p_invite.thread_id for update;
    perform app.notify(v_thread, 'intake_new', v_user_ids, null, null, null);
  end if;
  perform app.broadcast(p_invite.tenant_id, 'intake', jsonb_build_object('id', p_invite.id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.text_fingerprint (
  p_title text,
  p_body  text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select encode(sha256(convert_to(p_title || E'\n' || p_body, 'UTF8')), 'hex');
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_intakes()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.intake_invites i set thread_id = new.thread_id
  where i.tenant_id = old.tenant_id and i.thread_id = old.thread_id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenants__give_intake()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.give_intake(new.id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.with_relation (
  p_relations jsonb,
  p_relation  jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case when bool_or(r.is_same) then jsonb_agg(case when r.is_same then r.x || p_relation else r.x end order by r.n)
    else coalesce(jsonb_agg(r.x order by r.n), '[]') || jsonb_build_array(p_relation) end
  from (
    select f.x, f.n, f.x ->> 'related_patient_id' is null
      and app.normalize_text(f.x ->> 'full_name') = app.normalize_text(p_relation ->> 'full_name') as is_same
    from jsonb_array_elements(p_relations) with ordinality f (x, n)
  ) r;
$function$;

CREATE OR REPLACE FUNCTION public.archive_intake_form (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.intake_forms;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select * into v_row from public.intake_forms f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'form_not_found';
  end if;
  if v_row.is_default then
    raise sqlstate 'PT409' using message = 'form_is_default', hint = 'Make another form the default first.';
  end if;
  update public.intake_forms f set archived_at = coalesce(f.archived_at, now()) where f.tenant_id = p_tenant_id and f.id = p_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_intake_form"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_intake_invite (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.intake_invites := app.lock_intake(p_tenant_id, p_id);
begin
  if v_row.submitted_at is not null then
    raise sqlstate 'PT409' using message = 'intake_already_answered';
  end if;
  if v_row.cancelled_at is null then
    update public.intake_invites set cancelled_at = now() where tenant_id = p_tenant_id and id = p_id;
    perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', p_id));
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_intake_invite"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.create_intake_invite (
  p_tenant_id  uuid,
  p_form_id    uuid    DEFAULT NULL::uuid,
  p_patient_id uuid    DEFAULT NULL::uuid,
  p_thread_key text    DEFAULT NULL::text,
  p_days       integer DEFAULT 7
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_form public.intake_forms;
  v_thread public.conversation_threads;
  v_row public.intake_invites;
begin
  perform app.require_member(p_tenant_id);
  if p_patient_id is null and p_thread_key is null then
    raise sqlstate 'PT400' using message = 'invite_for_nobody';
  end if;
  if p_days is null or p_days not between 1 and 60 then
    raise sqlstate 'PT400' using message = 'invalid_expiry', detail = '1 to 60 days';
  end if;
  select * into v_form from public.intake_forms f
  where f.tenant_id = p_tenant_id and f.archived_at is null and case when p_form_id is null then f.is_default else f.id = p_form_id end
  for share;
  if v_form.id is null then
    raise sqlstate 'PT404' using message = 'form_not_found';
  end if;
  -- links before conversations, as where an answer comes in
  perform from public.intake_invites i
  where i.tenant_id = p_tenant_id and i.form_id = v_form.id and i.submitted_at is null and i.cancelled_at is null
    and case when p_patient_id is null then i.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key) and i.patient_id is null
      else i.patient_id = p_patient_id end
  order by i.id for update;
  if p_thread_key is not null then
    v_thread := app.lock_thread(p_tenant_id, p_thread_key);
    if v_thread.is_group then
      raise sqlstate 'PT409' using message = 'conversation_is_group';
    end if;
  end if;
  -- of two who invite one patient the second replaces the link of the first
  perform from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for no key update;
  if p_patient_id is not null and not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  update public.intake_invites i set cancelled_at = now()
  where i.tenant_id = p_tenant_id and i.form_id = v_form.id and i.submitted_at is null and i.cancelled_at is null
    and case when p_patient_id is null then i.thread_id = v_thread.id and i.patient_id is null else i.patient_id = p_patient_id end;
  insert into public.intake_invites (tenant_id, patient_id, thread_id, form_id, form_version, texts, token_hash, expires_at, created_by)
  values (p_tenant_id, p_patient_id, v_thread.id, v_form.id, v_form.version, app.intake_texts_in_use(p_tenant_id),
    sha256(extensions.gen_random_bytes(32)), now() + make_interval(days => p_days), auth.uid())
  returning * into v_row;
  perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', v_row.id));
  return jsonb_build_object('id', v_row.id, 'token', app.intake_link(p_tenant_id, v_row.id), 'expires_at', v_row.expires_at);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."create_intake_invite"(uuid, uuid, uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_intake (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_invite record;
  v_submission record;
  v_definition jsonb;
  v_answers jsonb;
  v_patient_id uuid;
begin
  perform app.require_member(p_tenant_id);
  select i.id, i.patient_id, i.form_id, i.form_version, i.texts, i.thread_id, i.created_at, i.created_by, i.submitted_at, i.reviewed_at,
    t.thread_key, t.contact_name, t.phone
  into v_invite
  from public.intake_invites i
  left join public.conversation_threads t on t.tenant_id = i.tenant_id and t.id = i.thread_id
  where i.tenant_id = p_tenant_id and i.id = p_id;
  select s.id, s.patient_id, s.birth_date, s.is_minor, s.signer_name, s.signer_kinship, s.user_agent, s.reviewed_by, s.taken into v_submission
  from public.intake_submissions s where s.tenant_id = p_tenant_id and s.invite_id = p_id;
  if v_invite.id is null or v_submission.id is null then
    raise sqlstate 'PT404' using message = 'intake_not_found';
  end if;
  select f.definition into v_definition from public.intake_form_versions f
  where f.tenant_id = p_tenant_id and f.form_id = v_invite.form_id and f.version = v_invite.form_version;
  select coalesce(jsonb_object_agg(e.key, e.value), '{}') into v_answers
  from public.intake_answers a cross join jsonb_each(a.answers) e
  where a.tenant_id = p_tenant_id and a.submission_id = v_submission.id;
  -- somebody may have made a patient of them in the meantime
  v_patient_id := coalesce(v_submission.patient_id, v_invite.patient_id);
  return jsonb_build_object(
    'id', v_invite.id, 'created_at', v_invite.created_at, 'submitted_at', v_invite.submitted_at, 'reviewed_at', v_invite.reviewed_at,
    'reviewed_by', v_submission.reviewed_by, 'thread_key', v_invite.thread_key, 'contact_name', v_invite.contact_name, 'phone', v_invite.phone,
    'is_minor', v_submission.is_minor, 'birth_date', v_submission.birth_date, 'taken', to_jsonb(v_submission.taken),
    'signer', jsonb_build_object('full_name', v_submission.signer_name, 'kinship', v_submission.signer_kinship,
      'user_agent', v_submission.user_agent),
    'patient', case when v_patient_id is not null then public.get_patient(p_tenant_id, v_patient_id) end,
    'suggestions', case when v_patient_id is null and v_invite.thread_id is not null then (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'birth_date', p.birth_date) order by p.name), '[]')
      from public.patients p where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_invite.thread_id))) end,
    'proposal', app.intake_proposal(v_definition, v_answers),
    'sections', (
      select jsonb_agg(jsonb_build_object('key', s.x -> 'key', 'title', s.x -> 'title', 'is_clinical', s.x -> 'is_clinical',
        -- nothing of a clinical section is read by who does not treat, not even whether it was answered
        'is_hidden', (s.x ->> 'is_clinical')::boolean and not app.reads_clinical_intake(p_tenant_id, v_submission.id),
        'answers', coalesce((
          select jsonb_agg(q.x || jsonb_build_object('value', v_answers -> (q.x ->> 'key')) order by q.n)
          from jsonb_array_elements(s.x -> 'questions') with ordinality q (x, n) where v_answers ? (q.x ->> 'key')), '[]')) order by s.n)
      from jsonb_array_elements(v_definition -> 'sections') with ordinality s (x, n)),
    'texts', (
      select coalesce(jsonb_agg(t.x || jsonb_build_object('consent', (
        select jsonb_build_object('id', c.id, 'given_at', c.given_at, 'text_fingerprint', c.text_fingerprint, 'revoked_at', c.revoked_at)
        from public.consents c
        where c.tenant_id = p_tenant_id and c.submission_id = v_submission.id and c.purpose = t.x ->> 'purpose')) order by t.n), '[]')
      from jsonb_array_elements(app.intake_texts_of(p_tenant_id, v_invite.texts)) with ordinality t (x, n)
      where t.x ->> 'nature' <> 'authorisation' or v_submission.is_minor));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_intake"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_consents (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    id               uuid,
    purpose          text,
    nature           text,
    title            text,
    text_version     integer,
    text_fingerprint text,
    signer_name      text,
    signer_kinship   text,
    channel          text,
    given_at         timestamp with time zone,
    revoked_at       timestamp with time zone,
    revoked_by       uuid
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select c.id, c.purpose, p.nature, t.title, c.text_version, c.text_fingerprint, c.signer_name, c.signer_kinship, c.channel, c.given_at,
      c.revoked_at, c.revoked_by
    from public.consents c
    join public.intake_purposes p on p.key = c.purpose
    join public.intake_texts t on t.tenant_id = c.tenant_id and t.purpose = c.purpose and t.version = c.text_version
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by p.position, c.given_at desc, c.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_consents"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_intake_forms (
  p_tenant_id uuid
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    version     integer,
    is_default  boolean,
    archived_at timestamp with time zone,
    updated_at  timestamp with time zone,
    definition  jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select f.id, f.name, f.version, f.is_default, f.archived_at, f.updated_at, v.definition
    from public.intake_forms f
    join public.intake_form_versions v on v.tenant_id = f.tenant_id and v.form_id = f.id and v.version = f.version
    where f.tenant_id = p_tenant_id
    order by f.archived_at is not null, not f.is_default, app.normalize_text(f.name), f.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_intake_forms"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_intake_invites (
  p_tenant_id  uuid,
  p_state      text    DEFAULT NULL::text,
  p_patient_id uuid    DEFAULT NULL::uuid,
  p_thread_key text    DEFAULT NULL::text,
  p_before     uuid    DEFAULT NULL::uuid,
  p_limit      integer DEFAULT 50
)
  RETURNS TABLE (
    id           uuid,
    state        text,
    patient_id   uuid,
    patient_name text,
    thread_key   text,
    contact_name text,
    phone        text,
    form_name    text,
    created_at   timestamp with time zone,
    created_by   uuid,
    expires_at   timestamp with time zone,
    opened_at    timestamp with time zone,
    submitted_at timestamp with time zone,
    reviewed_at  timestamp with time zone,
    is_minor     boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if p_state not in ('open', 'submitted', 'reviewed', 'ended') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_state, 40);
  end if;
  return query
    select i.id,
      case when i.reviewed_at is not null then 'reviewed' when i.submitted_at is not null then 'submitted'
        when i.cancelled_at is not null then 'cancelled' when i.expires_at <= now() then 'expired' else 'open' end,
      i.patient_id, p.name, t.thread_key, t.contact_name, t.phone, f.name, i.created_at, i.created_by, i.expires_at,
      i.opened_at, i.submitted_at, i.reviewed_at, s.is_minor
    from public.intake_invites i
    join public.intake_forms f on f.tenant_id = i.tenant_id and f.id = i.form_id
    left join public.patients p on p.tenant_id = i.tenant_id and p.id = i.patient_id
    left join public.conversation_threads t on t.tenant_id = i.tenant_id and t.id = i.thread_id
    left join public.intake_submissions s on s.tenant_id = i.tenant_id and s.invite_id = i.id
    where i.tenant_id = p_tenant_id
      and case p_state
        when 'submitted' then i.submitted_at is not null and i.reviewed_at is null
        when 'reviewed' then i.reviewed_at is not null
        when 'open' then i.submitted_at is null and i.cancelled_at is null and i.expires_at > now()
        when 'ended' then i.submitted_at is null and (i.cancelled_at is not null or i.expires_at <= now())
        else true end
      and (p_patient_id is null or i.patient_id = p_patient_id)
      and (p_thread_key is null or i.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key))
      and (p_before is null or i.id < p_before)
    order by i.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_intake_invites"(uuid, text, uuid, text, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_intake_texts (
  p_tenant_id uuid
)
  RETURNS TABLE (
    purpose    text,
    nature     text,
    version    integer,
    title      text,
    body       text,
    is_used    boolean,
    created_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select p.key, p.nature, t.version, t.title, t.body, t.is_used, t.created_at
    from public.intake_purposes p
    cross join lateral (
      select x.* from public.intake_texts x
      where x.tenant_id = p_tenant_id and x.purpose = p.key order by x.version desc limit 1) t
    order by p.position;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_intake_texts"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.merge_intake (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid,
  p_version    integer,
  p_take       text[]  DEFAULT '{}'::text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_invite public.intake_invites := app.lock_intake(p_tenant_id, p_id);
  v_proposal jsonb;
  v_thread_key text;
  v_person jsonb;
begin
  if v_invite.submitted_at is null then
    raise sqlstate 'PT404' using message = 'intake_not_found';
  end if;
  if v_invite.reviewed_at is not null then
    return jsonb_build_object('id', p_id, 'patient_id', v_invite.patient_id);
  end if;
  if p_patient_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_invite.patient_id <> p_patient_id then
    raise sqlstate 'PT409' using message = 'intake_of_another_patient';
  end if;
  v_proposal := app.intake_proposal_of(p_tenant_id, p_id);
  select t.thread_key into v_thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_invite.thread_id;
  if p_version is null then
    if v_invite.patient_id is not null then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
    v_person := public.convert_conversation(p_tenant_id, v_thread_key, p_patient_id, v_proposal ->> 'full_name');
    -- the conversation has become somebody meanwhile: who reviews has to see them first
    if (v_person #>> '{patient,id}')::uuid <> p_patient_id then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
  else
    v_person := public.get_patient(p_tenant_id, p_patient_id);
    if (v_person #>> '{patient,version}')::integer <> p_version then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
    if v_invite.patient_id is null then
      perform public.link_conversation(p_tenant_id, v_thread_key, p_patient_id);
    end if;
  end if;
  if p_version is null or cardinality(p_take) > 0 then
    v_person := app.merged_intake(v_person, v_proposal, coalesce(p_take, '{}'));
    perform public.save_patient(p_tenant_id, p_patient_id, (v_person #>> '{patient,version}')::integer,
      v_person -> 'patient', v_person -> 'phones', v_person -> 'emails', v_person -> 'relations');
  end if;
  update public.intake_invites set patient_id = p_patient_id, reviewed_at = now() where tenant_id = p_tenant_id and id = p_id;
  update public.intake_submissions set patient_id = p_patient_id, reviewed_by = auth.uid(), taken = coalesce(p_take, '{}')
  where tenant_id = p_tenant_id and invite_id = p_id;
  update public.consents c set patient_id = p_patient_id from public.intake_submissions s
  where s.tenant_id = p_tenant_id and s.invite_id = p_id and c.tenant_id = p_tenant_id and c.submission_id = s.id;
  perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', p_id));
  return jsonb_build_object('id', p_id, 'patient_id', p_patient_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."merge_intake"(uuid, uuid, uuid, integer, text[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.renew_intake_invite (
  p_tenant_id uuid,
  p_id        uuid,
  p_days      integer DEFAULT 7
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.intake_invites := app.lock_intake(p_tenant_id, p_id);
begin
  if p_days is null or p_days not between 1 and 60 then
    raise sqlstate 'PT400' using message = 'invalid_expiry', detail = '1 to 60 days';
  end if;
  if v_row.submitted_at is not null then
    raise sqlstate 'PT409' using message = 'intake_already_answered';
  end if;
  update public.intake_invites i set
    cancelled_at = null, opened_at = null, expires_at = now() + make_interval(days => p_days), texts = app.intake_texts_in_use(p_tenant_id),
    form_version = (select f.version from public.intake_forms f where f.tenant_id = p_tenant_id and f.id = i.form_id)
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', p_id));
  return jsonb_build_object('id', p_id, 'token', app.intake_link(p_tenant_id, p_id), 'expires_at', v_row.expires_at);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."renew_intake_invite"(uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.revoke_consent (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.consents;
  v_nature text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.consents c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'consent_not_found';
  end if;
  select p.nature into v_nature from public.intake_purposes p where p.key = v_row.purpose;
  if v_nature not in ('consent', 'authorisation') then
    raise sqlstate 'PT409' using message = 'not_revocable', detail = v_nature;
  end if;
  update public.consents c set revoked_at = now(), revoked_by = auth.uid() where c.tenant_id = p_tenant_id and c.id = p_id and c.revoked_at is null;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."revoke_consent"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_intake_form (
  p_tenant_id  uuid,
  p_id         uuid,
  p_version    integer,
  p_name       text,
  p_definition jsonb,
  p_is_default boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_definition jsonb;
  v_row public.intake_forms;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_definition := app.checked_intake_definition(p_definition);
  -- the forms of a clinic change in turn: only one of them is the default
  perform from public.intake_forms f where f.tenant_id = p_tenant_id order by f.id for update;
  select * into v_row from public.intake_forms f where f.tenant_id = p_tenant_id and f.id = p_id;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if p_is_default then
    update public.intake_forms f set is_default = false where f.tenant_id = p_tenant_id and f.is_default and f.id <> p_id;
  end if;
  insert into public.intake_forms as f (tenant_id, id, name, is_default) values (p_tenant_id, p_id, app.require_name(p_name), p_is_default)
  on conflict (tenant_id, id) do update set
    name = excluded.name, version = f.version + 1, is_default = f.is_default or excluded.is_default, archived_at = null
  returning * into v_row;
  insert into public.intake_form_versions (tenant_id, form_id, version, definition, created_by)
  values (p_tenant_id, p_id, v_row.version, v_definition, auth.uid());
  return jsonb_build_object('id', v_row.id, 'name', v_row.name, 'version', v_row.version, 'is_default', v_row.is_default,
    'archived_at', v_row.archived_at, 'updated_at', v_row.updated_at, 'definition', v_definition);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_intake_form"(uuid, uuid, integer, text, jsonb, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_intake_text (
  p_tenant_id uuid,
  p_purpose   text,
  p_version   integer,
  p_title     text,
  p_body      text,
  p_is_used   boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_title text;
  v_body text := btrim(app.normalize_lines(p_body), E' \n');
  v_row public.intake_texts;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  v_title := app.require_name(p_title, 160);
  if v_body is null or char_length(v_body) not between 1 and 20000 then
    raise sqlstate 'PT400' using message = 'invalid_text', detail = '20000';
  end if;
  select * into v_row from public.intake_texts t
  where t.tenant_id = p_tenant_id and t.purpose = p_purpose order by t.version desc limit 1 for update;
  if v_row.purpose is null then
    raise sqlstate 'PT404' using message = 'text_not_found';
  end if;
  if (v_row.title, v_row.body, v_row.is_used) is distinct from (v_title, v_body, coalesce(p_is_used, false)) then
    if v_row.version is distinct from p_version then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
    insert into public.intake_texts (tenant_id, purpose, version, title, body, is_used, fingerprint, created_by)
    values (p_tenant_id, p_purpose, v_row.version + 1, v_title, v_body, coalesce(p_is_used, false), app.text_fingerprint(v_title, v_body), auth.uid())
    on conflict do nothing returning * into v_row;
    -- somebody who was faster holds the next version
    if v_row.purpose is null then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
  end if;
  return jsonb_build_object('purpose', v_row.purpose, 'version', v_row.version, 'title', v_row.title, 'body', v_row.body,
    'is_used', v_row.is_used, 'created_at', v_row.created_at);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_intake_text"(uuid, text, integer, text, text, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."intake_routes"
  ADD CONSTRAINT "intake_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_form_versions"
  ADD CONSTRAINT "intake_form_versions_tenant_id_form_id_fkey" FOREIGN KEY (tenant_id, form_id) REFERENCES public.intake_forms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_forms"
  ADD CONSTRAINT "intake_forms_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_invites"
  ADD CONSTRAINT "intake_invites_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_invites"
  ADD CONSTRAINT "intake_invites_tenant_id_form_id_form_version_fkey" FOREIGN KEY (tenant_id, form_id, form_version)
    REFERENCES public.intake_form_versions(tenant_id, form_id, VERSION) ON DELETE CASCADE;

ALTER TABLE "public"."intake_invites"
  ADD CONSTRAINT "intake_invites_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_invites"
  ADD CONSTRAINT "intake_invites_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_purpose_fkey" FOREIGN KEY (purpose) REFERENCES public.intake_purposes(key) ON DELETE RESTRICT;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_tenant_id_submission_id_fkey" FOREIGN KEY (tenant_id, submission_id) REFERENCES public.intake_submissions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_answers"
  ADD CONSTRAINT "intake_answers_tenant_id_submission_id_fkey" FOREIGN KEY (tenant_id, submission_id) REFERENCES public.intake_submissions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."intake_submissions"
  ADD CONSTRAINT "intake_submissions_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_tenant_id_purpose_text_version_fkey" FOREIGN KEY (tenant_id, purpose, text_version) REFERENCES public.intake_texts(tenant_id, purpose, VERSION)
    ON DELETE CASCADE;

ALTER TABLE "public"."intake_texts"
  ADD CONSTRAINT "intake_texts_purpose_fkey" FOREIGN KEY (purpose) REFERENCES public.intake_purposes(key) ON DELETE RESTRICT;

ALTER TABLE "public"."intake_texts"
  ADD CONSTRAINT "intake_texts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX intake_routes_tenant ON app.intake_routes USING btree (tenant_id);

CREATE INDEX rate_counts_began ON app.rate_counts USING btree (began_at);

CREATE UNIQUE INDEX consents_once ON public.consents USING btree (tenant_id, submission_id, purpose)
  WHERE (submission_id IS NOT NULL);

CREATE INDEX consents_patient ON public.consents USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX consents_purpose ON public.consents USING btree (purpose);

CREATE INDEX consents_text ON public.consents USING btree (tenant_id, purpose, text_version);

CREATE UNIQUE INDEX intake_forms_one_default ON public.intake_forms USING btree (tenant_id)
  WHERE is_default;

CREATE INDEX intake_invites_form ON public.intake_invites USING btree (tenant_id, form_id, form_version);

CREATE INDEX intake_invites_patient ON public.intake_invites USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX intake_invites_thread ON public.intake_invites USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

CREATE INDEX intake_submissions_patient ON public.intake_submissions USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX intake_texts_purpose ON public.intake_texts USING btree (purpose);

CREATE TRIGGER conversation_addresses_move_intakes
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_intakes();

CREATE TRIGGER intake_forms_touch
  BEFORE UPDATE ON public.intake_forms
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER tenants_give_intake
  AFTER INSERT ON public.tenants
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenants__give_intake();

CREATE POLICY "select_nobody" ON "app"."intake_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."rate_counts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."consents"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_readers" ON "public"."intake_answers"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND ((NOT is_clinical) OR app.reads_clinical_intake(tenant_id, submission_id))));

CREATE POLICY "select_signed_in" ON "public"."intake_fields"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."intake_form_versions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."intake_forms"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."intake_invites"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_signed_in" ON "public"."intake_purposes"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."intake_submissions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."intake_texts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."consents"."patient_id" IS 'Null until a review says who the person of a link is.';

COMMENT ON COLUMN "public"."intake_fields"."allowed" IS 'Where the field knows a few values: the options of the question are of these.';

COMMENT ON COLUMN "public"."intake_fields"."kinds" IS 'Kinds of questions whose answers fit.';

COMMENT ON COLUMN "public"."intake_fields"."unit" IS 'What is kept or taken as one in a review: a guardian is one, with name and phone.';

COMMENT ON COLUMN "public"."intake_forms"."version" IS 'The current one: a form that was sent stays as it was sent.';

COMMENT ON COLUMN "public"."intake_invites"."texts" IS 'Version by purpose: what its person reads, although the clinic writes another since.';

COMMENT ON COLUMN "public"."intake_invites"."token_hash" IS 'SHA-256 of the token in the link; the token itself is shown once and never stored.';

COMMENT ON COLUMN "public"."intake_purposes"."nature" IS 'notice: read; contract: accepted by everybody; authorisation: by the guardian of a minor; consent: free, separate and revocable.';

COMMENT ON COLUMN "public"."intake_submissions"."id" IS 'From the browser of whoever answered: sent twice, it is one.';

COMMENT ON COLUMN "public"."intake_submissions"."ip_hash" IS 'HMAC-SHA-256 of the address with a key of the service.';

COMMENT ON COLUMN "public"."intake_submissions"."taken" IS 'Units of the patient that the review took from the answers.';

COMMENT ON COLUMN "public"."intake_texts"."fingerprint" IS 'SHA-256 of title, line break, body: part of the proof.';

COMMENT ON FUNCTION "app"."checked_intake_definition"(jsonb) IS 'Errors: PT400 invalid_form (detail: the section or question, or name_and_birth_date where one of them is not asked of everybody).';

COMMENT ON FUNCTION "app"."get_intake_invite_info"(text, text) IS 'Caller: get-intake-invite-info, for whoever holds the token. {state: open | submitted | cancelled | expired | unknown | limited}; one that is open with clinic_name, today, expires_at, form_name, definition and texts, the others that are known with clinic_name. Nothing of the patient.';

COMMENT ON FUNCTION "app"."give_intake"(uuid) IS 'Gives a clinic the form and the texts that it begins with, where it has none. Repeating it changes nothing.';

COMMENT ON FUNCTION "app"."intake_answer_of"(jsonb, jsonb, text) IS 'The answer that is to become a field of the patient; NULL where there is none.';

COMMENT ON FUNCTION "app"."intake_proposal_of"(uuid, uuid) IS 'What the answers of an invite say of the patient; nothing clinical can be part of it.';

COMMENT ON FUNCTION "app"."intake_texts_in_use"(uuid) IS 'Current version by purpose, of what is asked at all.';

COMMENT ON FUNCTION "app"."intake_texts_of"(uuid, jsonb) IS 'The texts of an invite, {purpose: version}, in the order in which they are read.';

COMMENT ON FUNCTION "app"."intake_today"(uuid) IS 'The day at the clinic: who comes of age today is no minor today.';

COMMENT ON FUNCTION "app"."reads_clinical_intake"(uuid, uuid) IS 'True for who treats the person of the answers, and for clinicians while nobody does.';

COMMENT ON FUNCTION "app"."submit_intake"(text, uuid, jsonb, jsonb) IS 'Caller: submit-patient-intake, for whoever holds the token. p_payload {answers, accepted: {purpose: true}, signer: {full_name, kinship}, locale}, p_caller {ip_hash, user_agent}. {state: received, submitted_at}, also for the same submission id again; {state: invalid, problems: {question | signer.… | texts.…: code}}; {state: submitted | cancelled | expired | unknown | limited}.';

COMMENT ON FUNCTION "app"."take_turn"(text, integer, interval) IS 'True for the first p_most calls with the key in each window.';

COMMENT ON FUNCTION "app"."text_fingerprint"(text, text) IS 'SHA-256 of a text that people accept: title, line break, body.';

COMMENT ON FUNCTION "app"."with_relation"(jsonb, jsonb) IS 'Relations with one more, or with the one of the same name completed.';

COMMENT ON FUNCTION "public"."archive_intake_form"(uuid, uuid) IS 'Caller: owner, admin, supervisor. It is offered no more; links that are out still work. Archiving twice changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 form_not_found, PT409 form_is_default.';

COMMENT ON FUNCTION "public"."cancel_intake_invite"(uuid, uuid) IS 'Caller: members. The link opens nothing but this news. Cancelling twice changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 intake_not_found, PT409 intake_already_answered.';

COMMENT ON FUNCTION "public"."create_intake_invite"(uuid, uuid, uuid, text, integer) IS 'Caller: members. A link to a form (the default one), for a patient or for the person of a conversation, or both. It replaces an open link of the same form to the same person. Returns {id, token, expires_at}; the token is never shown again. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invite_for_nobody, PT400 invalid_expiry, PT404 form_not_found, PT404 conversation_not_found, PT404 patient_not_found, PT409 conversation_is_group.';

COMMENT ON FUNCTION "public"."get_intake"(uuid, uuid) IS 'Caller: members. What came back by an invite: sections with answers (those of a clinical one for who treats, is_hidden for everybody else), what they say of the patient by unit (proposal), the patient as it is now, other patients of the conversation, the texts with their proof. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 intake_not_found.';

COMMENT ON FUNCTION "public"."list_consents"(uuid, uuid) IS 'Caller: members. What was read, accepted, authorised and agreed to for a patient, with its proof, the withdrawn ones as well. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_intake_forms"(uuid) IS 'Caller: members. The forms of the clinic with what they ask now, the archived ones last. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_intake_invites"(uuid, text, uuid, text, uuid, integer) IS 'Caller: members. Links and what became of them, the latest first, before a position: all, or open, submitted (to be reviewed), reviewed, ended (cancelled or expired); of a patient or a conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_intake_texts"(uuid) IS 'Caller: members. The current text of each purpose, used or not. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."merge_intake"(uuid, uuid, uuid, integer, text[]) IS 'Caller: members. Ends the review of a form: the units of p_take become the patients as the form says, what is not named stays. p_version is the one that was read; null makes a patient with the id p_patient_id of the person of the conversation. A repeated call changes nothing. Answers {id, patient_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 intake_not_found, PT404 patient_not_found, PT409 intake_of_another_patient, PT409 changed_meanwhile, and those of save_patient.';

COMMENT ON FUNCTION "public"."renew_intake_invite"(uuid, uuid, integer) IS 'Caller: members. Another link in the place of one that was lost, expired or cancelled, with form and texts of today; the old one opens nothing any more. Returns {id, token, expires_at}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_expiry, PT404 intake_not_found, PT409 intake_already_answered.';

COMMENT ON FUNCTION "public"."revoke_consent"(uuid, uuid) IS 'Caller: members. A person withdraws what they agreed to, or a guardian the authorisation; who noted it and when is kept. A contract ends otherwise, and a notice was only read. Withdrawing twice changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 consent_not_found, PT409 not_revocable.';

COMMENT ON FUNCTION "public"."save_intake_form"(uuid, uuid, integer, text, jsonb, boolean) IS 'Caller: owner, admin, supervisor. p_id comes from the client; p_version is the one that was read, null for a new form. What was sent before stays as it was sent. Saving an archived form brings it back. Answers the form. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_form (detail: where), PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_intake_text"(uuid, text, integer, text, text, boolean) IS 'Caller: owner, admin, supervisor. Another version of a text; p_version is the one that was read. The same words again are the same version. Answers the text. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_text, PT404 text_not_found, PT409 changed_meanwhile.';

COMMENT ON TABLE "app"."intake_routes" IS 'Whose intake form a link opens: whoever follows it names no clinic. The invite itself is in intake_invites.';

COMMENT ON TABLE "app"."rate_counts" IS 'How often callers without an account asked, by what they are known by: app.take_turn counts here. Keys hold hashes, no addresses.';

COMMENT ON TABLE "public"."consents" IS 'Person, signer and kinship, purpose, version of the text, time, channel, proof, and when it was withdrawn (LGPD art. 8).';

COMMENT ON TABLE "public"."intake_answers" IS 'Answers by section, so that those of a clinical one have readers of their own: who treats. Desk, administrators and owner read the others.';

COMMENT ON TABLE "public"."intake_fields" IS 'What of a patient an answer can become.';

COMMENT ON TABLE "public"."intake_form_versions" IS 'What a form asks: {sections: [{key, title, help, is_clinical, when, questions: [{key, kind, label, help, required, options, when, field}]}]}, as app.checked_intake_definition leaves it. Never changed.';

COMMENT ON TABLE "public"."intake_forms" IS 'Forms that a clinic sends before the first session. What they ask is in intake_form_versions.';

COMMENT ON TABLE "public"."intake_invites" IS 'Links to an intake form: to a patient, or to the person of a conversation who is nobody yet. Each takes one answer.';

COMMENT ON TABLE "public"."intake_purposes" IS 'Texts of an intake form by purpose, with the words that a clinic begins with.';

COMMENT ON TABLE "public"."intake_submissions" IS 'That a form came back, who signed it and what of it became the patient''s. The answers are in intake_answers.';

COMMENT ON TABLE "public"."intake_texts" IS 'What people read and accept, every version of it: the highest is the current one. Never changed, because proofs name it.';

REVOKE ALL ON FUNCTION "app"."check_intake_condition"(jsonb, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_intake_condition"(jsonb, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_intake_condition"(jsonb, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_intake_address"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_intake_address"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_intake_address"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_intake_answer"(jsonb, jsonb, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_intake_answer"(jsonb, jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_intake_answer"(jsonb, jsonb, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_intake_answers"(jsonb, jsonb, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_intake_answers"(jsonb, jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_intake_answers"(jsonb, jsonb, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_intake_definition"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_intake_definition"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_intake_definition"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_intake_question"(jsonb, boolean, text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_intake_question"(jsonb, boolean, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_intake_question"(jsonb, boolean, text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."default_intake_definition"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."default_intake_definition"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."default_intake_definition"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."get_intake_invite_info"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."get_intake_invite_info"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."get_intake_invite_info"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."get_intake_invite_info"(text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_intake"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_intake"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_intake"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_answer_of"(jsonb, jsonb, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."intake_answer_of"(jsonb, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."intake_answer_of"(jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_answer_of"(jsonb, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_holds"(jsonb, jsonb, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_holds"(jsonb, jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_holds"(jsonb, jsonb, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_is_blank"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_is_blank"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_is_blank"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_link"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_link"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_link"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_of"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_of"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_of"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_proposal"(jsonb, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."intake_proposal"(jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."intake_proposal"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_proposal"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_proposal_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_proposal_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_proposal_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_signer_problems"(jsonb, jsonb, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_signer_problems"(jsonb, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_signer_problems"(jsonb, jsonb, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_state"(public.intake_invites) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."intake_state"(public.intake_invites) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."intake_state"(public.intake_invites) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_state"(public.intake_invites) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_state"(public.intake_invites) TO "service_role";

REVOKE ALL ON FUNCTION "app"."intake_texts_in_use"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_texts_in_use"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_texts_in_use"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_texts_of"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."intake_texts_of"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."intake_texts_of"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_texts_of"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_today"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."intake_today"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."intake_today"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_today"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."intake_visible"(jsonb, jsonb, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."intake_visible"(jsonb, jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."intake_visible"(jsonb, jsonb, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_consents"(public.intake_invites, uuid, jsonb, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_consents"(public.intake_invites, uuid, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_consents"(public.intake_invites, uuid, jsonb, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_intake"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_intake"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_intake"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."merged_intake"(jsonb, jsonb, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."merged_intake"(jsonb, jsonb, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."merged_intake"(jsonb, jsonb, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reads_clinical_intake"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."reads_clinical_intake"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."reads_clinical_intake"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reads_clinical_intake"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."submit_intake"(text, uuid, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."submit_intake"(text, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."submit_intake"(text, uuid, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."submit_intake"(text, uuid, jsonb, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."take_intake_turn"(text, text, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_intake_turn"(text, text, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_intake_turn"(text, text, text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_turn"(text, integer, interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_turn"(text, integer, interval) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_turn"(text, integer, interval) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_turn"(text, integer, interval) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_of_intake"(public.intake_invites) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_of_intake"(public.intake_invites) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_of_intake"(public.intake_invites) TO "postgres";

REVOKE ALL ON FUNCTION "app"."text_fingerprint"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."text_fingerprint"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."text_fingerprint"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_intakes"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_intakes"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_intakes"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenants__give_intake"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenants__give_intake"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenants__give_intake"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."with_relation"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."with_relation"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."with_relation"(jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_intake_form"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_intake_form"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_intake_form"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_intake_invite"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_intake_invite"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_intake_invite"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_intake_invite"(uuid, uuid, uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_intake_invite"(uuid, uuid, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_intake_invite"(uuid, uuid, uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_intake"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_intake"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_intake"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_consents"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_consents"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_consents"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_intake_forms"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_intake_forms"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_intake_forms"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_intake_invites"(uuid, text, uuid, text, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_intake_invites"(uuid, text, uuid, text, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_intake_invites"(uuid, text, uuid, text, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_intake_texts"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_intake_texts"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_intake_texts"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."merge_intake"(uuid, uuid, uuid, integer, text[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."merge_intake"(uuid, uuid, uuid, integer, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."merge_intake"(uuid, uuid, uuid, integer, text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."renew_intake_invite"(uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."renew_intake_invite"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."renew_intake_invite"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_consent"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."revoke_consent"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_consent"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_intake_form"(uuid, uuid, integer, text, jsonb, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_intake_form"(uuid, uuid, integer, text, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_intake_form"(uuid, uuid, integer, text, jsonb, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_intake_text"(uuid, text, integer, text, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_intake_text"(uuid, text, integer, text, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_intake_text"(uuid, text, integer, text, text, boolean) TO "postgres";

REVOKE ALL ON TABLE "public"."consents" FROM "authenticated";

REVOKE ALL ("channel") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("channel") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("given_at") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("given_at") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("patient_id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("patient_id") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("purpose") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("purpose") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("revoked_at") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("revoked_at") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("revoked_by") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("revoked_by") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("signer_kinship") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("signer_kinship") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("signer_name") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("signer_name") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("submission_id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("submission_id") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("tenant_id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("tenant_id") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("text_fingerprint") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("text_fingerprint") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("text_version") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("text_version") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("user_agent") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("user_agent") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ON TABLE "public"."consents" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."consents" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_answers" FROM "authenticated";

GRANT SELECT ON TABLE "public"."intake_answers" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_answers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_answers" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_fields" FROM "authenticated";

GRANT SELECT ON TABLE "public"."intake_fields" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_fields" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_fields" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_form_versions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."intake_form_versions" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_form_versions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_form_versions" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_forms" FROM "authenticated";

GRANT SELECT ON TABLE "public"."intake_forms" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_forms" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_forms" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_invites" FROM "authenticated";

REVOKE ALL ("cancelled_at") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("cancelled_at") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("created_at") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("created_by") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("created_by") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("expires_at") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("expires_at") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("form_id") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("form_id") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("form_version") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("form_version") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("opened_at") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("opened_at") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("patient_id") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("patient_id") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("reviewed_at") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("reviewed_at") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("submitted_at") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("submitted_at") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("tenant_id") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("tenant_id") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("texts") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("texts") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ("thread_id") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("thread_id") ON TABLE "public"."intake_invites" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_invites" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_invites" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_purposes" FROM "authenticated";

GRANT SELECT ON TABLE "public"."intake_purposes" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_purposes" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_purposes" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_submissions" FROM "authenticated";

REVOKE ALL ("birth_date") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("birth_date") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("invite_id") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("invite_id") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("is_minor") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("is_minor") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("locale") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("locale") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("patient_id") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("patient_id") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("reviewed_by") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("reviewed_by") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("signer_kinship") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("signer_kinship") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("signer_name") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("signer_name") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("submitted_at") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("submitted_at") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("taken") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("taken") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("tenant_id") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("tenant_id") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ("user_agent") ON TABLE "public"."intake_submissions" FROM "authenticated";

GRANT SELECT ("user_agent") ON TABLE "public"."intake_submissions" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_submissions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_submissions" TO "service_role";

REVOKE ALL ON TABLE "public"."intake_texts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."intake_texts" TO "authenticated";

REVOKE ALL ON TABLE "public"."intake_texts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."intake_texts" TO "service_role";

REVOKE ALL ("id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."consents" TO "authenticated";

ALTER TABLE "public"."intake_submissions"
  ADD CONSTRAINT "intake_submissions_tenant_id_invite_id_fkey" FOREIGN KEY (tenant_id, invite_id) REFERENCES public.intake_invites(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX intake_invites_to_review ON public.intake_invites USING btree (tenant_id, id)
  WHERE ((submitted_at IS NOT NULL) AND (reviewed_at IS NULL));

REVOKE ALL ("id") ON TABLE "public"."intake_invites" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."intake_invites" TO "authenticated";

insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient'), ('intake', 'patient'), ('intake_new', 'conversation')
on conflict (kind) do update set about = excluded.about;

insert into public.intake_fields (key, unit, kinds, allowed, position) values
  ('full_name', 'full_name', '{text}', null, 10),
  ('social_name', 'social_name', '{text}', null, 20),
  ('pronoun', 'pronoun', '{choice}', '{ela,ele,elu}', 30),
  ('gender', 'gender', '{choice}', '{cis_woman,cis_man,trans_woman,trans_man,travesti,non_binary,other,undisclosed}', 40),
  ('birth_date', 'birth_date', '{date}', null, 50),
  ('cpf', 'cpf', '{cpf}', null, 60),
  ('address', 'address', '{address}', null, 70),
  ('phone', 'phone', '{phone}', null, 80),
  ('email', 'email', '{email}', null, 90),
  ('guardian.full_name', 'guardian', '{text}', null, 100),
  ('guardian.kinship', 'guardian', '{choice}', '{mother,father,guardian,grandparent,sibling,other}', 110),
  ('guardian.phone', 'guardian', '{phone}', null, 120),
  ('guardian.email', 'guardian', '{email}', null, 130),
  ('guardian.cpf', 'guardian', '{cpf}', null, 140),
  ('emergency.full_name', 'emergency', '{text}', null, 150),
  ('emergency.kinship', 'emergency', '{choice}', '{mother,father,guardian,spouse,partner,child,sibling,grandparent,other}', 160),
  ('emergency.phone', 'emergency', '{phone}', null, 170)
on conflict (key) do update set unit = excluded.unit, kinds = excluded.kinds, allowed = excluded.allowed, position = excluded.position;

insert into public.intake_purposes (key, nature, position, is_used_at_first, default_title, default_body) values
  ('privacy_notice', 'notice', 10, true, 'Como cuidamos dos seus dados',
   E'A clínica usa os dados desta ficha para cadastrar você, falar com você sobre os atendimentos, prestar o cuidado de saúde e guardar o prontuário, como a lei manda (LGPD, art. 11, II, e Lei 13.787/2018). Para isso não é preciso consentimento.\n\nQuem lê: a recepção vê os dados de cadastro e contato; o que você conta sobre sua saúde é lido por quem atende você.\n\nPor quanto tempo: o prontuário é guardado por pelo menos 20 anos depois do último registro. Recibos e notas, pelo prazo da lei fiscal.\n\nSeus direitos: você pode pedir acesso, cópia e correção dos seus dados, saber com quem foram compartilhados e retirar as autorizações opcionais quando quiser. Fale com a recepção: a resposta completa vem em até 15 dias. Também é possível reclamar à Autoridade Nacional de Proteção de Dados (ANPD).'),
  ('care_contract', 'contract', 20, true, 'Contrato de atendimento',
   E'1. Valor. O valor de cada sessão é o combinado com a clínica antes da primeira sessão. Reajustes são avisados com antecedência.\n\n2. Frequência e duração. As sessões acontecem nos dias e horários combinados, presencialmente ou online. A duração e o número de sessões dependem do atendimento e são conversados com o profissional.\n\n3. Faltas. Para desmarcar ou remarcar sem custo, avise com pelo menos 24 horas de antecedência. Sem esse aviso, a sessão pode ser cobrada.\n\n4. Sigilo. O que é dito nas sessões é protegido pelo sigilo profissional, com as exceções da lei.\n\n5. Encerramento. Você pode interromper o atendimento quando quiser, sem explicar o motivo. Pedimos, se possível, uma conversa de encerramento.'),
  ('guardian_authorisation', 'authorisation', 30, true, 'Autorização do responsável legal',
   E'Sou responsável legal pela criança ou pelo adolescente desta ficha e autorizo o atendimento por esta clínica.\n\nSei que o profissional me dirá apenas o essencial para o cuidado, que o sigilo do atendimento será respeitado, e que posso retirar esta autorização a qualquer momento.'),
  ('telehealth', 'consent', 40, false, 'Atendimento online',
   E'Concordo em ser atendido(a) também por vídeo. Posso recusar e pedir atendimento presencial a qualquer momento.'),
  ('ai', 'consent', 50, false, 'Apoio de inteligência artificial',
   E'Concordo que o profissional use ferramentas de inteligência artificial para ajudar a escrever anotações e textos. Nada é decidido por elas: tudo é revisto pelo profissional. Posso recusar sem nenhum prejuízo ao atendimento.'),
  ('whatsapp_marketing', 'consent', 60, false, 'Novidades pelo WhatsApp',
   E'Quero receber novidades e convites da clínica pelo WhatsApp. Os avisos sobre as minhas sessões não dependem disto. Para parar, basta responder SAIR.'),
  ('image', 'consent', 70, false, 'Uso de imagem',
   E'Autorizo o uso da minha imagem em materiais da clínica. Posso retirar esta autorização quando quiser, e a recusa não muda nada no atendimento.')
on conflict (key) do update set nature = excluded.nature, position = excluded.position, is_used_at_first = excluded.is_used_at_first,
  default_title = excluded.default_title, default_body = excluded.default_body;

-- clinics that were there before the forms
select app.give_intake(t.id) from public.tenants t order by t.id;
