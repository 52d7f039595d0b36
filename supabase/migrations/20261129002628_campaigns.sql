-- campaigns: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."campaign_channels" (
  "kind"            text    NOT NULL,
  "needs_template"  boolean NOT NULL,
  "needs_switch"    boolean NOT NULL,
  "most_per_minute" integer NOT NULL,
  CONSTRAINT "campaign_channels_pkey" PRIMARY KEY (kind),
  CONSTRAINT "pace_is_positive" CHECK ((most_per_minute > 0))
);

ALTER TABLE "app"."campaign_channels"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."campaign_hours" (
  "weekday" smallint               NOT NULL,
  "opens"   time without time zone NOT NULL,
  "closes"  time without time zone NOT NULL,
  CONSTRAINT "campaign_hours_pkey" PRIMARY KEY (weekday),
  CONSTRAINT "opens_before_it_closes" CHECK ((opens < closes)),
  CONSTRAINT "weekday_is_of_iso" CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE "app"."campaign_hours"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."campaign_purposes" (
  "purpose"             text    NOT NULL,
  "reason"              text    NOT NULL,
  "needs_permission"    boolean NOT NULL,
  "is_offer"            boolean NOT NULL,
  "template_categories" text[],
  CONSTRAINT "campaign_purposes_pkey" PRIMARY KEY (purpose)
);

ALTER TABLE "app"."campaign_purposes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."messaging_tiers" (
  "key"    text    NOT NULL,
  "people" integer,
  CONSTRAINT "messaging_tiers_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."messaging_tiers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."offer_councils" (
  "council" text NOT NULL,
  "law"     text NOT NULL,
  CONSTRAINT "offer_councils_pkey" PRIMARY KEY (council)
);

ALTER TABLE "app"."offer_councils"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."offer_words" (
  "pattern" text NOT NULL,
  CONSTRAINT "offer_words_pkey" PRIMARY KEY (pattern)
);

ALTER TABLE "app"."offer_words"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."campaign_recipients" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "campaign_id"   uuid                     NOT NULL,
  "position"      integer                  NOT NULL,
  "person_key"    uuid                     NOT NULL,
  "patient_id"    uuid,
  "contact_id"    uuid,
  "thread_id"     uuid,
  "thread_key"    text,
  "name"          text                     NOT NULL DEFAULT ''::text,
  "phone"         text,
  "address"       text,
  "variant"       text                     NOT NULL DEFAULT 'a'::text,
  "fills"         jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "hold_id"       uuid,
  "hold_position" integer,
  "credits"       integer                  NOT NULL DEFAULT 0,
  "state"         text                     NOT NULL DEFAULT 'queued'::text,
  "reason"        text,
  "message_id"    uuid,
  "taken_at"      timestamp with time zone,
  "replied_at"    timestamp with time zone,
  "created_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "campaign_recipients_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "planned_once" UNIQUE (tenant_id, campaign_id, person_key),
  CONSTRAINT "skipped_ones_say_why" CHECK (((state <> 'skipped'::text) OR (reason IS NOT NULL))),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'skipped'::text]))),
  CONSTRAINT "variant_is_known" CHECK ((variant = ANY (ARRAY['a'::text, 'b'::text]))),
  CONSTRAINT "name_is_one_plain_line" CHECK (((name = ''::text) OR (name = app.normalize_name(name))))
);

ALTER TABLE "public"."campaign_recipients"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."campaign_recipients" FROM "anon";

CREATE TABLE "public"."campaign_settings" (
  "tenant_id"        uuid                     NOT NULL,
  "roles"            text[]                   NOT NULL DEFAULT '{}'::text[],
  "unofficial_since" timestamp with time zone,
  "unofficial_by"    uuid,
  "updated_at"       timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "campaign_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "roles_are_known" CHECK ((roles <@ ARRAY['supervisor'::text, 'operator'::text]))
);

ALTER TABLE "public"."campaign_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."campaign_settings" FROM "anon";

CREATE TABLE "public"."campaigns" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"            text                     NOT NULL,
  "state"           text                     NOT NULL DEFAULT 'draft'::text,
  "definition"      jsonb                    NOT NULL,
  "version"         integer                  NOT NULL DEFAULT 1,
  "starts_at"       timestamp with time zone,
  "started_at"      timestamp with time zone,
  "started_by"      uuid,
  "planned_at"      timestamp with time zone,
  "plan_after"      uuid,
  "planned_people"  integer                  NOT NULL DEFAULT 0,
  "planned_credits" integer                  NOT NULL DEFAULT 0,
  "hold_id"         uuid,
  "held_credits"    integer,
  "pause_reason"    text,
  "waits_for"       text,
  "waits_until"     timestamp with time zone,
  "retried_at"      timestamp with time zone,
  "closed_at"       timestamp with time zone,
  "told_at"         timestamp with time zone,
  "created_by"      uuid,
  "created_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "campaigns_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "closed_ones_are_over" CHECK (((closed_at IS NULL) OR (state = ANY (ARRAY['stopped'::text, 'finished'::text])))),
  CONSTRAINT "definition_is_an_object" CHECK ((jsonb_typeof(definition) = 'object'::text)),
  CONSTRAINT "scheduled_ones_have_a_moment" CHECK (((state <> 'scheduled'::text) OR (starts_at IS NOT NULL))),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'running'::text, 'paused'::text, 'stopped'::text, 'finished'::text]))),
  CONSTRAINT "waits_for_is_known" CHECK ((waits_for = ANY (ARRAY['hours'::text, 'throttle'::text, 'tier'::text, 'provider'::text]))),
  CONSTRAINT "name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 80))))
);

ALTER TABLE "public"."campaigns"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."campaigns" FROM "anon";

CREATE TABLE "public"."marketing_permissions" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "patient_id"  uuid,
  "contact_id"  uuid,
  "source"      text                     NOT NULL,
  "proof"       text                     NOT NULL,
  "given_on"    date                     NOT NULL,
  "recorded_by" uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "revoked_at"  timestamp with time zone,
  "revoked_by"  uuid,
  CONSTRAINT "is_somebodys" CHECK (((patient_id IS NULL) <> (contact_id IS NULL))),
  CONSTRAINT "marketing_permissions_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "proof_says_something" CHECK (((char_length(btrim(proof)) >= 3) AND (char_length(btrim(proof)) <= 500))),
  CONSTRAINT "source_is_known" CHECK ((source = ANY (ARRAY['paper'::text, 'in_person'::text, 'message'::text, 'site'::text, 'phone'::text])))
);

ALTER TABLE "public"."marketing_permissions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."marketing_permissions" FROM "anon";

