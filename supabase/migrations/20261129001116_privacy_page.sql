-- privacy page: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

REVOKE ALL ON TABLE "public"."privacy_requests" FROM "authenticated";

DROP FUNCTION "public"."list_privacy_requests"(uuid, integer, date);

CREATE TABLE "public"."privacy_settings" (
  "tenant_id"    uuid                     NOT NULL,
  "is_page_open" boolean                  NOT NULL DEFAULT false,
  "intro"        text,
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "privacy_intro_fits" CHECK ((char_length(intro) <= 1000)),
  CONSTRAINT "privacy_settings_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "public"."privacy_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."privacy_settings" FROM "anon";

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "origin" text NOT NULL DEFAULT 'clinic'::text;

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "email" text;

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "cpf" text;

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "birth_date" date;

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "acts_for" text;

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "token_hash" bytea;

ALTER TABLE "public"."privacy_requests"
  ADD COLUMN "email_seen_at" timestamp WITH time zone;

ALTER TABLE "public"."privacy_requests"
  ALTER COLUMN "created_by" DROP NOT NULL;

CREATE OR REPLACE FUNCTION app.check_clinic (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_state jsonb := app.operations_state(p_tenant_id, p_now);
  v_channel jsonb;
  v_limits jsonb := (select jsonb_object_agg(k.kind, s.threshold) from app.alert_kinds k, lateral app.alert_setting(p_tenant_id, k.kind) s);
  v_is_quiet boolean;
begin
  for v_channel in select x from jsonb_array_elements(v_state -> 'channels') x loop
    perform app.set_alert(p_tenant_id, 'channel_disconnected', v_channel ->> 'id',
      (v_channel ->> 'is_active')::boolean and v_channel ->> 'state' = 'close'
        and (v_channel ->> 'since')::timestamptz <= p_now - make_interval(mins => (v_limits ->> 'channel_disconnected')::integer),
      jsonb_build_object('provider', v_channel -> 'provider'), p_now);
    -- one that is disconnected is silent for a reason that is told already
    v_is_quiet := (v_channel ->> 'is_active')::boolean and v_channel ->> 'state' <> 'close' and (v_channel ->> 'silent_minutes')::numeric >= 30
      and (v_channel ->> 'expected')::numeric >= (v_limits ->> 'webhook_silent')::numeric;
    perform app.set_alert(p_tenant_id, 'webhook_silent', v_channel ->> 'id', coalesce(v_is_quiet, false),
      jsonb_build_object('minutes', v_channel -> 'silent_minutes', 'expected', round((v_channel ->> 'expected')::numeric)), p_now);
  end loop;
  perform app.set_alert(p_tenant_id, 'queue_stuck', '',
    (v_state #>> '{queue,oldest_minutes}')::numeric >= (v_limits ->> 'queue_stuck')::numeric,
    jsonb_build_object('minutes', v_state #> '{queue,oldest_minutes}', 'waiting', v_state #> '{queue,waiting}'), p_now);
  perform app.set_alert(p_tenant_id, 'jobs_failed', '',
    (v_state #>> '{queue,dead}')::numeric >= (v_limits ->> 'jobs_failed')::numeric, jsonb_build_object('count', v_state #> '{queue,dead}'), p_now);
  perform app.set_alert(p_tenant_id, 'sends_failing', '',
    (v_state #>> '{sends,failed}')::numeric >= 3
      and coalesce((v_state #>> '{sends,percent}')::numeric, 0) >= (v_limits ->> 'sends_failing')::numeric,
    v_state -> 'sends', p_now);
  perform app.set_alert(p_tenant_id, 'credits_running_out', '',
    coalesce((v_state #>> '{credits,days}')::numeric < (v_limits ->> 'credits_running_out')::numeric, false),
    jsonb_build_object('balance', v_state #> '{credits,balance}', 'days', floor((v_state #>> '{credits,days}')::numeric)), p_now);
  perform app.check_privacy(p_tenant_id, p_now);
end;
$function$;

CREATE OR REPLACE FUNCTION app.check_privacy (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_today date := (p_now at time zone app.clinic_zone(p_tenant_id))::date;
  v_kinds text[] := array['privacy_request_due', 'privacy_request_late', 'incident_due', 'incident_late'];
  v_stands text[] := '{}';
  v_one record;
begin
  for v_one in
    -- a stage is a subject of its own, so that people are told again when it comes
    select d.what || case when d.days < 0 then '_late' else '_due' end as kind,
      d.id || case when d.days < 0 then '' when d.days <= 1 then ':1' when d.days <= 5 then ':5' else ':new' end as subject,
      jsonb_build_object('id', d.id, 'number', d.number, 'due', to_char(d.due_on, 'DD/MM/YYYY')) as data
    from (
      select 'privacy_request' as what, r.id, app.privacy_protocol(r.id) as number, r.due_on, r.due_on - v_today as days
      from public.privacy_requests r
      where r.tenant_id = p_tenant_id and r.state = 'open' and (r.due_on <= v_today + 5 or r.origin = 'page')
      union all
      select 'incident', i.id, null, i.due_on, i.due_on - v_today
      from public.privacy_incidents i
      where i.tenant_id = p_tenant_id and i.is_grave and i.authority_told_on is null and i.not_told_reason is null
    ) d
    order by d.due_on, d.id
  loop
    v_stands := v_stands || (v_one.kind || ' ' || v_one.subject);
    perform app.raise_alert(p_tenant_id, v_one.kind, v_one.subject, v_one.data, p_now);
  end loop;
  perform app.resolve_alert(p_tenant_id, a.kind, a.subject, p_now)
  from public.alerts a
  where a.tenant_id = p_tenant_id and a.kind = any (v_kinds) and a.ended_at is null and not (a.kind || ' ' || a.subject) = any (v_stands);
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_privacy_form (
  p_form  jsonb,
  p_today date
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(f) || jsonb_build_object('problems', array_remove(array[
    case when coalesce(char_length(f.full_name), 0) < 2 or f.full_name ~* '(https?:|www\.|[<>{}])' then 'full_name' end,
    case when f.email is null then 'email' end,
    case when p_form ->> 'phone' ~ '\S' and f.phone is null then 'phone' end,
    case when p_form ->> 'cpf' ~ '\S' and f.cpf is null then 'cpf' end,
    case when p_form ->> 'birth_date' ~ '\S' and (f.birth_date is null or f.birth_date >= p_today or f.birth_date < date '1900-01-01') then 'birth_date' end,
    case when f.kind is null then 'kind' end,
    case when f.kind in ('correction', 'opposition') and f.details is null then 'details' end,
    case when p_form -> 'for_other' = 'true' and coalesce(char_length(f.acts_for), 0) < 2 or f.acts_for ~* '(https?:|www\.|[<>{}])' then 'acts_for' end,
    case when p_form -> 'declared' is distinct from 'true' then 'declared' end], null))
  from (
    select app.trimmed(p_form ->> 'full_name', 120) as full_name,
      app.normalize_email(p_form ->> 'email') as email,
      app.normalize_phone(left(p_form ->> 'phone', 40)) as phone,
      (select d from app.normalise_cpf_cnpj(left(p_form ->> 'cpf', 40)) d where char_length(d) = 11) as cpf,
      case when p_form ->> 'birth_date' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(p_form ->> 'birth_date', 'date')
        then (p_form ->> 'birth_date')::date end as birth_date,
      (select k from unnest(array['access', 'correction', 'deletion', 'portability', 'withdrawal', 'sharing', 'opposition']) k where k = p_form ->> 'kind') as kind,
      nullif(btrim(app.normalize_lines(left(p_form ->> 'details', 2000))), '') as details,
      case when p_form -> 'for_other' = 'true' then app.trimmed(p_form ->> 'acts_for', 120) end as acts_for
  ) f;
$function$;

CREATE OR REPLACE FUNCTION app.look_at_privacy_page (
  p_slug    text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if not app.take_turn('privacy:look:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  return coalesce((
    select jsonb_build_object('state', 'open', 'clinic_name', t.name, 'intro', s.intro)
    from public.tenants t join public.privacy_settings s on s.tenant_id = t.id and s.is_page_open
    where t.slug = p_slug), '{"state": "unknown"}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_privacy_request (
  p_slug    text,
  p_token   text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant public.tenants;
  v_row public.privacy_requests;
begin
  if not app.take_turn('privacy:open:' || coalesce(p_ip_hash, '-'), 60, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select * into v_tenant from public.tenants t where t.slug = p_slug;
  select * into v_row from public.privacy_requests r
  where r.tenant_id = v_tenant.id and r.token_hash = sha256(convert_to(p_token, 'UTF8'));
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  if v_row.email_seen_at is null then
    update public.privacy_requests r set email_seen_at = now() where r.tenant_id = v_tenant.id and r.id = v_row.id and r.email_seen_at is null;
    perform app.broadcast(v_tenant.id, 'privacy', jsonb_build_object('id', v_row.id));
  end if;
  return jsonb_build_object('state', 'known', 'clinic_name', v_tenant.name, 'protocol', app.privacy_protocol(v_row.id), 'kind', v_row.kind,
    'received_on', v_row.received_on, 'due_on', v_row.due_on, 'outcome', v_row.state, 'answer', v_row.answer,
    'answered_on', (v_row.answered_at at time zone v_tenant.time_zone)::date);
end;
$function$;

CREATE OR REPLACE FUNCTION app.privacy_protocol (
  p_id uuid
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'LGPD-' || upper(left(md5(p_id::text), 4)) || '-' || upper(substr(md5(p_id::text), 5, 4));
$function$;

CREATE OR REPLACE FUNCTION app.submit_privacy_request (
  p_slug    text,
  p_id      uuid,
  p_token   text,
  p_form    jsonb,
  p_seconds integer,
  p_ip_hash text,
  p_now     timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant public.tenants;
  v_today date;
  v_typed jsonb;
  v_row public.privacy_requests;
begin
  if not app.take_turn('privacy:try:' || coalesce(p_ip_hash, '-'), 30, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  select t.* into v_tenant from public.tenants t join public.privacy_settings s on s.tenant_id = t.id and s.is_page_open where t.slug = p_slug;
  if v_tenant.id is null or p_id is null or coalesce(char_length(p_token), 0) < 20 then
    return '{"state": "unknown"}';
  end if;
  v_today := (p_now at time zone v_tenant.time_zone)::date;
  -- sent twice, or again after the back button: it is the same request
  select * into v_row from public.privacy_requests r where r.tenant_id = v_tenant.id and r.id = p_id;
  if v_row.id is null then
    v_typed := app.checked_privacy_form(p_form, v_today);
    if jsonb_array_length(v_typed -> 'problems') > 0 then
      return jsonb_build_object('state', 'invalid', 'problems', v_typed -> 'problems');
    -- machines are quicker than people, and a page that lay open since yesterday is not sure to be ours
    elsif p_seconds is null or p_seconds not between 3 and 86400 then
      return '{"state": "again"}';
    end if;
    if not app.take_turn('privacy:send:' || coalesce(p_ip_hash, '-'), 5, interval '1 hour')
      or not app.take_turn('privacy:email:' || encode(sha256(convert_to(v_typed ->> 'email', 'UTF8')), 'hex'), 5, interval '1 day')
      or not app.take_turn('privacy:clinic:' || v_tenant.id, 60, interval '1 hour') then
      return '{"state": "limited"}';
    end if;
    insert into public.privacy_requests (tenant_id, id, person_name, contact, kind, details, received_on, origin, email, cpf, birth_date, acts_for, token_hash)
    values (v_tenant.id, p_id, v_typed ->> 'full_name', concat_ws(' · ', v_typed ->> 'email', v_typed ->> 'phone'), v_typed ->> 'kind',
      v_typed ->> 'details', v_today, 'page', v_typed ->> 'email', v_typed ->> 'cpf', (v_typed ->> 'birth_date')::date, v_typed ->> 'acts_for',
      sha256(convert_to(p_token, 'UTF8')))
    on conflict (tenant_id, id) do nothing returning * into v_row;
    if v_row.id is null then
      select * into v_row from public.privacy_requests r where r.tenant_id = v_tenant.id and r.id = p_id;
    else
      perform app.audit(v_tenant.id, 'privacy_request.received', 'privacy_request', p_id::text, null, jsonb_build_object('kind', v_row.kind));
      perform app.check_privacy(v_tenant.id, p_now);
      -- nothing that a stranger typed goes into a mail
      perform app.send_email(v_tenant.id, 'privacy_request', v_row.email, jsonb_build_object('clinic', v_tenant.name, 'step', 'received',
        'protocol', app.privacy_protocol(p_id), 'kind', v_row.kind, 'due_on', v_row.due_on, 'slug', v_tenant.slug, 'token', p_token),
        'privacy:received:' || p_id);
      perform app.broadcast(v_tenant.id, 'privacy', jsonb_build_object('id', p_id));
    end if;
  end if;
  return jsonb_build_object('state', 'received', 'clinic_name', v_tenant.name, 'protocol', app.privacy_protocol(p_id), 'due_on', v_row.due_on,
    'email', v_row.email);
end;
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
    perform app.check_privacy(p_tenant_id);
    -- the answer stays on the page of the request, which the link of the first mail opens
    if v_row.email is not null then
      perform app.send_email(p_tenant_id, 'privacy_request', v_row.email, jsonb_build_object('clinic', t.name, 'step', 'answered',
        'protocol', app.privacy_protocol(p_id), 'kind', v_row.kind, 'slug', t.slug), 'privacy:answer:' || p_id)
      from public.tenants t where t.id = p_tenant_id;
    end if;
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

CREATE OR REPLACE FUNCTION public.link_privacy_request (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid
)
  RETURNS public.privacy_requests
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before uuid;
  v_row public.privacy_requests;
begin
  perform app.require_admin(p_tenant_id);
  if p_patient_id is not null and not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select r.patient_id into v_before from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'privacy_request_not_found';
  end if;
  update public.privacy_requests r set patient_id = p_patient_id
  where r.tenant_id = p_tenant_id and r.id = p_id and r.patient_id is distinct from p_patient_id;
  select * into v_row from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id;
  perform app.audit(p_tenant_id, 'privacy_request.linked', 'privacy_request', p_id::text,
    jsonb_build_object('patient_id', v_before), jsonb_build_object('patient_id', p_patient_id));
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."link_privacy_request"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_privacy_requests (
  p_tenant_id  uuid,
  p_due_within integer DEFAULT NULL::integer,
  p_today      date    DEFAULT NULL::date
)
  RETURNS TABLE (
    id                  uuid,
    patient_id          uuid,
    person_name         text,
    contact             text,
    kind                text,
    details             text,
    received_on         date,
    due_on              date,
    days_left           integer,
    state               text,
    answer              text,
    answered_at         timestamp with time zone,
    answered_by_name    text,
    protocol            text,
    origin              text,
    email               text,
    email_seen_at       timestamp with time zone,
    cpf                 text,
    birth_date          date,
    acts_for            text,
    likely_patient_id   uuid,
    likely_patient_name text
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
    r.answered_at, app.name_of_member(r.answered_by), app.privacy_protocol(r.id), r.origin, r.email, r.email_seen_at, r.cpf, r.birth_date, r.acts_for,
    l.id, l.full_name
  from public.privacy_requests r
  left join lateral (
    -- a CPF is one person's; an e-mail may be a family's, so it has to be of one patient alone
    select p.id, p.full_name from public.patients p
    where p.tenant_id = p_tenant_id and p.cpf = r.cpf
    union all
    select min(p.id::text)::uuid, min(p.full_name) from public.contact_emails e join public.patients p on p.tenant_id = p_tenant_id and p.id = e.patient_id
    where e.tenant_id = p_tenant_id and e.email = r.email having count(distinct p.id) = 1
    limit 1
  ) l on r.patient_id is null and r.state = 'open' and r.origin = 'page'
  where r.tenant_id = p_tenant_id and (p_due_within is null or r.state = 'open' and (r.origin = 'page' or r.due_on <= v_today + p_due_within))
  order by (r.state = 'open') desc, case when r.state = 'open' then r.due_on end, r.received_on desc, r.id
  limit 300;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) FROM PUBLIC, "anon", "service_role";

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
    or char_length(app.normalize_name(coalesce(p_incident ->> 'title', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_incident ->> 'description', ''))) not between 3 and 4000 then
    raise sqlstate 'PT400' using message = 'invalid_incident';
  end if;
  select * into v_before from public.privacy_incidents i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.privacy_incidents as i (tenant_id, id, title, happened_on, known_on, due_on, data_kinds, people, description, measures, is_grave,
    authority_told_on, people_told_on, not_told_reason, created_by)
  values (p_tenant_id, p_id, app.normalize_name(p_incident ->> 'title'), app.typed_date(p_incident ->> 'happened_on'), v_known,
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
  perform app.check_privacy(p_tenant_id);
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_privacy_page (
  p_tenant_id uuid,
  p_is_open   boolean,
  p_intro     text    DEFAULT NULL::text
)
  RETURNS public.privacy_settings
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_intro text := nullif(btrim(app.normalize_lines(p_intro)), '');
  v_before public.privacy_settings;
  v_row public.privacy_settings;
begin
  perform app.require_admin(p_tenant_id);
  if p_is_open is null or char_length(v_intro) > 1000 then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  select * into v_before from public.privacy_settings s where s.tenant_id = p_tenant_id for update;
  insert into public.privacy_settings (tenant_id, is_page_open, intro) values (p_tenant_id, p_is_open, v_intro)
  on conflict (tenant_id) do update set is_page_open = excluded.is_page_open, intro = excluded.intro
  returning * into v_row;
  perform app.audit(p_tenant_id, 'privacy_page.saved', 'privacy_page', p_tenant_id::text,
    jsonb_build_object('is_page_open', coalesce(v_before.is_page_open, false), 'intro', v_before.intro),
    jsonb_build_object('is_page_open', v_row.is_page_open, 'intro', v_row.intro));
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_tenant_id));
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_privacy_page"(uuid, boolean, text) FROM PUBLIC, "anon", "service_role";

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
  perform app.check_privacy(p_tenant_id);
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$function$;

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "clinic_wrote_it_down" CHECK (((origin = 'page'::text) OR (created_by IS NOT NULL)));

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "request_cpf_is_normalised" CHECK ((cpf ~ '^[0-9]{11}$'::text));

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "request_origin_is_known" CHECK ((origin = ANY (ARRAY['clinic'::text, 'page'::text])));

ALTER TABLE "public"."privacy_settings"
  ADD CONSTRAINT "privacy_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE UNIQUE INDEX privacy_requests_token ON public.privacy_requests USING btree (tenant_id, token_hash)
  WHERE (token_hash IS NOT NULL);

CREATE TRIGGER privacy_settings_touch
  BEFORE UPDATE ON public.privacy_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_admins" ON "public"."privacy_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."privacy_requests"."acts_for" IS 'Whose data it is about when somebody else asks for them.';

COMMENT ON COLUMN "public"."privacy_requests"."email_seen_at" IS 'When the link of that mail was first used: whoever asked reads this address.';

COMMENT ON COLUMN "public"."privacy_requests"."origin" IS 'page: the person handed it in by the public page (app.submit_privacy_request); clinic: somebody wrote it down.';

COMMENT ON COLUMN "public"."privacy_requests"."token_hash" IS 'SHA-256 of the secret in the mail to the person: it opens the page of the request.';

COMMENT ON FUNCTION "app"."check_privacy"(uuid, timestamp with time zone) IS 'Caller: functions of any domain, as often as they like. Raises and ends the alerts of requests and incidents: when a person hands one in, five days and one day before it is due, and when it is late.';

COMMENT ON FUNCTION "app"."look_at_privacy_page"(text, text) IS 'Caller: privacy-request, for anybody: {state: open | unknown | limited, clinic_name, intro}. A page that is closed is unknown.';

COMMENT ON FUNCTION "app"."open_privacy_request"(text, text, text) IS 'Caller: privacy-request, for whoever has the link of the mail: {state: known | unknown | limited, clinic_name, protocol, kind, received_on, due_on, outcome, answer, answered_on}. The first time says that somebody reads the address.';

COMMENT ON FUNCTION "app"."privacy_protocol"(uuid) IS 'The number of a request that people can say on the phone. It opens nothing.';

COMMENT ON FUNCTION "app"."submit_privacy_request"(text, uuid, text, jsonb, integer, text, timestamp with time zone) IS 'Caller: privacy-request, for whoever fills the page in. p_id names the form, so that a repetition is one request; p_token opens the page of the request and is in the mail; p_form {full_name, email, phone, cpf, birth_date, for_other, acts_for, kind, details, declared}; p_seconds: since the page was made, null when it is not ours. {state: received (protocol, due_on, email) | invalid (problems) | again | limited | unknown}. Everything that is wrong is an answer, not an error; whether somebody is known tells nothing.';

COMMENT ON FUNCTION "public"."answer_privacy_request"(uuid, uuid, text, text) IS 'Caller: owner or administrators. Ends a request (done, refused) with what was answered; one that is over stays as it is. Whoever handed it in by the page gets an e-mail and sees the answer there. Errors: PT400 invalid_privacy_request, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 privacy_request_not_found.';

COMMENT ON FUNCTION "public"."link_privacy_request"(uuid, uuid, uuid) IS 'Caller: owner or administrators. Says of which patient a request is, after somebody made sure of it; null: of none. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found, PT404 privacy_request_not_found.';

COMMENT ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) IS 'Caller: owner or administrators. Open requests first, the next due on top; p_due_within: open ones that are due within so many days, or that a person handed in. A request of the public page names the patient that it seems to be of, by CPF or e-mail. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."save_privacy_page"(uuid, boolean, text) IS 'Caller: owner or administrators. Opens or closes the public page for requests of people about their data, and sets what it says first. Pages of requests stay. Errors: PT400 invalid_settings, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON TABLE "public"."privacy_settings" IS 'Whether `/seus-dados/<slug of the clinic>` takes requests of people about their data, and what it says first.';

REVOKE ALL ON FUNCTION "app"."check_privacy"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_privacy"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_privacy"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_privacy_form"(jsonb, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_privacy_form"(jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_privacy_form"(jsonb, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."look_at_privacy_page"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."look_at_privacy_page"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."look_at_privacy_page"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."look_at_privacy_page"(text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."open_privacy_request"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_privacy_request"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_privacy_request"(text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_privacy_request"(text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."privacy_protocol"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."privacy_protocol"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."privacy_protocol"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."submit_privacy_request"(text, uuid, text, jsonb, integer, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."submit_privacy_request"(text, uuid, text, jsonb, integer, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."submit_privacy_request"(text, uuid, text, jsonb, integer, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."submit_privacy_request"(text, uuid, text, jsonb, integer, text, timestamp WITH time zone) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."link_privacy_request"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."link_privacy_request"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."link_privacy_request"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_privacy_requests"(uuid, integer, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_privacy_page"(uuid, boolean, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_privacy_page"(uuid, boolean, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_privacy_page"(uuid, boolean, text) TO "postgres";

REVOKE ALL ("acts_for") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("acts_for") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("answered_at") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("answered_at") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("answered_by") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("answered_by") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("answer") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("answer") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("birth_date") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("birth_date") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("contact") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("contact") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("cpf") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("cpf") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("created_at") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("created_by") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("created_by") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("details") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("details") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("due_on") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("due_on") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("email_seen_at") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("email_seen_at") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("email") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("email") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("kind") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("kind") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("origin") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("origin") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("patient_id") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("patient_id") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("person_name") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("person_name") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("received_on") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("received_on") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("state") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("state") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ("tenant_id") ON TABLE "public"."privacy_requests" FROM "authenticated";

GRANT SELECT ("tenant_id") ON TABLE "public"."privacy_requests" TO "authenticated";

REVOKE ALL ON TABLE "public"."privacy_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."privacy_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."privacy_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."privacy_settings" TO "service_role";

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "acts_for_is_one_plain_line" CHECK (((acts_for = app.normalize_name(acts_for)) AND ((char_length(acts_for) >= 2) AND (char_length(acts_for) <= 120))));

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "request_email_is_one" CHECK ((email = app.normalize_email(email)));

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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

-- webhook_silent: so many messages would be usual for the hours since the last sign of life
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('channel_disconnected', true, 5, 1, 1440, 'minutes', 10),
  ('webhook_silent', true, 12, 5, 500, 'messages', 20),
  ('sends_failing', true, 30, 5, 100, 'percent', 30),
  ('queue_stuck', true, 15, 2, 1440, 'minutes', 40),
  ('jobs_failed', false, 3, 1, 1000, 'jobs', 50),
  ('credits_running_out', false, 7, 1, 90, 'days', 60),
  ('webhook_disabled', false, null, null, null, null, 70),
  ('privacy_request_due', false, null, null, null, null, 80),
  ('privacy_request_late', true, null, null, null, null, 81),
  ('incident_due', true, null, null, null, null, 82),
  ('incident_late', true, null, null, null, null, 83)
on conflict (kind) do update set is_urgent = excluded.is_urgent, threshold = excluded.threshold, lowest = excluded.lowest,
  highest = excluded.highest, unit = excluded.unit, position = excluded.position;

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
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
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
  -- sales
  ('public.contacts', 'sales', 112, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'full_name = ''Pessoa anonimizada'', job = null, note = null, custom = ''{}''', 62, null, null),
  ('public.deals', 'sales', 113, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'title = ''Oportunidade'', note = null, lost_note = null, custom = ''{}''', 61, null, null),
  ('public.crm_leads', 'sales', 114, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'delete', null, null, 60, null, null),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'follows', null, null, 50, null, 'which copies were asked for; their files are removed when an erasure begins'),
  ('public.privacy_requests', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{token_hash}', 'keep', null, null, 50, 'account', null),
  ('public.erasures', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{scope,counts,step,total}', 'follows', null, null, 50, null, 'the certificate, which names nobody'),
  ('app.retained_identities', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'who the person was, by law: the certificate names it'),
  ('public.audit_logs', null, 0, 't.entity_id = any ($2::text[])', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'that something was done stays; what it said is erased when an erasure ends')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;