CREATE OR REPLACE FUNCTION app.advance_campaign (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_limit       integer                  DEFAULT 20,
  p_now         timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_campaign public.campaigns;
  v_recipient public.campaign_recipients;
  v_sends jsonb := '[]';
  v_sent jsonb;
  v_why text;
  v_until timestamptz;
  v_allowed integer := p_limit;
  v_left integer;
  v_sending integer;
  v_pace integer;
  v_tier jsonb;
  v_count integer := 0;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null;
  if not found then
    return jsonb_build_object('state', 'lost', 'sends', v_sends);
  end if;
  if v_job.payload ? 'test' then
    v_sent := app.send_campaign_test(p_tenant_id, v_job.payload);
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return jsonb_build_object('state', 'done', 'sends', case when v_sent ? 'message' then jsonb_build_array(v_sent) else v_sends end);
  end if;
  select * into v_campaign from public.campaigns c
  where c.tenant_id = p_tenant_id and c.id = (v_job.payload ->> 'campaign_id')::uuid for update;
  -- whoever had the job before is through by now, or has lost it
  update app.jobs j set attempts = 1, last_error = null, leased_until = clock_timestamp() + app.job_lease(j.kind)
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null;
  if not found then
    return jsonb_build_object('state', 'lost', 'sends', v_sends);
  end if;
  if v_campaign.state = 'scheduled' then
    if v_campaign.starts_at > p_now then
      return app.rest_campaign(v_campaign, v_job, null, v_campaign.starts_at, v_sends);
    end if;
    select p.code into v_why from app.campaign_problems(p_tenant_id, v_campaign.definition, p_now) p limit 1;
    update public.campaigns c set state = 'running', started_at = p_now
    where c.tenant_id = p_tenant_id and c.id = v_campaign.id returning * into v_campaign;
    perform app.audit(p_tenant_id, 'campaign.started', 'campaign', v_campaign.id::text);
    perform app.tell_campaign(p_tenant_id, v_campaign.id);
    if v_why is not null then
      perform app.pause_campaign(p_tenant_id, v_campaign.id, v_why);
      return app.end_campaign_job(v_job, v_sends);
    end if;
  end if;
  if v_campaign.state = 'stopped' then
    with rest as (
      select r.id from public.campaign_recipients r
      where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'queued' order by r.position limit 2000)
    update public.campaign_recipients r set state = 'skipped', reason = 'stopped' from rest
    where r.tenant_id = p_tenant_id and r.id = rest.id;
    if found then
      return jsonb_build_object('state', 'more', 'sends', v_sends);
    end if;
  elsif v_campaign.state is distinct from 'running' then
    return app.end_campaign_job(v_job, v_sends);
  elsif v_campaign.planned_at is null then
    perform app.plan_campaign(v_campaign, 500, p_now);
    perform app.tell_campaign(p_tenant_id, v_campaign.id);
    return jsonb_build_object('state', 'more', 'sends', v_sends);
  elsif v_campaign.held_credits is null then
    v_why := app.hold_campaign_credits(v_campaign);
    if v_why is not null then
      perform app.pause_campaign(p_tenant_id, v_campaign.id, v_why);
      return app.end_campaign_job(v_job, v_sends);
    end if;
    return jsonb_build_object('state', 'more', 'sends', v_sends);
  end if;
  select count(*) into v_sending from public.campaign_recipients r
  where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'sending';
  if not exists (
    select from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'queued') then
    if v_sending > 0 then
      return app.rest_campaign(v_campaign, v_job, 'provider', p_now + interval '10 seconds', v_sends);
    end if;
    if v_campaign.closed_at is null then
      perform app.close_campaign(v_campaign, p_now);
    end if;
    return app.end_campaign_job(v_job, v_sends);
  end if;
  v_until := app.campaign_moment(p_tenant_id, (v_campaign.definition ->> 'hour_from')::time, (v_campaign.definition ->> 'hour_to')::time, p_now);
  if v_until is null then
    perform app.pause_campaign(p_tenant_id, v_campaign.id, 'no_hours');
    return app.end_campaign_job(v_job, v_sends);
  elsif v_until > p_now then
    return app.rest_campaign(v_campaign, v_job, 'hours', v_until, v_sends);
  elsif v_sending >= 200 then
    -- what the provider does not take is not heaped up
    return app.rest_campaign(v_campaign, v_job, 'provider', p_now + interval '5 seconds', v_sends);
  end if;
  v_pace := (v_campaign.definition ->> 'per_minute')::integer;
  select v_pace - count(*), min(t.taken_at) into v_left, v_until from (
    select r.taken_at from public.campaign_recipients r
    where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.taken_at > p_now - interval '1 minute'
    order by r.taken_at desc limit v_pace) t;
  if v_left <= 0 then
    return app.rest_campaign(v_campaign, v_job, 'throttle', v_until + interval '1 minute', v_sends);
  end if;
  v_allowed := least(v_allowed, v_left);
  v_tier := app.campaign_tier(p_tenant_id, p_now);
  if v_tier is not null then
    if (v_tier ->> 'left')::integer <= 0 then
      return app.rest_campaign(v_campaign, v_job, 'tier', p_now + interval '15 minutes', v_sends);
    end if;
    v_allowed := least(v_allowed, (v_tier ->> 'left')::integer);
  end if;
  for v_recipient in
    select * from public.campaign_recipients r
    where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'queued' order by r.position limit v_allowed
  loop
    v_sent := app.send_campaign_message(v_campaign, v_recipient, p_now);
    if v_sent ? 'stop' then
      perform app.pause_campaign(p_tenant_id, v_campaign.id, v_sent ->> 'stop');
      return app.end_campaign_job(v_job, v_sends);
    elsif v_sent ? 'message' then
      v_sends := v_sends || jsonb_build_array(v_sent);
    end if;
  end loop;
  update public.campaigns c set waits_for = null, waits_until = null, told_at = clock_timestamp()
  where c.tenant_id = p_tenant_id and c.id = v_campaign.id and (c.waits_for is not null or c.told_at is null or c.told_at < clock_timestamp() - interval '2 seconds');
  if found then
    perform app.tell_campaign(p_tenant_id, v_campaign.id);
  end if;
  return jsonb_build_object('state', 'more', 'sends', v_sends);
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_candidates (
  p_tenant_id uuid,
  p_audience  jsonb,
  p_purpose   text,
  p_after     uuid    DEFAULT NULL::uuid,
  p_limit     integer DEFAULT NULL::integer
)
  RETURNS TABLE (
    person_key uuid,
    patient_id uuid,
    contact_id uuid,
    thread_key text,
    name       text,
    phone      text,
    address    text,
    reason     text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return query
    with named as (
      select w.person_key, w.patient_id, w.contact_id, th.id as thread_id,
        coalesce(told.name, pa.name, co.full_name, th.contact_name, '') as name,
        coalesce(told.phone, mine.phone, theirs.phone, th.phone) as phone
      from app.campaign_people(p_tenant_id, p_audience, p_after, p_limit) w
      left join public.patients pa on pa.tenant_id = p_tenant_id and pa.id = w.patient_id
      left join public.contacts co on co.tenant_id = p_tenant_id and co.id = w.contact_id
      left join public.conversation_threads th on th.tenant_id = p_tenant_id and th.id = w.thread_id
      -- whoever is told for a patient is written to in their place
      left join lateral (
        select coalesce(o.name, r.full_name) as name, coalesce(r.phone, (
          select h.phone from public.contact_phones h where h.tenant_id = p_tenant_id and h.patient_id = o.id
          order by h.is_primary desc, h.position limit 1)) as phone
        from public.patient_relations r
        left join public.patients o on o.tenant_id = p_tenant_id and o.id = r.related_patient_id
        where r.tenant_id = p_tenant_id and r.patient_id = w.patient_id and r.is_told
        order by r.position, r.id limit 1) told on w.thread_id is null and told.phone is not null
      left join lateral (
        select h.phone from public.contact_phones h where h.tenant_id = p_tenant_id and h.patient_id = w.patient_id
        order by h.is_primary desc, h.position limit 1) mine on w.thread_id is null
      left join lateral (
        select h.phone from public.contact_phones h where h.tenant_id = p_tenant_id and h.contact_id = w.contact_id
        order by h.is_primary desc, h.position limit 1) theirs on w.thread_id is null
    ), placed as (
      select n.*, coalesce(a.thread_id, n.thread_id, case when n.phone is null then (
        select t.id from public.patient_conversations l
        join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = l.thread_id and t.channel = 'whatsapp' and not t.is_group
        where l.tenant_id = p_tenant_id and l.patient_id = n.patient_id
        order by t.last_message_at desc nulls last, t.id limit 1) end) as place
      from named n
      left join public.conversation_addresses a on a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = n.phone
    )
    select n.person_key, n.patient_id, n.contact_id, t.thread_key, n.name, n.phone, coalesce(n.phone, t.thread_key),
      case
        when n.phone is null and t.id is null then 'no_phone'
        when app.opted_out_of(p_tenant_id, t.id, p.purpose) then 'opted_out'
        when t.blocked_at is not null then 'conversation_blocked'
        when u.needs_permission and not app.may_be_sent_campaigns(p_tenant_id, n.patient_id, n.contact_id) then 'no_permission'
      end
    from placed n
    join app.campaign_purposes u on u.purpose = p_purpose
    join app.automation_reasons p on p.reason = u.reason
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = n.place
    order by n.person_key;
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_channel (
  p_tenant_id uuid
)
  RETURNS TABLE (
    channel_id      uuid,
    provider        text,
    label           text,
    is_official     boolean,
    is_connected    boolean,
    needs_template  boolean,
    most_per_minute integer,
    obstacle        text
  )
  LANGUAGE sql
  STABLE
  ROWS 1
  SET search_path TO ''
  AS $function$
  select c.id, c.provider, k.label, k.is_official, c.connection_state is distinct from 'close', r.needs_template, r.most_per_minute,
    case
      when r.kind is null then 'campaigns_not_supported'
      when r.needs_switch and not exists (
        select from public.campaign_settings s where s.tenant_id = p_tenant_id and s.unofficial_since is not null) then 'campaigns_not_on_unofficial'
    end
  from app.active_channel(p_tenant_id, 'whatsapp') c
  join public.channel_kinds k on k.kind = c.provider
  left join app.campaign_channels r on r.kind = c.provider;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_counts (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('total', count(*), 'queued', count(*) filter (where r.state = 'queued'), 'sending', count(*) filter (where r.state = 'sending'),
    'sent', count(*) filter (where r.state in ('sent', 'delivered', 'read')), 'delivered', count(*) filter (where r.state in ('delivered', 'read')),
    'read', count(*) filter (where r.state = 'read'), 'replied', count(*) filter (where r.replied_at is not null),
    'failed', count(*) filter (where r.state = 'failed'), 'skipped', count(*) filter (where r.state = 'skipped'))
  from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_fills (
  p_clinic text,
  p_name   text
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('nome', coalesce(nullif(split_part(p_name, ' ', 1), ''), 'tudo bem'), 'nome_completo', coalesce(p_name, ''), 'clinica', p_clinic);
$function$;

CREATE OR REPLACE FUNCTION app.campaign_job_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select c.name from public.campaigns c
  where c.tenant_id = p_job.tenant_id and c.id = (p_job.payload ->> 'campaign_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_minutes_left (
  p_tenant_id uuid,
  p_from      time without time zone,
  p_to        time without time zone,
  p_at        timestamp with time zone
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when app.campaign_moment(p_tenant_id, p_from, p_to, p_at) is distinct from p_at then 0 else (
    select floor(extract(epoch from least(h.closes, p_to) - l.at::time) / 60)::integer
    from (select p_at at time zone app.clinic_zone(p_tenant_id) as at) l
    join app.campaign_hours h on h.weekday = extract(isodow from l.at)) end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_moment (
  p_tenant_id uuid,
  p_from      time without time zone,
  p_to        time without time zone,
  p_at        timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_local timestamp := p_at at time zone v_zone;
  v_day record;
begin
  for v_day in
    select d.day::date as day, greatest(h.opens, p_from) as opens, least(h.closes, p_to) as closes
    from generate_series(v_local::date, v_local::date + 30, interval '1 day') d (day)
    join app.campaign_hours h on h.weekday = extract(isodow from d.day)
    where greatest(h.opens, p_from) < least(h.closes, p_to)
      and not exists (select from app.holidays_between(p_tenant_id, v_local::date, v_local::date + 30) y where y.day = d.day::date)
    order by d.day
  loop
    if v_local < v_day.day + v_day.closes then
      return greatest(p_at, app.local_moment(v_day.day + v_day.opens, v_zone));
    end if;
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_payload (
  p_campaign public.campaigns
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_campaign.id, 'name', p_campaign.name, 'state', p_campaign.state, 'definition', p_campaign.definition,
    'version', p_campaign.version, 'starts_at', p_campaign.starts_at, 'started_at', p_campaign.started_at, 'started_by_name', app.name_of_member(p_campaign.started_by),
    'is_planned', p_campaign.planned_at is not null, 'pause_reason', p_campaign.pause_reason, 'waits_for', p_campaign.waits_for,
    'waits_until', p_campaign.waits_until, 'retried_at', p_campaign.retried_at, 'closed_at', p_campaign.closed_at,
    'created_by_name', app.name_of_member(p_campaign.created_by), 'created_at', p_campaign.created_at, 'updated_at', p_campaign.updated_at,
    'counts', app.campaign_counts(p_campaign.tenant_id, p_campaign.id));
$function$;

CREATE OR REPLACE FUNCTION app.campaign_people (
  p_tenant_id uuid,
  p_audience  jsonb,
  p_after     uuid,
  p_limit     integer
)
  RETURNS TABLE (
    person_key uuid,
    patient_id uuid,
    contact_id uuid,
    thread_id  uuid
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_entity text := p_audience ->> 'entity';
begin
  case p_audience ->> 'kind'
    when 'people' then
      return query
        select i.id, coalesce(p.id, c.patient_id), c.id, null::uuid
        from (select distinct x::uuid as id from jsonb_array_elements_text(p_audience -> 'ids') x) i
        left join public.patients p on p.tenant_id = p_tenant_id and p.id = i.id and p.archived_at is null
        left join public.contacts c on c.tenant_id = p_tenant_id and c.archived_at is null and (c.id = i.id or c.patient_id = p.id)
        where (p.id is not null or c.id is not null) and (p_after is null or i.id > p_after)
        order by i.id limit p_limit;
    when 'everyone' then
      if v_entity = 'contacts' then
        return query
          select c.id, c.patient_id, c.id, null::uuid from public.contacts c
          where c.tenant_id = p_tenant_id and c.archived_at is null and (p_after is null or c.id > p_after)
          order by c.id limit p_limit;
      else
        return query
          select p.id, p.id, c.id, null::uuid from public.patients p
          left join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p.id
          where p.tenant_id = p_tenant_id and p.archived_at is null and (p_after is null or p.id > p_after)
          order by p.id limit p_limit;
      end if;
    when 'tag' then
      return query
        select t.id, w.patient_id, w.contact_id, t.id
        from public.conversation_thread_tags g
        join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = g.thread_id and not t.is_group and t.channel = 'whatsapp'
        left join lateral (
          select x as patient_id, null::uuid as contact_id from app.patients_of_thread(p_tenant_id, t.id) x
          union all select null, app.contact_of_thread(p_tenant_id, t.id) limit 1) w on true
        where g.tenant_id = p_tenant_id and g.tag_id = (p_audience ->> 'tag_id')::uuid and (p_after is null or t.id > p_after)
        union all
        select c.id, c.patient_id, c.id, null::uuid
        from public.contact_tags g join public.contacts c on c.tenant_id = p_tenant_id and c.id = g.contact_id and c.archived_at is null
        where g.tenant_id = p_tenant_id and g.tag_id = (p_audience ->> 'tag_id')::uuid and (p_after is null or c.id > p_after)
        order by 1 limit p_limit;
    when 'segment' then
      return query
        select f.id, coalesce(pa.id, co.patient_id), coalesce(co.id, cp.id), null::uuid
        from public.segments s
        cross join lateral app.segment_ids(p_tenant_id, s.entity, s.query, p_after, p_limit) f (id)
        left join public.deals d on s.entity = 'deals' and d.tenant_id = p_tenant_id and d.id = f.id
        left join public.crm_leads l on s.entity = 'leads' and l.tenant_id = p_tenant_id and l.id = f.id
        left join lateral (
          select sp.patient_id from public.session_patients sp
          where s.entity = 'sessions' and sp.tenant_id = p_tenant_id and sp.session_id = f.id order by sp.patient_id limit 1) sp on true
        left join public.patients pa on pa.tenant_id = p_tenant_id and pa.archived_at is null
          and pa.id = case s.entity when 'patients' then f.id when 'sessions' then sp.patient_id end
        left join public.contacts co on co.tenant_id = p_tenant_id and co.archived_at is null
          and co.id = case s.entity when 'contacts' then f.id when 'deals' then d.contact_id when 'leads' then l.contact_id end
        left join public.contacts cp on cp.tenant_id = p_tenant_id and cp.patient_id = pa.id
        where s.tenant_id = p_tenant_id and s.id = (p_audience ->> 'segment_id')::uuid
        order by f.id;
    else
      return;
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_price (
  p_tenant_id uuid,
  p_provider  text,
  p_variant   jsonb
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.credits_of(p_provider, coalesce((
    select lower(btrim(t.category)) from public.message_templates t
    where t.tenant_id = p_tenant_id and t.id = (p_variant #>> '{template,id}')::uuid), 'service'));
$function$;

CREATE OR REPLACE FUNCTION app.campaign_problems (
  p_tenant_id  uuid,
  p_definition jsonb,
  p_now        timestamp with time zone DEFAULT now()
)
  RETURNS TABLE (
    field text,
    code  text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel record;
  v_purpose app.campaign_purposes;
  v_variant record;
  v_template public.message_templates;
  v_text text;
  v_texts text := '';
begin
  select * into v_channel from app.campaign_channel(p_tenant_id);
  select * into v_purpose from app.campaign_purposes u where u.purpose = p_definition ->> 'purpose';
  if v_channel.channel_id is null then
    return query select 'channel', 'no_active_channel';
  elsif v_channel.obstacle is not null then
    return query select 'channel', v_channel.obstacle;
  elsif not v_channel.is_connected then
    return query select 'channel', 'channel_disconnected';
  end if;
  if jsonb_typeof(p_definition -> 'audience') is distinct from 'object' then
    return query select 'audience', 'no_audience';
  elsif p_definition #>> '{audience,kind}' = 'people' and jsonb_array_length(p_definition #> '{audience,ids}') = 0 then
    return query select 'audience', 'no_audience';
  elsif p_definition #>> '{audience,kind}' = 'tag' and not exists (
    select from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = (p_definition #>> '{audience,tag_id}')::uuid) then
    return query select 'audience', 'tag_not_found';
  elsif p_definition #>> '{audience,kind}' = 'segment' and not exists (
    select from public.segments s
    where s.tenant_id = p_tenant_id and s.id = (p_definition #>> '{audience,segment_id}')::uuid and s.entity <> 'companies') then
    return query select 'audience', 'segment_not_found';
  end if;
  if jsonb_array_length(p_definition -> 'variants') = 0 then
    return query select 'variant_a', 'no_text';
  end if;
  for v_variant in select v, case n when 1 then 'variant_a' else 'variant_b' end as field from jsonb_array_elements(p_definition -> 'variants') with ordinality x (v, n) loop
    v_template := null;
    if coalesce(v_channel.needs_template, false) then
      select * into v_template from public.message_templates t
      where t.tenant_id = p_tenant_id and t.channel_id = v_channel.channel_id and t.id = (v_variant.v #>> '{template,id}')::uuid;
      if v_variant.v -> 'template' = 'null'::jsonb then
        return query select v_variant.field, 'no_template';
      elsif v_template.id is null then
        return query select v_variant.field, 'template_not_found';
      elsif v_template.status <> 'approved' then
        return query select v_variant.field, 'template_not_approved';
      elsif v_purpose.template_categories is not null and not lower(btrim(v_template.category)) = any (v_purpose.template_categories) then
        return query select v_variant.field, 'template_category';
      end if;
      return query select distinct v_variant.field, 'template_variables_invalid' from jsonb_array_elements(v_template.variables) k
        where coalesce(btrim(v_variant.v #>> array['template', 'variables', k ->> 'key']), '') = '';
      v_text := concat_ws(' ', v_template.body, (
        select string_agg(e.value, ' ') from jsonb_each_text(coalesce(v_variant.v #> '{template,variables}', '{}')) e));
      -- the places of a template are its own; what they are filled with is ours
      return query select distinct v_variant.field, 'unknown_variable'
        from jsonb_each_text(coalesce(v_variant.v #> '{template,variables}', '{}')) e, regexp_matches(e.value, '\{\{\s*(\w+)\s*\}\}', 'g') f
        where not f[1] = any (array['nome', 'nome_completo', 'clinica']);
    else
      v_text := v_variant.v ->> 'body';
      if v_text is null then
        return query select v_variant.field, 'no_text';
      end if;
      return query select distinct v_variant.field, 'unknown_variable' from regexp_matches(v_text, '\{\{\s*(\w+)\s*\}\}', 'g') f
        where not f[1] = any (array['nome', 'nome_completo', 'clinica']);
      if v_purpose.needs_permission and app.normalize_text(v_text) !~ '\msair\M' then
        return query select v_variant.field, 'no_way_out';
      end if;
    end if;
    v_texts := concat_ws(' ', v_texts, v_text);
  end loop;
  if v_purpose.is_offer and p_definition -> 'confirms_offer' is distinct from 'true'::jsonb
    and exists (select from app.offer_words w where app.normalize_text(v_texts) ~ w.pattern)
    and exists (
      select from public.therapists t join app.offer_councils o on o.council = t.council
      join public.tenant_members m on m.tenant_id = p_tenant_id and m.user_id = t.user_id and m.status = 'active'
      where t.tenant_id = p_tenant_id) then
    return query select 'offer', 'offer_not_confirmed';
  end if;
  if app.campaign_moment(p_tenant_id, (p_definition ->> 'hour_from')::time, (p_definition ->> 'hour_to')::time, p_now) is null then
    return query select 'hours', 'no_hours';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_refusal (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when c.state = 'paused' then 'campaign_paused'
    when c.state = 'stopped' then 'campaign_stopped'
    when app.opted_out_of(r.tenant_id, p_message.thread_id, a.purpose) then 'opted_out'
    when exists (
      select from public.conversation_threads t where t.tenant_id = r.tenant_id and t.id = p_message.thread_id and t.blocked_at is not null) then 'conversation_blocked'
    when app.campaign_moment(r.tenant_id, (c.definition ->> 'hour_from')::time, (c.definition ->> 'hour_to')::time, now()) is distinct from now() then 'campaign_hours'
  end
  from public.campaign_recipients r
  join public.campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
  join app.campaign_purposes u on u.purpose = c.definition ->> 'purpose'
  join app.automation_reasons a on a.reason = u.reason
  where p_message.origin = 'automation' and r.tenant_id = p_message.tenant_id and r.id = p_message.client_id;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_report (
  p_campaign public.campaigns
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.campaign_payload(p_campaign) || jsonb_build_object(
    'problems', case when p_campaign.state in ('draft', 'scheduled') then (
      select coalesce(jsonb_agg(to_jsonb(p)), '[]') from app.campaign_problems(p_campaign.tenant_id, p_campaign.definition) p) else '[]'::jsonb end,
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('state', g.state, 'reason', g.reason, 'count', g.people) order by g.people desc, g.reason), '[]') from (
        select r.state, r.reason, count(*) as people from public.campaign_recipients r
        where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id and r.reason is not null group by 1, 2) g),
    'result', case when jsonb_array_length(p_campaign.definition -> 'variants') = 2 then app.campaign_result(p_campaign.tenant_id, p_campaign.id) end,
    'credits', jsonb_build_object('held', coalesce(p_campaign.held_credits, 0), 'used', (
      select count(*) from app.credit_settlements s
      where s.tenant_id = p_campaign.tenant_id and s.refunded_at is null and s.hold_id in (
        select distinct r.hold_id from public.campaign_recipients r where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id))));
$function$;

CREATE OR REPLACE FUNCTION app.campaign_result (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with sides as (
    select r.variant, (count(*) filter (where r.state in ('sent', 'delivered', 'read')))::integer as sent,
      (count(*) filter (where r.state = 'read'))::integer as read, (count(*) filter (where r.replied_at is not null and r.state in ('sent', 'delivered', 'read')))::integer as replied
    from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = p_id group by r.variant
  ), pair as (
    select coalesce(max(s.sent) filter (where s.variant = 'a'), 0) as a, coalesce(max(s.replied) filter (where s.variant = 'a'), 0) as a_replied,
      coalesce(max(s.read) filter (where s.variant = 'a'), 0) as a_read, coalesce(max(s.sent) filter (where s.variant = 'b'), 0) as b,
      coalesce(max(s.replied) filter (where s.variant = 'b'), 0) as b_replied, coalesce(max(s.read) filter (where s.variant = 'b'), 0) as b_read
    from sides s
  )
  select jsonb_build_object('a', jsonb_build_object('sent', p.a, 'read', p.a_read, 'replied', p.a_replied),
    'b', jsonb_build_object('sent', p.b, 'read', p.b_read, 'replied', p.b_replied),
    'low', d.difference -> 'low', 'high', d.difference -> 'high', 'verdict', case d.difference ->> 'verdict'
      when 'helps' then 'a' when 'hurts' then 'b' else d.difference ->> 'verdict' end)
  from pair p, app.share_difference(p.a_replied, p.a, p.b_replied, p.b) d (difference);
$function$;

CREATE OR REPLACE FUNCTION app.campaign_thread (
  p_tenant_id uuid,
  p_phone     text,
  p_name      text
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_is_new boolean := app.thread_of_phone(p_tenant_id, p_phone) is null;
  v_id uuid := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', p_phone), p_name, 'person');
begin
  if v_is_new then
    -- it is nobody's work until the person answers
    update public.conversation_threads t set status = 'finished'
    where t.tenant_id = p_tenant_id and t.id = v_id and t.status = 'open' and t.last_message_id is null;
  end if;
  return (
    select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_tier (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel uuid := (select c.channel_id from app.campaign_channel(p_tenant_id) c);
  v_tier app.messaging_tiers;
  v_used integer;
begin
  select t.* into v_tier from public.meta_accounts a join app.messaging_tiers t on t.key = upper(a.messaging_limit)
  where a.tenant_id = p_tenant_id and a.channel_id = v_channel;
  if v_tier.people is null then
    return null;
  end if;
  -- whoever was written to by a template in the last 24 hours: by campaigns, and by what was charged
  select count(*) into v_used from (
    select r.thread_id from public.campaign_recipients r
    where r.tenant_id = p_tenant_id and r.taken_at > p_now - interval '24 hours' and r.thread_id is not null
    union
    select m.thread_id from public.whatsapp_credits_transactions x
    join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = x.conversation_message_id and m.content ? 'template'
    where x.tenant_id = p_tenant_id and x.kind = 'usage' and x.created_at > p_now - interval '24 hours') u;
  return jsonb_build_object('key', v_tier.key, 'people', v_tier.people, 'used', v_used, 'left', greatest(0, v_tier.people - v_used));
end;
$function$;

CREATE OR REPLACE FUNCTION app.campaign_variant (
  p_campaign_id uuid,
  p_address     text,
  p_definition  jsonb
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case when jsonb_array_length(p_definition -> 'variants') = 2
    and ('x' || left(md5('campaign:' || p_campaign_id || ':' || coalesce(p_address, '')), 8))::bit(32)::bigint % 100 < (p_definition ->> 'share_b')::integer
    then 'b' else 'a' end;
$function$;

CREATE OR REPLACE FUNCTION app.campaigns_with_segment (
  p_tenant_id  uuid,
  p_segment_id uuid
)
  RETURNS TABLE (
    id   uuid,
    name text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select c.id, c.name from public.campaigns c
  where c.tenant_id = p_tenant_id and c.planned_at is null and c.state not in ('stopped', 'finished')
    and c.definition #>> '{audience,segment_id}' = p_segment_id::text
  order by c.name, c.id;
$function$;

CREATE OR REPLACE FUNCTION app.charge_message (
  p_message public.conversation_messages,
  p_may_owe boolean                      DEFAULT false
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_price integer := app.message_price(p_message);
begin
  if app.settle_message(p_message) then
    return; -- a campaign has paid
  end if;
  if v_price > 0 and p_message.direction = 'outbound' and app.message_payment(p_message) is distinct from 'usage' then
    perform app.post_credits(p_message.tenant_id, 'usage', -v_price, format('message:%s:%s', p_message.id, 1 + (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      p_may_owe, p_message.id);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_campaign (
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_audience jsonb := p_definition -> 'audience';
  v_kind text := p_definition #>> '{audience,kind}';
  v_variants jsonb := '[]';
  v_variant jsonb;
begin
  if jsonb_typeof(p_definition) is distinct from 'object'
    or coalesce(p_definition ->> 'purpose', 'marketing') not in ('marketing', 'notice')
    or coalesce(p_definition ->> 'per_minute', '30') !~ '^[0-9]{1,4}$' or coalesce(p_definition ->> 'per_minute', '30')::integer < 1
    or coalesce(p_definition ->> 'share_b', '50') !~ '^[0-9]{1,2}$' or coalesce(p_definition ->> 'share_b', '50')::integer not between 1 and 99
    or coalesce(p_definition ->> 'hour_from', '00:00') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    or coalesce(p_definition ->> 'hour_to', '24:00') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
    or coalesce(jsonb_typeof(p_definition -> 'variants'), 'array') <> 'array' or jsonb_array_length(coalesce(p_definition -> 'variants', '[]')) > 2 then
    raise sqlstate 'PT400' using message = 'invalid_campaign';
  end if;
  if v_kind = 'people' then
    if jsonb_typeof(v_audience -> 'ids') is distinct from 'array' or jsonb_array_length(v_audience -> 'ids') > 5000 or exists (
      select from jsonb_array_elements_text(v_audience -> 'ids') i where i !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
      raise sqlstate 'PT400' using message = 'invalid_campaign', detail = 'audience';
    end if;
    v_audience := jsonb_build_object('kind', v_kind, 'ids', v_audience -> 'ids');
  elsif v_kind = 'everyone' then
    v_audience := jsonb_build_object('kind', v_kind, 'entity', case when v_audience ->> 'entity' = 'contacts' then 'contacts' else 'patients' end);
  elsif v_kind = 'tag' and coalesce(v_audience ->> 'tag_id', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_audience := jsonb_build_object('kind', v_kind, 'tag_id', v_audience -> 'tag_id');
  elsif v_kind = 'segment' and coalesce(v_audience ->> 'segment_id', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_audience := jsonb_build_object('kind', v_kind, 'segment_id', v_audience -> 'segment_id');
  elsif v_kind is not null then
    raise sqlstate 'PT400' using message = 'invalid_campaign', detail = 'audience';
  else
    v_audience := null;
  end if;
  for v_variant in select v from jsonb_array_elements(coalesce(p_definition -> 'variants', '[]')) v loop
    if char_length(coalesce(v_variant ->> 'body', '')) > 4000
      or coalesce(v_variant #>> '{template,id}', '00000000-0000-0000-0000-000000000000') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      or coalesce(jsonb_typeof(v_variant #> '{template,variables}'), 'object') <> 'object' then
      raise sqlstate 'PT400' using message = 'invalid_campaign', detail = 'variants';
    end if;
    v_variants := v_variants || jsonb_build_object('body', nullif(btrim(v_variant ->> 'body'), ''), 'template', case
      when v_variant #>> '{template,id}' is not null then jsonb_build_object('id', v_variant #> '{template,id}', 'variables', (
        select coalesce(jsonb_object_agg(left(e.key, 40), left(e.value, 500)), '{}')
        from jsonb_each_text(coalesce(v_variant #> '{template,variables}', '{}')) e)) end);
  end loop;
  return jsonb_build_object('purpose', coalesce(p_definition ->> 'purpose', 'marketing'), 'audience', v_audience, 'variants', v_variants,
    'share_b', coalesce(p_definition ->> 'share_b', '50')::integer, 'per_minute', coalesce(p_definition ->> 'per_minute', '30')::integer,
    'hour_from', coalesce(p_definition ->> 'hour_from', '00:00'), 'hour_to', coalesce(p_definition ->> 'hour_to', '24:00'),
    'confirms_offer', coalesce(p_definition -> 'confirms_offer' = 'true'::jsonb, false));
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_campaign (
  p_campaign public.campaigns,
  p_now      timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_campaign.held_credits > 0 then
    perform app.release_held_credits(p_campaign.tenant_id, p_campaign.hold_id);
  end if;
  update public.campaigns c set state = case c.state when 'stopped' then 'stopped' else 'finished' end, closed_at = p_now,
    waits_for = null, waits_until = null
  where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id;
  perform app.tell_campaign(p_campaign.tenant_id, p_campaign.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_campaign_job (
  p_job   app.jobs,
  p_sends jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update app.jobs j set finished_at = now(), lease_token = null, leased_until = null
  where j.tenant_id = p_job.tenant_id and j.id = p_job.id;
  return jsonb_build_object('state', 'done', 'sends', p_sends);
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_campaign (
  p_tenant_id uuid,
  p_id        uuid,
  p_run_at    timestamp with time zone DEFAULT now()
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'run_campaign', jsonb_build_object('campaign_id', p_id), 'campaign:' || p_id, p_run_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    run_at = excluded.run_at, dead_at = null, attempts = case when app.jobs.dead_at is null then app.jobs.attempts else 0 end;
  if p_run_at <= now() then
    perform app.call_function('process-jobs', '{}');
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.fill_campaign (
  p_tenant_id uuid,
  p_variant   jsonb,
  p_fills     jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when p_variant -> 'template' is distinct from 'null'::jsonb and p_variant ? 'template' then (
      select jsonb_build_object('body', null, 'template', jsonb_build_object('id', p_variant #> '{template,id}', 'variables', f.variables),
        'text', coalesce((
          select app.render_template(t.body, f.variables) from public.message_templates t
          where t.tenant_id = p_tenant_id and t.id = (p_variant #>> '{template,id}')::uuid), ''))
      from (
        select coalesce(jsonb_object_agg(e.key, app.render_template(e.value, p_fills)), '{}') as variables
        from jsonb_each_text(p_variant #> '{template,variables}') e) f)
    else (
      select jsonb_build_object('body', b.body, 'template', null, 'text', coalesce(b.body, ''))
      from (select app.render_template(p_variant ->> 'body', p_fills) as body) b) end;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_campaign (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.pause_campaign(p_job.tenant_id, (p_job.payload ->> 'campaign_id')::uuid, 'worker_gave_up');
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_campaign_credits (
  p_campaign public.campaigns
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_credits integer;
begin
  select coalesce(max(r.hold_position + r.credits - 1), 0) into v_credits from public.campaign_recipients r
  where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id and r.hold_id = p_campaign.hold_id and r.state = 'queued';
  if v_credits > 0 then
    perform app.hold_whatsapp_credits(p_campaign.tenant_id, p_campaign.hold_id, v_credits, p_campaign.name);
  end if;
  update public.campaigns c set held_credits = v_credits where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id;
  return null;
exception when sqlstate 'PT402' then
  return sqlerrm;
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_of_message (
  p_message public.conversation_messages
)
  RETURNS TABLE (
    tenant_id     uuid,
    hold_id       uuid,
    hold_position integer,
    credits       integer
  )
  LANGUAGE plpgsql
  STABLE
  ROWS 1
  SET search_path TO ''
  AS $function$
begin
  if p_message.origin = 'automation' and p_message.client_id is not null then
    return query
      select r.tenant_id, r.hold_id, r.hold_position, r.credits from public.campaign_recipients r
      where r.tenant_id = p_message.tenant_id and r.id = p_message.client_id and r.hold_id is not null;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_whatsapp_credits (
  p_tenant_id uuid,
  p_hold_id   uuid,
  p_credits   integer,
  p_note      text    DEFAULT NULL::text
)
  RETURNS app.credit_holds
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_hold app.credit_holds;
  v_balance integer;
begin
  perform app.require_credits(p_credits, p_hold_id::text);
  -- before the balance, as whoever settles and releases takes them
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  perform app.post_credits(p_tenant_id, 'usage', -p_credits, 'hold:' || p_hold_id, false, null, null, null, p_note);
  insert into app.credit_holds (tenant_id, id, credits) values (p_tenant_id, p_hold_id, p_credits) on conflict do nothing;
  if found then
    -- the balance is ours: reminders go before campaigns
    select b.balance into v_balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id;
    if v_balance < app.reminder_credits(p_tenant_id, now(), false) and v_balance < app.reminder_credits(p_tenant_id, now(), true) then
      raise sqlstate 'PT402' using message = 'credits_kept_for_reminders';
    end if;
  end if;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  return v_hold;
end;
$function$;

CREATE OR REPLACE FUNCTION app.late_refusal (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(app.campaign_refusal(p_message), case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and o.purpose = 'all' and o.created_at > p_message.created_at
    ) then 'opted_out'
    when exists (
      select from public.conversation_session_reminders_logs l
      where l.tenant_id = p_message.tenant_id and l.message_id = p_message.id
        and (app.reminder_over(l, now()) is not null or app.opted_out_of(l.tenant_id, p_message.thread_id, 'reminders'))
    ) then 'reminder_outdated'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from public.notification_channels o
      left join public.notification_channels c on c.tenant_id = o.tenant_id and c.family = o.family and c.is_active
      where o.tenant_id = p_message.tenant_id and o.id = p_message.channel_id)
  end);
$function$;

CREATE OR REPLACE FUNCTION app.lock_campaign (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.campaigns
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.campaigns;
begin
  select * into v_row from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'campaign_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_be_sent_campaigns (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_contact_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
      select from public.consents c
      where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.purpose = 'whatsapp_marketing' and c.revoked_at is null)
    or exists (
      select from public.marketing_permissions m where m.tenant_id = p_tenant_id and m.patient_id = p_patient_id and m.revoked_at is null)
    or exists (
      select from public.marketing_permissions m where m.tenant_id = p_tenant_id and m.contact_id = p_contact_id and m.revoked_at is null);
$function$;

CREATE OR REPLACE FUNCTION app.message_payment (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return coalesce((
    select x.kind from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.reference like 'message:%'
    order by x.id desc limit 1), (
    -- by a hold
    select case when s.refunded_at is null then 'usage' else 'refund' end
    from app.hold_of_message(p_message) h
    join app.credit_settlements s on s.tenant_id = h.tenant_id and s.hold_id = h.hold_id and s.position = h.hold_position
      and s.conversation_message_id = p_message.id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_campaign_reply (
  p_message public.conversation_messages
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- the last one of a week is what is answered
  update public.campaign_recipients r set replied_at = p_message.occurred_at
  where r.tenant_id = p_message.tenant_id and r.replied_at is null and r.id = (
    select l.id from public.campaign_recipients l
    where l.tenant_id = p_message.tenant_id and l.thread_id = p_message.thread_id and l.taken_at > p_message.occurred_at - interval '7 days'
      and l.taken_at <= p_message.occurred_at + interval '1 minute' and l.state in ('sending', 'sent', 'delivered', 'read')
    order by l.taken_at desc limit 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.pause_campaign (
  p_tenant_id uuid,
  p_id        uuid,
  p_reason    text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.campaigns c set state = 'paused', pause_reason = left(p_reason, 60), waits_for = null, waits_until = null
  where c.tenant_id = p_tenant_id and c.id = p_id and c.state = 'running';
  if found then
    perform app.audit(p_tenant_id, 'campaign.paused', 'campaign', p_id::text, null, null, p_reason);
    perform app.tell_campaign(p_tenant_id, p_id);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.plan_campaign (
  p_campaign public.campaigns,
  p_limit    integer,
  p_now      timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_clinic text := (select t.name from public.tenants t where t.id = p_campaign.tenant_id);
  v_provider text := (select c.provider from app.campaign_channel(p_campaign.tenant_id) c);
  v_price_a integer := app.campaign_price(p_campaign.tenant_id, v_provider, p_campaign.definition #> '{variants,0}');
  v_price_b integer := app.campaign_price(p_campaign.tenant_id, v_provider, p_campaign.definition #> '{variants,1}');
  v_last uuid;
  v_people integer;
  v_credits integer;
begin
  with found as (
    select c.* from app.campaign_candidates(p_campaign.tenant_id, p_campaign.definition -> 'audience', p_campaign.definition ->> 'purpose',
      p_campaign.plan_after, p_limit) c
  ), told as (
    select f.*, app.campaign_variant(p_campaign.id, f.address, p_campaign.definition) as variant,
      coalesce(f.reason, case when row_number() over (partition by f.address, f.reason is null order by f.person_key) > 1 or exists (
        select from public.campaign_recipients r
        where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id and r.address = f.address and r.state <> 'skipped')
        then 'duplicate_phone' end) as why
    from found f
  ), priced as (
    select t.*, case when t.why is not null then 0 when t.variant = 'b' then v_price_b else v_price_a end as price from told t
  ), placed as (
    select p.*, row_number() over (order by p.person_key) as place, sum(p.price) over (order by p.person_key) as upto from priced p
  ), written as (
    insert into public.campaign_recipients (tenant_id, campaign_id, position, person_key, patient_id, contact_id, thread_key, name, phone,
      address, variant, fills, hold_id, hold_position, credits, state, reason)
    select p_campaign.tenant_id, p_campaign.id, p_campaign.planned_people + p.place, p.person_key, p.patient_id, p.contact_id, p.thread_key,
      coalesce(app.normalize_name(p.name), ''), p.phone, p.address, p.variant, app.campaign_fills(v_clinic, app.normalize_name(p.name)),
      case when p.price > 0 then p_campaign.hold_id end, case when p.price > 0 then p_campaign.planned_credits + p.upto - p.price + 1 end,
      p.price, case when p.why is null then 'queued' else 'skipped' end, p.why
    from placed p
    on conflict (tenant_id, campaign_id, person_key) do nothing
  )
  select count(*), coalesce(sum(p.price), 0), (array_agg(p.person_key order by p.person_key desc))[1] into v_people, v_credits, v_last from placed p;
  update public.campaigns c set plan_after = coalesce(v_last, c.plan_after), planned_people = c.planned_people + v_people,
    planned_credits = c.planned_credits + v_credits, planned_at = case when v_people < p_limit then p_now end
  where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id;
  return v_people = p_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.preview_campaign (
  p_tenant_id  uuid,
  p_id         uuid,
  p_definition jsonb,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel record;
  v_clinic text := (select t.name from public.tenants t where t.id = p_tenant_id);
  v_people jsonb;
  v_a integer;
  v_b integer;
  v_price_a integer;
  v_price_b integer;
  v_samples jsonb;
  v_credits integer;
  v_balance integer := coalesce((select b.balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), 0);
  v_kept integer := app.reminder_credits(p_tenant_id, p_now, true);
  v_from time := (p_definition ->> 'hour_from')::time;
  v_to time := (p_definition ->> 'hour_to')::time;
  v_pace integer := (p_definition ->> 'per_minute')::integer;
  v_tier jsonb := app.campaign_tier(p_tenant_id, p_now);
  v_reach integer;
begin
  select * into v_channel from app.campaign_channel(p_tenant_id);
  v_price_a := app.campaign_price(p_tenant_id, v_channel.provider, p_definition #> '{variants,0}');
  v_price_b := app.campaign_price(p_tenant_id, v_channel.provider, p_definition #> '{variants,1}');
  with found as (
    select c.*, coalesce(c.reason, case when row_number() over (partition by c.address, c.reason is null order by c.person_key) > 1 then 'duplicate_phone' end) as why,
      app.campaign_variant(coalesce(p_id, '00000000-0000-0000-0000-000000000000'), c.address, p_definition) as variant
    from app.campaign_candidates(p_tenant_id, p_definition -> 'audience', p_definition ->> 'purpose') c
  ), first as (
    select f.person_key, f.name, f.phone, f.variant from found f where f.why is null order by md5(f.person_key::text) limit 5
  )
  select (select coalesce(jsonb_object_agg(g.why, g.people), '{}') from (select coalesce(f.why, 'reachable') as why, count(*) as people from found f group by 1) g),
    (select count(*) from found f where f.why is null and f.variant = 'a'), (select count(*) from found f where f.why is null and f.variant = 'b'),
    (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'phone', s.phone, 'variant', s.variant, 'text',
      app.fill_campaign(p_tenant_id, p_definition -> 'variants' -> case s.variant when 'b' then 1 else 0 end, app.campaign_fills(v_clinic, app.normalize_name(s.name))) -> 'text')), '[]')
      from first s)
  into v_people, v_a, v_b, v_samples;
  v_reach := v_a + v_b;
  v_credits := v_a * v_price_a + v_b * v_price_b;
  return jsonb_build_object(
    'total', (select coalesce(sum(e.value::integer), 0) from jsonb_each_text(v_people) e), 'reachable', v_reach, 'left_out', v_people - 'reachable',
    'a', v_a, 'b', v_b, 'credits', v_credits, 'price_a', v_price_a, 'price_b', v_price_b, 'balance', v_balance, 'kept_for_reminders', v_kept,
    'missing_credits', greatest(0, v_credits - greatest(0, v_balance - v_kept)),
    'tier', v_tier, 'next_at', app.campaign_moment(p_tenant_id, v_from, v_to, p_now),
    'minutes', ceil(v_reach::numeric / v_pace),
    'fits_today', least(v_reach, v_pace::bigint * app.campaign_minutes_left(p_tenant_id, v_from, v_to, p_now), coalesce((v_tier ->> 'left')::integer, v_reach),
      case when v_credits > 0 then greatest(0, v_balance - v_kept) / greatest(v_price_a, v_price_b, 1) else v_reach end),
    'samples', v_samples,
    'problems', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from app.campaign_problems(p_tenant_id, p_definition, p_now) p));
end;
$function$;

CREATE OR REPLACE FUNCTION app.react_to_message (
  p_message     public.conversation_messages,
  p_is_opt_word boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- somebody else's machine has the conversation: it is shown, and nothing answers it here
  if p_message.content ? 'standby' then
    return;
  end if;
  perform app.note_campaign_reply(p_message);
  -- workflows hear of every message, whatever else it answers
  perform app.tell_workflows_of_message(p_message);
  -- what answers the last question, of a free time or of a session, asks for no other answer
  if not p_is_opt_word and (app.answer_offer_in_words(p_message) or app.answer_reminder(p_message)) then
    return;
  end if;
  -- each effect is a job of its own, so that a crash from here on changes nothing of it
  if not p_is_opt_word and p_message.kind <> 'system' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_message.tenant_id and s.is_on) then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_message.tenant_id, 'auto_reply', jsonb_build_object('id', p_message.id, 'message_id', p_message.id), 'auto_reply:' || p_message.id)
    on conflict do nothing;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refund_message (
  p_message public.conversation_messages
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_paid integer;
  v_attempts integer;
begin
  if app.message_payment(p_message) = 'usage' then
    -- the price may be another by now
    select count(*), (array_agg(x.debt_change - x.amount order by x.id desc))[1] into v_attempts, v_paid
    from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%';
    if v_attempts = 0 then
      perform app.refund_held_credit(h.tenant_id, h.hold_id, h.hold_position + n) from app.hold_of_message(p_message) h, generate_series(0, h.credits - 1) n;
      return;
    end if;
    perform app.post_credits(p_message.tenant_id, 'refund', v_paid, format('message:%s:%s', p_message.id, v_attempts), false, p_message.id, null, null, p_message.error_code);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_campaigner (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role not in ('owner', 'admin') and not exists (
    select from public.campaign_settings s where s.tenant_id = p_tenant_id and v_role = any (s.roles)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.rest_campaign (
  p_campaign public.campaigns,
  p_job      app.jobs,
  p_for      text,
  p_until    timestamp with time zone,
  p_sends    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.campaigns c set waits_for = p_for, waits_until = p_until
  where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id and (c.waits_for, c.waits_until) is distinct from (p_for, p_until);
  if found then
    perform app.tell_campaign(p_campaign.tenant_id, p_campaign.id);
  end if;
  update app.jobs j set run_at = p_until, attempts = 0, lease_token = null, leased_until = null
  where j.tenant_id = p_job.tenant_id and j.id = p_job.id;
  return jsonb_build_object('state', 'waits', 'sends', p_sends);
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_campaign_message (
  p_campaign  public.campaigns,
  p_recipient public.campaign_recipients,
  p_now       timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_campaign.tenant_id;
  v_purpose app.campaign_purposes;
  v_said jsonb := app.fill_campaign(p_campaign.tenant_id, p_campaign.definition -> 'variants' -> case p_recipient.variant when 'b' then 1 else 0 end, p_recipient.fills);
  v_key text := p_recipient.thread_key;
  v_created jsonb;
  v_why text;
begin
  select * into v_purpose from app.campaign_purposes u where u.purpose = p_campaign.definition ->> 'purpose';
  if v_purpose.needs_permission and not app.may_be_sent_campaigns(v_tenant, p_recipient.patient_id, p_recipient.contact_id) then
    v_why := 'no_permission';
  elsif exists (
    select from public.patients p where p.tenant_id = v_tenant and p.id = p_recipient.patient_id and p.archived_at is not null and p.merged_into_id is null) then
    v_why := 'person_archived';
  else
    if p_recipient.phone is not null then
      v_key := app.campaign_thread(v_tenant, p_recipient.phone, nullif(p_recipient.name, ''));
    end if;
    v_created := app.create_automation_message(v_tenant, v_key, p_recipient.id, v_said ->> 'body', v_purpose.reason,
      case when v_said -> 'template' <> 'null'::jsonb then v_said -> 'template' end);
    v_why := v_created ->> 'skipped';
  end if;
  if v_why in ('no_active_channel', 'channel_disconnected', 'template_not_found', 'template_not_approved', 'template_not_supported',
    'insufficient_credits', 'credits_kept_for_reminders', 'hold_exhausted', 'outside_24h_window') then
    return jsonb_build_object('stop', v_why);
  end if;
  update public.campaign_recipients r set
    state = case when v_why is not null then 'skipped' else case v_created #>> '{message,status}' when 'queued' then 'sending' else v_created #>> '{message,status}' end end,
    reason = v_why, taken_at = case when v_why is null then p_now else r.taken_at end,
    message_id = (v_created #>> '{message,id}')::uuid, thread_id = (v_created #>> '{message,thread_id}')::uuid
  where r.tenant_id = v_tenant and r.id = p_recipient.id;
  return v_created;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_campaign_test (
  p_tenant_id uuid,
  p_payload   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_said jsonb := app.fill_campaign(p_tenant_id, p_payload #> '{test,variant}', app.campaign_fills(
    (select t.name from public.tenants t where t.id = p_tenant_id), p_payload #>> '{test,name}'));
begin
  return app.create_automation_message(p_tenant_id, app.campaign_thread(p_tenant_id, p_payload #>> '{test,phone}', p_payload #>> '{test,name}'),
    (p_payload #>> '{test,client_id}')::uuid, v_said ->> 'body', 'campaign_test',
    case when v_said -> 'template' <> 'null'::jsonb then v_said -> 'template' end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_message (
  p_message public.conversation_messages
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_place record;
begin
  select * into v_place from app.hold_of_message(p_message);
  if not found or not exists (
    select from app.credit_holds h where h.tenant_id = p_message.tenant_id and h.id = v_place.hold_id and h.released_at is null) then
    return false;
  end if;
  perform app.settle_held_credits(p_message.tenant_id, v_place.hold_id, v_place.hold_position, array_fill(p_message.id, array[v_place.credits]));
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_campaign (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_tenant_id, 'campaign', jsonb_build_object('id', p_id));
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_campaigns()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.campaign_recipients r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__tell_campaign()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.campaign_recipients r set
    state = case
      when new.status = 'failed' and new.error_code in ('campaign_paused', 'campaign_hours') then 'queued'
      when new.status = 'failed' and new.error_code in ('campaign_stopped', 'opted_out', 'conversation_blocked') then 'skipped'
      when new.status = 'queued' then 'sending'
      else new.status end,
    reason = case when new.status = 'failed' and new.error_code not in ('campaign_paused', 'campaign_hours')
      then case new.error_code when 'campaign_stopped' then 'stopped' else coalesce(new.error_code, 'unknown') end end
  where r.tenant_id = new.tenant_id and r.id = new.client_id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_campaigns (
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
  select r.id, r.taken_at, jsonb_build_object('campaign_id', c.id, 'name', c.name, 'state', r.state, 'reason', r.reason,
    'replied', r.replied_at is not null)
  from public.campaign_recipients r
  join public.campaigns c on c.tenant_id = p_tenant_id and c.id = r.campaign_id
  where r.tenant_id = p_tenant_id and r.taken_at is not null and (r.taken_at, r.id) < (p_before, p_before_id)
    and (r.contact_id = (p_subject ->> 'contact')::uuid or r.patient_id = (p_subject ->> 'patient')::uuid
      or r.thread_id = any (app.json_ids(p_subject -> 'threads')))
  order by r.taken_at desc, r.id desc limit p_limit;
$function$;

CREATE OR REPLACE FUNCTION app.yield_campaign (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.jobs j set attempts = 0, lease_token = null, leased_until = null, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning true;
$function$;

CREATE OR REPLACE FUNCTION public.change_campaign (
  p_tenant_id uuid,
  p_id        uuid,
  p_act       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.campaigns;
  v_done text;
  v_hold uuid := gen_random_uuid();
begin
  perform app.require_campaigner(p_tenant_id);
  v_row := app.lock_campaign(p_tenant_id, p_id);
  case
    when p_act = 'pause' and v_row.state = 'paused' or p_act = 'resume' and v_row.state in ('running', 'finished') or p_act = 'stop' and v_row.state = 'stopped'
      or p_act = 'unschedule' and v_row.state = 'draft' then
      return app.campaign_report(v_row);
    when p_act = 'pause' and v_row.state = 'running' then
      update public.campaigns c set state = 'paused', pause_reason = null, waits_for = null, waits_until = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      v_done := 'paused';
    when p_act = 'resume' and v_row.state = 'paused' then
      update public.campaigns c set state = 'running', pause_reason = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      perform app.enqueue_campaign(p_tenant_id, p_id);
      v_done := 'resumed';
    when p_act = 'stop' and v_row.state in ('running', 'paused') then
      update public.campaigns c set state = 'stopped', waits_for = null, waits_until = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      perform app.enqueue_campaign(p_tenant_id, p_id);
      v_done := 'stopped';
    when p_act = 'unschedule' and v_row.state = 'scheduled' then
      update public.campaigns c set state = 'draft', starts_at = null, started_by = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      v_done := 'unscheduled';
    when p_act = 'retry' and v_row.retried_at is not null then
      return app.campaign_report(v_row);
    when p_act = 'retry' and v_row.state = 'finished' and exists (
      select from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = p_id and r.state = 'failed') then
      -- the same messages again: what arrived meanwhile is not failed any more
      with again as (
        select r.id, r.credits, sum(r.credits) over (order by r.position, r.id) as upto from public.campaign_recipients r
        where r.tenant_id = p_tenant_id and r.campaign_id = p_id and r.state = 'failed')
      update public.campaign_recipients r set state = 'queued', reason = null, hold_id = case when g.credits > 0 then v_hold end,
        hold_position = case when g.credits > 0 then g.upto - g.credits + 1 end
      from again g where r.tenant_id = p_tenant_id and r.id = g.id and r.state = 'failed';
      update public.campaigns c set state = 'running', retried_at = now(), closed_at = null, hold_id = v_hold, held_credits = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      perform app.enqueue_campaign(p_tenant_id, p_id);
      v_done := 'retried';
    else
      raise sqlstate 'PT409' using message = 'campaign_state', detail = v_row.state;
  end case;
  perform app.audit(p_tenant_id, 'campaign.' || v_done, 'campaign', p_id::text, null, jsonb_build_object('name', v_row.name));
  perform app.tell_campaign(p_tenant_id, p_id);
  return app.campaign_report(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."change_campaign"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_campaign (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_campaigner(p_tenant_id);
  delete from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id and c.state = 'draft';
  if not found and exists (select from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id) then
    raise sqlstate 'PT409' using message = 'campaign_started';
  end if;
  perform app.tell_campaign(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_campaign"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_campaign (
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
  v_row public.campaigns;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'campaign_not_found';
  end if;
  return app.campaign_report(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_campaign"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_campaign_kit (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_settings public.campaign_settings;
begin
  select * into v_settings from public.campaign_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object(
    'may_send', v_role in ('owner', 'admin') or v_role = any (coalesce(v_settings.roles, '{}')),
    'may_manage', v_role in ('owner', 'admin'),
    'roles', to_jsonb(coalesce(v_settings.roles, '{}')), 'unofficial_since', v_settings.unofficial_since,
    'channel', (
      select to_jsonb(c) - 'most_per_minute' || jsonb_build_object('most_per_minute', c.most_per_minute, 'tier', app.campaign_tier(p_tenant_id))
      from app.campaign_channel(p_tenant_id) c),
    'hours', (
      select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday) from app.campaign_hours h),
    'time_zone', app.clinic_zone(p_tenant_id), 'variables', '["nome", "nome_completo", "clinica"]'::jsonb);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_campaign_kit"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_marketing_permission (
  p_tenant_id uuid,
  p_person_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient uuid := p_person_id;
  v_contact uuid;
begin
  perform app.require_seller(p_tenant_id);
  select c.id, coalesce(c.patient_id, v_patient) into v_contact, v_patient from public.contacts c
  where c.tenant_id = p_tenant_id and (c.id = p_person_id or c.patient_id = p_person_id);
  v_patient := coalesce(v_patient, p_person_id);
  return jsonb_build_object('is_allowed', app.may_be_sent_campaigns(p_tenant_id, v_patient, v_contact),
    'signed_at', (
      select max(c.given_at) from public.consents c
      where c.tenant_id = p_tenant_id and c.patient_id = v_patient and c.purpose = 'whatsapp_marketing' and c.revoked_at is null),
    'recorded', (
      select jsonb_build_object('source', m.source, 'proof', m.proof, 'given_on', m.given_on, 'recorded_by_name', app.name_of_member(m.recorded_by))
      from public.marketing_permissions m
      where m.tenant_id = p_tenant_id and m.revoked_at is null and (m.patient_id = v_patient or m.contact_id = v_contact)
      order by m.created_at desc limit 1));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_marketing_permission"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_campaign_recipients (
  p_tenant_id uuid,
  p_id        uuid,
  p_state     text    DEFAULT NULL::text,
  p_after     integer DEFAULT NULL::integer,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  if p_limit not between 1 and 1000 or coalesce(p_state, 'all') not in ('all', 'queued', 'sent', 'delivered', 'read', 'replied', 'failed', 'skipped') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'position', r.position, 'name', r.name, 'phone', r.phone, 'variant', r.variant, 'state', r.state,
      'reason', r.reason, 'taken_at', r.taken_at, 'replied_at', r.replied_at, 'patient_id', r.patient_id, 'contact_id', r.contact_id, 'thread_key', t.thread_key)
      order by r.position), '[]')
    from (
      select * from public.campaign_recipients r
      where r.tenant_id = p_tenant_id and r.campaign_id = p_id and r.position > coalesce(p_after, 0) and case coalesce(p_state, 'all')
        when 'all' then true
        when 'queued' then r.state in ('queued', 'sending')
        when 'sent' then r.state in ('sent', 'delivered', 'read')
        when 'delivered' then r.state in ('delivered', 'read')
        when 'replied' then r.replied_at is not null
        else r.state = p_state end
      order by r.position limit p_limit) r
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = r.thread_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_campaign_recipients"(uuid, uuid, text, integer, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_campaigns (
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
  return (
    select coalesce(jsonb_agg(app.campaign_payload(c) - 'definition' || jsonb_build_object('purpose', c.definition -> 'purpose') order by c.created_at desc, c.id desc), '[]')
    from (select * from public.campaigns c where c.tenant_id = p_tenant_id order by c.created_at desc, c.id desc limit 200) c);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_campaigns"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_campaign (
  p_tenant_id  uuid,
  p_id         uuid,
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_campaigner(p_tenant_id);
  return app.preview_campaign(p_tenant_id, p_id, app.checked_campaign(p_definition), now());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_campaign"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.revoke_marketing_permission (
  p_tenant_id uuid,
  p_person_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  update public.marketing_permissions m set revoked_at = now(), revoked_by = auth.uid()
  where m.tenant_id = p_tenant_id and m.revoked_at is null and (m.patient_id = p_person_id or m.contact_id = p_person_id or m.patient_id = (
    select c.patient_id from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_person_id));
  if found then
    perform app.audit(p_tenant_id, 'marketing_permission.revoked', 'person', p_person_id::text);
  end if;
  return public.get_marketing_permission(p_tenant_id, p_person_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."revoke_marketing_permission"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_campaign (
  p_tenant_id  uuid,
  p_id         uuid,
  p_name       text,
  p_definition jsonb,
  p_version    integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_name text;
  v_definition jsonb;
  v_row public.campaigns;
begin
  perform app.require_campaigner(p_tenant_id);
  v_name := app.require_name(p_name, 80);
  v_definition := app.checked_campaign(p_definition);
  if p_id is null then
    insert into public.campaigns (tenant_id, name, definition, created_by) values (p_tenant_id, v_name, v_definition, auth.uid())
    returning * into v_row;
  else
    v_row := app.lock_campaign(p_tenant_id, p_id);
    if v_row.state <> 'draft' then
      raise sqlstate 'PT409' using message = 'campaign_started';
    elsif p_version is distinct from v_row.version then
      raise sqlstate 'PT409' using message = 'campaign_changed';
    end if;
    if (v_row.name, v_row.definition) is distinct from (v_name, v_definition) then
      update public.campaigns c set name = v_name, definition = v_definition, version = c.version + 1
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
    end if;
  end if;
  perform app.tell_campaign(p_tenant_id, v_row.id);
  return app.campaign_report(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_campaign"(uuid, uuid, text, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_campaign_settings (
  p_tenant_id     uuid,
  p_roles         text[],
  p_is_unofficial boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.campaign_settings;
  v_row public.campaign_settings;
begin
  perform app.require_admin(p_tenant_id);
  if p_roles is null or not p_roles <@ array['supervisor', 'operator'] then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  select * into v_before from public.campaign_settings s where s.tenant_id = p_tenant_id for update;
  insert into public.campaign_settings as s (tenant_id, roles, unofficial_since, unofficial_by)
  values (p_tenant_id, p_roles, case when p_is_unofficial then now() end, case when p_is_unofficial then auth.uid() end)
  on conflict (tenant_id) do update set roles = excluded.roles,
    unofficial_since = case when p_is_unofficial then coalesce(s.unofficial_since, now()) end,
    unofficial_by = case when p_is_unofficial then coalesce(s.unofficial_by, auth.uid()) end, updated_at = now()
  returning * into v_row;
  perform app.audit(p_tenant_id, 'campaign.settings', 'campaign_settings', p_tenant_id::text,
    jsonb_build_object('roles', coalesce(v_before.roles, '{}'), 'unofficial', v_before.unofficial_since is not null),
    jsonb_build_object('roles', v_row.roles, 'unofficial', v_row.unofficial_since is not null));
  return public.get_campaign_kit(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_campaign_settings"(uuid, text[], boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_marketing_permission (
  p_tenant_id uuid,
  p_person_id uuid,
  p_source    text,
  p_proof     text,
  p_given_on  date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient uuid;
  v_contact uuid;
  v_row public.marketing_permissions;
begin
  perform app.require_seller(p_tenant_id);
  select p.id into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_person_id;
  if v_patient is null then
    select c.id, c.patient_id into v_contact, v_patient from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_person_id;
  end if;
  if v_patient is null and v_contact is null then
    raise sqlstate 'PT404' using message = 'person_not_found';
  elsif coalesce(p_source, '') not in ('paper', 'in_person', 'message', 'site', 'phone') or char_length(btrim(coalesce(p_proof, ''))) not between 3 and 500
    or p_given_on is null or p_given_on > app.clinic_today(p_tenant_id) then
    raise sqlstate 'PT400' using message = 'invalid_permission';
  end if;
  insert into public.marketing_permissions (tenant_id, patient_id, contact_id, source, proof, given_on, recorded_by)
  values (p_tenant_id, v_patient, case when v_patient is null then v_contact end, p_source, btrim(p_proof), p_given_on, auth.uid())
  on conflict do nothing returning * into v_row;
  if found then
    perform app.audit(p_tenant_id, 'marketing_permission.recorded', 'person', p_person_id::text, null, jsonb_build_object('source', p_source));
  end if;
  return public.get_marketing_permission(p_tenant_id, p_person_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_marketing_permission"(uuid, uuid, text, text, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.start_campaign (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_starts_at timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.campaigns;
  v_problems jsonb;
  v_preview jsonb;
begin
  perform app.require_campaigner(p_tenant_id);
  v_row := app.lock_campaign(p_tenant_id, p_id);
  -- somebody else has: one start is enough
  if v_row.state <> 'draft' then
    return app.campaign_report(v_row);
  elsif v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'campaign_changed';
  elsif p_starts_at > now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  v_preview := app.preview_campaign(p_tenant_id, p_id, v_row.definition, now());
  v_problems := v_preview -> 'problems';
  if v_problems <> '[]' then
    raise sqlstate 'PT409' using message = 'campaign_has_problems', detail = v_problems::text;
  elsif (v_preview ->> 'reachable')::integer = 0 then
    raise sqlstate 'PT409' using message = 'campaign_reaches_nobody';
  elsif coalesce(p_starts_at, now()) <= now() and (v_preview ->> 'missing_credits')::integer > 0 then
    raise sqlstate 'PT402' using message = case when (v_preview ->> 'credits')::integer > (v_preview ->> 'balance')::integer
      then 'insufficient_credits' else 'credits_kept_for_reminders' end,
      detail = jsonb_build_object('balance', v_preview -> 'balance', 'needed', v_preview -> 'credits')::text;
  end if;
  update public.campaigns c set state = case when p_starts_at > now() then 'scheduled' else 'running' end,
    starts_at = greatest(coalesce(p_starts_at, now()), now()), started_at = case when p_starts_at > now() then null else now() end,
    hold_id = gen_random_uuid(), started_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
  perform app.audit(p_tenant_id, case v_row.state when 'scheduled' then 'campaign.scheduled' else 'campaign.started' end, 'campaign', p_id::text,
    null, jsonb_build_object('name', v_row.name, 'starts_at', v_row.starts_at, 'reachable', v_preview -> 'reachable', 'credits', v_preview -> 'credits'));
  perform app.enqueue_campaign(p_tenant_id, p_id, v_row.starts_at);
  perform app.tell_campaign(p_tenant_id, p_id);
  return app.campaign_report(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."start_campaign"(uuid, uuid, integer, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.test_campaign (
  p_tenant_id  uuid,
  p_definition jsonb,
  p_variant    text,
  p_phone      text,
  p_client_id  uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_definition jsonb;
  v_phone text;
  v_problems jsonb;
  v_field text := case p_variant when 'b' then 'variant_b' else 'variant_a' end;
begin
  perform app.require_campaigner(p_tenant_id);
  v_definition := app.checked_campaign(p_definition);
  v_phone := app.normalize_phone(p_phone);
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone';
  end if;
  select jsonb_agg(to_jsonb(p)) into v_problems from app.campaign_problems(p_tenant_id, v_definition) p where p.field in ('channel', v_field);
  if v_problems is not null then
    raise sqlstate 'PT409' using message = 'campaign_has_problems', detail = v_problems::text;
  end if;
  if not app.take_turn('campaign_test:' || p_tenant_id, 20, interval '1 hour') then
    raise sqlstate 'PT429' using message = 'too_many_requests';
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key) values (p_tenant_id, 'run_campaign', jsonb_build_object('test', jsonb_build_object(
    'variant', v_definition -> 'variants' -> case p_variant when 'b' then 1 else 0 end, 'phone', v_phone, 'client_id', p_client_id,
    'name', coalesce(app.name_of_member(auth.uid()), ''))), 'campaign_test:' || p_client_id)
  on conflict do nothing;
  perform app.call_function('process-jobs', '{}');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."test_campaign"(uuid, jsonb, text, text, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."campaign_channels"
  ADD CONSTRAINT "campaign_channels_kind_fkey" FOREIGN KEY (kind) REFERENCES public.channel_kinds(kind) ON DELETE CASCADE;

ALTER TABLE "app"."campaign_purposes"
  ADD CONSTRAINT "campaign_purposes_reason_fkey" FOREIGN KEY (reason) REFERENCES app.automation_reasons(reason) ON DELETE RESTRICT;

ALTER TABLE "public"."campaign_recipients"
  ADD CONSTRAINT "campaign_recipients_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."campaign_recipients"
  ADD CONSTRAINT "campaign_recipients_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."campaign_recipients"
  ADD CONSTRAINT "campaign_recipients_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."campaign_settings"
  ADD CONSTRAINT "campaign_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."campaign_recipients"
  ADD CONSTRAINT "campaign_recipients_tenant_id_campaign_id_fkey" FOREIGN KEY (tenant_id, campaign_id) REFERENCES public.campaigns(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."marketing_permissions"
  ADD CONSTRAINT "marketing_permissions_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."marketing_permissions"
  ADD CONSTRAINT "marketing_permissions_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."marketing_permissions"
  ADD CONSTRAINT "marketing_permissions_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX campaign_purposes_reason ON app.campaign_purposes USING btree (reason);

CREATE UNIQUE INDEX campaign_recipients_address ON public.campaign_recipients USING btree (tenant_id, campaign_id, address)
  WHERE (state <> 'skipped'::text);

CREATE INDEX campaign_recipients_contact ON public.campaign_recipients USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX campaign_recipients_page ON public.campaign_recipients USING btree (tenant_id, campaign_id, "position", id);

CREATE INDEX campaign_recipients_patient ON public.campaign_recipients USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX campaign_recipients_queued ON public.campaign_recipients USING btree (tenant_id, campaign_id, "position")
  WHERE (state = 'queued'::text);

CREATE INDEX campaign_recipients_sending ON public.campaign_recipients USING btree (tenant_id, campaign_id)
  WHERE (state = 'sending'::text);

CREATE INDEX campaign_recipients_taken ON public.campaign_recipients USING btree (tenant_id, taken_at)
  WHERE (taken_at IS NOT NULL);

CREATE INDEX campaign_recipients_thread ON public.campaign_recipients USING btree (tenant_id, thread_id, taken_at DESC)
  WHERE (thread_id IS NOT NULL);

CREATE INDEX campaigns_newest ON public.campaigns USING btree (tenant_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX marketing_permissions_contact ON public.marketing_permissions USING btree (tenant_id, contact_id)
  WHERE ((contact_id IS NOT NULL) AND (revoked_at IS NULL));

CREATE INDEX marketing_permissions_of_contact ON public.marketing_permissions USING btree (tenant_id, contact_id)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX marketing_permissions_of_patient ON public.marketing_permissions USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE UNIQUE INDEX marketing_permissions_patient ON public.marketing_permissions USING btree (tenant_id, patient_id)
  WHERE ((patient_id IS NOT NULL) AND (revoked_at IS NULL));

CREATE TRIGGER campaigns_touch
  BEFORE UPDATE ON public.campaigns
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER conversation_addresses_move_campaigns
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_campaigns();

CREATE TRIGGER conversation_messages_tell_campaign
  AFTER UPDATE OF status ON public.conversation_messages
  FOR EACH ROW
  WHEN (((new.origin = 'automation'::text) AND (new.client_id IS NOT NULL) AND (old.status <> new.status)))
  EXECUTE FUNCTION app.tg_conversation_messages__tell_campaign();

CREATE POLICY "select_nobody" ON "app"."campaign_channels"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."campaign_hours"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."campaign_purposes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."messaging_tiers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."offer_councils"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."offer_words"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."campaign_recipients"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."campaign_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."campaigns"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."marketing_permissions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."campaign_recipients"."address" IS 'Phone, or the key of the conversation of somebody without one. Two people with one phone get one message.';

COMMENT ON COLUMN "public"."campaign_recipients"."hold_position" IS 'The first of its credits in the hold.';

COMMENT ON COLUMN "public"."campaign_recipients"."person_key" IS 'Patient, contact or conversation, as the audience names them: planned once, whoever is killed meanwhile.';

COMMENT ON COLUMN "public"."campaign_recipients"."state" IS 'queued until the message is written, then what the message says (a trigger keeps it), or skipped with the reason.';

COMMENT ON COLUMN "public"."campaign_settings"."unofficial_since" IS 'When somebody switched campaigns on for an unofficial number, against the warning.';

COMMENT ON COLUMN "public"."campaigns"."definition" IS '{purpose, audience, variants, share_b, per_minute, hour_from, hour_to, confirms_offer}, as app.checked_campaign leaves it.';

COMMENT ON COLUMN "public"."campaigns"."hold_id" IS 'The hold of credits of this run; "send again" makes another. held_credits is NULL until it was made.';

COMMENT ON COLUMN "public"."campaigns"."pause_reason" IS 'Why it was paused by itself, as a code; NULL when a person paused it.';

COMMENT ON COLUMN "public"."campaigns"."plan_after" IS 'Up to whom the audience was written down; planned_at says that all of it was.';

COMMENT ON COLUMN "public"."campaigns"."waits_for" IS 'Why nothing goes although it runs: hours, the pace, the tier of the number, or a provider that does not take messages.';

COMMENT ON FUNCTION "app"."advance_campaign"(uuid, bigint, uuid, integer, timestamp with time zone) IS 'Caller: the worker with a lease of a job run_campaign. {state: more (ask again), waits (the job comes again by itself), done, lost; sends: [{message, duplicate, lease}]}.';

COMMENT ON FUNCTION "app"."campaign_candidates"(uuid, jsonb, text, uuid, integer) IS 'Caller: the preview and the planner. reason: no_phone, opted_out, conversation_blocked, no_permission; NULL for whoever would get it.';

COMMENT ON FUNCTION "app"."campaign_channel"(uuid) IS 'No row without a channel. obstacle: why it carries no campaigns, as a code.';

COMMENT ON FUNCTION "app"."campaign_counts"(uuid, uuid) IS 'How far a campaign is: who was delivered to was sent to, and who read was delivered to.';

COMMENT ON FUNCTION "app"."campaign_fills"(text, text) IS 'The variables of a recipient, as they are frozen when the campaign starts.';

COMMENT ON FUNCTION "app"."campaign_job_summary"(app.jobs) IS 'The name of the campaign.';

COMMENT ON FUNCTION "app"."campaign_minutes_left"(uuid, time without time zone, time without time zone, timestamp with time zone) IS 'How many minutes of sending are left of the day; 0 outside of the hours.';

COMMENT ON FUNCTION "app"."campaign_moment"(uuid, time without time zone, time without time zone, timestamp with time zone) IS 'The first moment from p_at on at which a campaign may be sent: within the hours of app.campaign_hours and of the campaign (p_from, p_to), in the clinic''s zone, on no holiday. NULL when there is none within a month.';

COMMENT ON FUNCTION "app"."campaign_payload"(public.campaigns) IS 'A campaign as screens get it.';

COMMENT ON FUNCTION "app"."campaign_people"(uuid, jsonb, uuid, integer) IS 'Audience {kind people, ids | everyone, entity patients|contacts | tag, tag_id | segment, segment_id: of deals, leads and sessions their person}: the next people after a key, in its order.';

COMMENT ON FUNCTION "app"."campaign_price"(uuid, text, jsonb) IS 'What one message of a text costs now, in credits.';

COMMENT ON FUNCTION "app"."campaign_problems"(uuid, jsonb, timestamp with time zone) IS 'What keeps a campaign from being sent: {field channel|audience|variant_a|variant_b|offer|hours, code}.';

COMMENT ON FUNCTION "app"."campaign_refusal"(public.conversation_messages) IS 'Why a message of a campaign that has waited must not be sent now; NULL for others.';

COMMENT ON FUNCTION "app"."campaign_report"(public.campaigns) IS 'A campaign with its problems, reasons, credits and, with two texts, their result.';

COMMENT ON FUNCTION "app"."campaign_result"(uuid, uuid) IS 'Two texts compared by who answered: {a and b: {sent, read, replied}, low, high: how many more answered a, as a share, with 95 %, verdict too_few|unclear|a|b}.';

COMMENT ON FUNCTION "app"."campaign_thread"(uuid, text, text) IS 'The conversation with a phone; one that begins with a campaign is finished until the person answers.';

COMMENT ON FUNCTION "app"."campaign_tier"(uuid, timestamp with time zone) IS 'How many people the number may still write to first: {key, people, used: in the last 24 hours, left}; NULL where nobody says or there is no limit.';

COMMENT ON FUNCTION "app"."campaign_variant"(uuid, text, jsonb) IS 'Which of two texts somebody gets.';

COMMENT ON FUNCTION "app"."campaigns_with_segment"(uuid, uuid) IS 'Caller: app.segment_uses. Campaigns whose people are still to be found by a segment.';

COMMENT ON FUNCTION "app"."checked_campaign"(jsonb) IS 'Errors: PT400 invalid_campaign.';

COMMENT ON FUNCTION "app"."close_campaign"(public.campaigns, timestamp with time zone) IS 'Caller: the worker, holding the campaign, once nobody waits any more. Credits that nobody needed go back.';

COMMENT ON FUNCTION "app"."end_campaign_job"(app.jobs, jsonb) IS 'Nothing is left to do for the job of a campaign: whoever resumes it makes another.';

COMMENT ON FUNCTION "app"."enqueue_campaign"(uuid, uuid, timestamp with time zone) IS 'Caller: whoever changed a campaign, holding it. One open job a campaign.';

COMMENT ON FUNCTION "app"."fill_campaign"(uuid, jsonb, jsonb) IS 'A text for one person: {body, template {id, variables}, text: as it is read}.';

COMMENT ON FUNCTION "app"."give_up_campaign"(app.jobs) IS 'Nobody works on the campaign any more: it says so, and can be resumed.';

COMMENT ON FUNCTION "app"."hold_campaign_credits"(public.campaigns) IS 'Takes what all recipients may cost out of the balance, before the first message. Answers insufficient_credits or credits_kept_for_reminders where that is refused.';

COMMENT ON FUNCTION "app"."hold_whatsapp_credits"(uuid, uuid, integer, text) IS 'Caller: a campaign that starts. Takes the credits out of the balance, once for the id. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits, PT402 credits_kept_for_reminders (of the next 24 hours), PT409 reference_in_use, PT409 reference_refunded after its release.';

COMMENT ON FUNCTION "app"."lock_campaign"(uuid, uuid) IS 'Errors: PT404 campaign_not_found.';

COMMENT ON FUNCTION "app"."may_be_sent_campaigns"(uuid, uuid, uuid) IS 'Whether somebody gave permission for campaigns: signed by a link, or written down by the clinic with its proof.';

COMMENT ON FUNCTION "app"."note_campaign_reply"(public.conversation_messages) IS 'Notes that a person answered the last campaign of the last seven days.';

COMMENT ON FUNCTION "app"."pause_campaign"(uuid, uuid, text) IS 'Caller: the worker, where going on would skip everybody. Nothing leaves until somebody resumes it.';

COMMENT ON FUNCTION "app"."plan_campaign"(public.campaigns, integer, timestamp with time zone) IS 'Answers whether there may be more people.';

COMMENT ON FUNCTION "app"."preview_campaign"(uuid, uuid, jsonb, timestamp with time zone) IS 'What preview_campaign answers as of a moment.';

COMMENT ON FUNCTION "app"."require_campaigner"(uuid) IS 'The caller''s role, for whoever writes and sends campaigns: owner, administrators, and the roles of campaign_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."rest_campaign"(public.campaigns, app.jobs, text, timestamp with time zone, jsonb) IS 'The campaign goes on at a later moment; its job comes again then.';

COMMENT ON FUNCTION "app"."send_campaign_message"(public.campaigns, public.campaign_recipients, timestamp with time zone) IS 'As create_automation_message, or {stop: code} where the whole campaign cannot go on.';

COMMENT ON FUNCTION "app"."send_campaign_test"(uuid, jsonb) IS 'A text as one person would get it, to the phone of whoever writes it.';

COMMENT ON FUNCTION "app"."tell_campaign"(uuid, uuid) IS 'Tells open screens that a campaign changed.';

COMMENT ON FUNCTION "app"."timeline_campaigns"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'Campaigns of a timeline: which somebody was sent, and what became of it.';

COMMENT ON FUNCTION "app"."yield_campaign"(uuid, bigint, uuid) IS 'Caller: the worker that has worked on a campaign long enough: what is due before it has its turn. NULL when the lease was lost.';

COMMENT ON FUNCTION "public"."change_campaign"(uuid, uuid, text) IS 'Caller: who sends campaigns. pause, resume, stop, unschedule, or retry (who failed, once); said again, it changes nothing. Once pause or stop has returned, no other message is written, and none that waits to be tried again leaves. Answers as get_campaign. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 campaign_not_found, PT409 campaign_state (detail: the state).';

COMMENT ON FUNCTION "public"."delete_campaign"(uuid, uuid) IS 'Caller: who sends campaigns. Only a draft can be deleted; one that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 campaign_started.';

COMMENT ON FUNCTION "public"."get_campaign"(uuid, uuid) IS 'Caller: whoever sells. A campaign with problems, counts, reasons {state, reason, count}, credits {held, used} and, with two texts, their result. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 campaign_not_found.';

COMMENT ON FUNCTION "public"."get_campaign_kit"(uuid) IS 'Caller: whoever sells. What campaigns can be here: {may_send, may_manage, roles, unofficial_since, channel|null {channel_id, provider, label, is_official, is_connected, needs_template, most_per_minute, obstacle, tier}, hours, time_zone, variables}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_marketing_permission"(uuid, uuid) IS 'Caller: whoever sells. {is_allowed, signed_at|null: by a link, recorded|null {source, proof, given_on, recorded_by_name}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_campaign_recipients"(uuid, uuid, text, integer, integer) IS 'Caller: whoever sells. What became of each person, in the order of sending, after a position: {id, position, name, phone, variant, state, reason, taken_at, replied_at, patient_id, contact_id, thread_key}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_campaigns"(uuid) IS 'Caller: whoever sells. The last 200, the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."preview_campaign"(uuid, uuid, jsonb) IS 'Caller: who sends campaigns. Nothing is written: {total, reachable, left_out {reason: people}, a, b, credits, price_a, price_b, balance, kept_for_reminders, missing_credits, tier|null, next_at, minutes, fits_today, samples [{name, phone, variant, text}], problems [{field, code}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_campaign.';

COMMENT ON FUNCTION "public"."revoke_marketing_permission"(uuid, uuid) IS 'Caller: whoever sells. The person wants no campaigns any more; what was signed by a link is withdrawn with revoke_consent. Answers as get_marketing_permission. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."save_campaign"(uuid, uuid, text, jsonb, integer) IS 'Caller: who sends campaigns. Keeps a draft; a wrong one with its problems. p_version is the one that was read. Answers as get_campaign. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_campaign, PT404 campaign_not_found, PT409 campaign_started, PT409 campaign_changed.';

COMMENT ON FUNCTION "public"."save_campaign_settings"(uuid, text[], boolean) IS 'Caller: owner or admin. Which roles (supervisor, operator) send campaigns beside them, and whether an unofficial number carries campaigns, against the warning. Answers as get_campaign_kit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_role.';

COMMENT ON FUNCTION "public"."save_marketing_permission"(uuid, uuid, text, text, date) IS 'Caller: whoever sells. Writes down that a person allowed campaigns: paper, in_person, message, site or phone, with a proof in words and its day; allowed already, it changes nothing. Answers as get_marketing_permission. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 person_not_found, PT400 invalid_permission.';

COMMENT ON FUNCTION "public"."start_campaign"(uuid, uuid, integer, timestamp with time zone) IS 'Caller: who sends campaigns. Starts what was read in p_version, now or at a moment; started by somebody else, it changes nothing. Answers as get_campaign. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 campaign_not_found, PT409 campaign_changed, PT409 campaign_has_problems (detail: them), PT409 campaign_reaches_nobody, PT402 insufficient_credits, PT402 credits_kept_for_reminders, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."test_campaign"(uuid, jsonb, text, text, uuid) IS 'Caller: who sends campaigns. Sends one text to one phone, with the caller''s own name in it; once for its client id, at most 20 an hour. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_campaign, PT400 invalid_phone, PT409 campaign_has_problems, PT429 too_many_requests.';

COMMENT ON TABLE "app"."campaign_channels" IS 'Kinds that carry campaigns; needs_switch: only where the clinic switched it on (campaign_settings.unofficial_since).';

COMMENT ON TABLE "app"."campaign_hours" IS 'Hours of the clinic''s zone, by ISO weekday; a day without a row, and a holiday, has none.';

COMMENT ON TABLE "app"."campaign_purposes" IS 'reason is what the one gate of automatic messages is given; needs_permission: only to people who said yes; is_offer: professions that may not advertise prices are asked; template_categories: which templates fit, NULL any.';

COMMENT ON TABLE "app"."messaging_tiers" IS 'people is NULL where there is no limit.';

COMMENT ON TABLE "app"."offer_councils" IS 'A clinic with a therapist of such a council confirms an offer before it is sent.';

COMMENT ON TABLE "app"."offer_words" IS 'Regular expressions over the normalised text (Código de Ética do Psicólogo, art. 20: price is no advertising).';

COMMENT ON TABLE "public"."campaign_recipients" IS 'Who gets a campaign: name, address, version of the text and values as they were when it started, and what became of the message.';

COMMENT ON TABLE "public"."campaign_settings" IS 'A clinic without a row: owner and administrators alone, and no campaigns on an unofficial number.';

COMMENT ON TABLE "public"."campaigns" IS 'Bulk messages: who gets which words when. A campaign is written by one worker at a time, which holds its row.';

COMMENT ON TABLE "public"."marketing_permissions" IS 'Permission for campaigns: person, where it was given, proof, day, who wrote it down, and when it was withdrawn (LGPD art. 8).';

REVOKE ALL ON FUNCTION "app"."advance_campaign"(uuid, bigint, uuid, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."advance_campaign"(uuid, bigint, uuid, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."advance_campaign"(uuid, bigint, uuid, integer, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."advance_campaign"(uuid, bigint, uuid, integer, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."campaign_candidates"(uuid, jsonb, text, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_candidates"(uuid, jsonb, text, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_candidates"(uuid, jsonb, text, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_channel"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_channel"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_channel"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_counts"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_counts"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_counts"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_fills"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_fills"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_fills"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_job_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_job_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_job_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_minutes_left"(uuid, time WITHOUT time zone, time WITHOUT time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_minutes_left"(uuid, time WITHOUT time zone, time WITHOUT time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_minutes_left"(uuid, time WITHOUT time zone, time WITHOUT time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_moment"(uuid, time WITHOUT time zone, time WITHOUT time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_moment"(uuid, time WITHOUT time zone, time WITHOUT time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_moment"(uuid, time WITHOUT time zone, time WITHOUT time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_payload"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_payload"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_payload"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_people"(uuid, jsonb, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_people"(uuid, jsonb, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_people"(uuid, jsonb, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_price"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_price"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_price"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_problems"(uuid, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_problems"(uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_problems"(uuid, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_refusal"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_refusal"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_refusal"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_report"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_report"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_report"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_result"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_result"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_result"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_thread"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_thread"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_thread"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_tier"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_tier"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_tier"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaign_variant"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaign_variant"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaign_variant"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."campaigns_with_segment"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."campaigns_with_segment"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."campaigns_with_segment"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_campaign"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_campaign"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_campaign"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."close_campaign"(public.campaigns, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_campaign"(public.campaigns, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_campaign"(public.campaigns, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_campaign_job"(app.jobs, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_campaign_job"(app.jobs, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_campaign_job"(app.jobs, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enqueue_campaign"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_campaign"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_campaign"(uuid, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."fill_campaign"(uuid, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fill_campaign"(uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fill_campaign"(uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_campaign"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_campaign"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_campaign"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_campaign_credits"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_campaign_credits"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_campaign_credits"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_of_message"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_of_message"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_of_message"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_campaign"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_campaign"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_campaign"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."may_be_sent_campaigns"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."may_be_sent_campaigns"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_be_sent_campaigns"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_campaign_reply"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_campaign_reply"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_campaign_reply"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pause_campaign"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pause_campaign"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_campaign"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."plan_campaign"(public.campaigns, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."plan_campaign"(public.campaigns, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."plan_campaign"(public.campaigns, integer, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."preview_campaign"(uuid, uuid, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."preview_campaign"(uuid, uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."preview_campaign"(uuid, uuid, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_campaigner"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_campaigner"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_campaigner"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."rest_campaign"(public.campaigns, app.jobs, text, timestamp WITH time zone, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."rest_campaign"(public.campaigns, app.jobs, text, timestamp WITH time zone, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."rest_campaign"(public.campaigns, app.jobs, text, timestamp WITH time zone, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_campaign_message"(public.campaigns, public.campaign_recipients, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_campaign_message"(public.campaigns, public.campaign_recipients, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_campaign_message"(public.campaigns, public.campaign_recipients, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_campaign_test"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_campaign_test"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_campaign_test"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."settle_message"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."settle_message"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."settle_message"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_campaign"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_campaign"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_campaign"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_campaigns"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_campaigns"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_campaigns"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__tell_campaign"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__tell_campaign"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__tell_campaign"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_campaigns"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_campaigns"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_campaigns"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."yield_campaign"(uuid, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."yield_campaign"(uuid, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."yield_campaign"(uuid, bigint, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."yield_campaign"(uuid, bigint, uuid) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."change_campaign"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."change_campaign"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_campaign"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_campaign"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_campaign"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_campaign"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_campaign"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_campaign"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_campaign"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_campaign_kit"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_campaign_kit"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_campaign_kit"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_marketing_permission"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_marketing_permission"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_marketing_permission"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_campaign_recipients"(uuid, uuid, text, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_campaign_recipients"(uuid, uuid, text, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_campaign_recipients"(uuid, uuid, text, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_campaigns"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_campaigns"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_campaigns"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_campaign"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_campaign"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_campaign"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_marketing_permission"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."revoke_marketing_permission"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_marketing_permission"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_campaign"(uuid, uuid, text, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_campaign"(uuid, uuid, text, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_campaign"(uuid, uuid, text, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_campaign_settings"(uuid, text[], boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_campaign_settings"(uuid, text[], boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_campaign_settings"(uuid, text[], boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_marketing_permission"(uuid, uuid, text, text, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_marketing_permission"(uuid, uuid, text, text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_marketing_permission"(uuid, uuid, text, text, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_campaign"(uuid, uuid, integer, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."start_campaign"(uuid, uuid, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_campaign"(uuid, uuid, integer, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."test_campaign"(uuid, jsonb, text, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."test_campaign"(uuid, jsonb, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."test_campaign"(uuid, jsonb, text, text, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."campaign_recipients" FROM "authenticated";

GRANT SELECT ON TABLE "public"."campaign_recipients" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaign_recipients" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."campaign_recipients" TO "service_role";

REVOKE ALL ON TABLE "public"."campaign_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."campaign_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaign_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."campaign_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."campaigns" FROM "authenticated";

GRANT SELECT ON TABLE "public"."campaigns" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaigns" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."campaigns" TO "service_role";

REVOKE ALL ON TABLE "public"."marketing_permissions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."marketing_permissions" TO "authenticated";

REVOKE ALL ON TABLE "public"."marketing_permissions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."marketing_permissions" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.automation_reasons (reason, purpose, priority) values
  ('opt_out_ack', 'ack', 100), ('opt_in_ack', 'service', 90), ('auto_reply', 'service', 80), ('session_notice', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

insert into app.automation_reasons (reason, purpose, priority) values
  ('workflow_service', 'service', 40), ('workflow_reminders', 'reminders', 45), ('workflow_marketing', 'marketing', 10)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- A freed time is lost by waiting, so its offer goes before what is due tomorrow.
insert into app.automation_reasons (reason, purpose, priority) values
  ('session_reminder', 'reminders', 70), ('reminder_answer_ack', 'ack', 90), ('waiting_offer', 'service', 80),
  ('waiting_answer_ack', 'ack', 90), ('online_booking', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- A hold says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

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
insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.automation_reasons (reason, purpose, priority) values
  ('campaign', 'marketing', 20), ('campaign_notice', 'service', 30), ('campaign_test', 'service', 60)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

insert into app.campaign_channels (kind, needs_template, needs_switch, most_per_minute) values
  ('whatsapp_cloud', true, false, 2400), ('twilio', true, false, 600), ('evolution', false, true, 6)
on conflict (kind) do update set needs_template = excluded.needs_template, needs_switch = excluded.needs_switch,
  most_per_minute = excluded.most_per_minute;

-- Monday to Friday 9 to 20, Saturday 9 to 14 (SP Lei 13.226/2008 and 17.334/2021 ask for decent hours of whoever may call at all)
insert into app.campaign_hours (weekday, opens, closes) values
  (1, '09:00', '20:00'), (2, '09:00', '20:00'), (3, '09:00', '20:00'), (4, '09:00', '20:00'), (5, '09:00', '20:00'), (6, '09:00', '14:00')
on conflict (weekday) do update set opens = excluded.opens, closes = excluded.closes;

insert into app.campaign_purposes (purpose, reason, needs_permission, is_offer, template_categories) values
  ('marketing', 'campaign', true, true, null), ('notice', 'campaign_notice', false, false, '{utility}')
on conflict (purpose) do update set reason = excluded.reason, needs_permission = excluded.needs_permission,
  is_offer = excluded.is_offer, template_categories = excluded.template_categories;

-- A step is short, and each one that gets on begins the count anew.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, summary_function) values
  ('run_campaign', 60, 20, 2, 60, 'app.give_up_campaign', 'app.campaign_job_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;

insert into app.messaging_tiers (key, people) values
  ('TIER_50', 50), ('TIER_250', 250), ('TIER_1K', 1000), ('TIER_2K', 2000), ('TIER_10K', 10000), ('TIER_100K', 100000), ('TIER_UNLIMITED', null)
on conflict (key) do update set people = excluded.people;

insert into app.offer_councils (council, law) values ('CRP', 'Código de Ética Profissional do Psicólogo, art. 20, d')
on conflict (council) do update set law = excluded.law;

insert into app.offer_words (pattern) values
  ('r\$ ?[0-9]'), ('[0-9] ?reais'), ('[0-9] ?%'), ('\mdescontos?\M'), ('\mpromoc'), ('\mcupo(m|ns)\M'), ('\msorteios?\M'), ('\mgratis\M'), ('\mgratuit'), ('\mpacote promocional')
on conflict (pattern) do nothing;

insert into app.segment_users (kind, position, function_name) values
  ('workflow', 1, 'app.workflows_with_segment'), ('campaign', 2, 'app.campaigns_with_segment')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

insert into app.timeline_kinds (kind, position, function_name) values
  ('activity', 1, 'app.timeline_activities'), ('event', 2, 'app.timeline_events'), ('message', 3, 'app.timeline_messages'),
  ('session', 4, 'app.timeline_sessions'), ('campaign', 5, 'app.timeline_campaigns')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

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

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.rooms', 1, true, 'true', null),
  ('public.session_types', 2, true, 'true', null),
  ('public.therapists', 3, true, 't.user_id = $2', null),
  ('public.patients', 4, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.medicos', 5, true, null, null),
  ('public.contact_phones', 6, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.contact_emails', 7, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_relations', 8, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.care_team', 9, true, 't.user_id = $2', null),
  ('public.session_series', 10, true, 't.therapist_id = $2', null),
  ('public.sessions', 11, true, 't.therapist_id = $2', null),
  ('public.session_patients', 12, true, 'exists (select from public.sessions s where s.tenant_id = $1 and s.id = t.session_id and s.therapist_id = $2)', null),
  ('public.notification_channels', 13, true, null, null),
  ('public.conversation_threads', 14, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.id)', null),
  ('public.conversation_addresses', 15, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.patient_conversations', 16, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.conversation_tags', 17, true, null, null),
  ('public.conversation_thread_tags', 18, true, null, null),
  ('public.conversation_messages', 19, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.conversation_notes', 20, true, null, null),
  ('public.record_entries', 21, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', 'patient_id'),
  ('public.private_notes', 22, false, 't.author_id = $2', null),
  ('public.patient_documents', 23, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_files', 24, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.consents', 25, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.payers', 26, true, null, null),
  ('public.money_entries', 27, true, null, null),
  ('public.money_charges', 28, true, 't.therapist_id = $2', null),
  ('public.money_payments', 29, true, null, null),
  ('public.money_allocations', 30, true, null, null),
  ('public.session_packages', 31, true, null, null),
  ('public.package_consumptions', 32, true, null, null),
  ('public.session_bills', 33, true, null, null),
  ('public.monthly_fees', 34, true, null, null),
  ('public.receipts', 35, true, 't.therapist_id = $2', null),
  ('public.payout_entries', 36, true, 't.therapist_id = $2', null),
  ('public.whatsapp_credits_balance', 37, true, null, null),
  ('public.whatsapp_credits_transactions', 38, true, null, null),
  ('public.marketing_permissions', 39, true, null, null),
  ('public.campaigns', 40, true, null, null),
  ('public.campaign_recipients', 41, true, null, null)
on conflict (name) do update set
  position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition, record_column = excluded.record_column;

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
  -- sales
  ('public.contacts', 'sales', 112, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'full_name = ''Pessoa anonimizada'', job = null, note = null, custom = ''{}''', 62, null, null),
  ('public.deals', 'sales', 113, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'title = ''Oportunidade'', note = null, lost_note = null, custom = ''{}''', 61, null, null),
  ('public.crm_leads', 'sales', 114, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'delete', null, null, 60, null, null),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  ('public.marketing_permissions', 'consents', 41, '(t.patient_id = any ($2) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{recorded_by,revoked_by}', 'keep', null, null, 50, 'consent', null),
  ('public.campaign_recipients', 'messages', 103, '(t.patient_id = any ($2) or t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{person_key,hold_id,hold_position,fills,address}', 'delete', null, null, 58, null, null),
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
