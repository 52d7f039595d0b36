-- operations: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

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
end;
$function$;

CREATE OR REPLACE FUNCTION app.check_operations (
  p_now timestamp with time zone DEFAULT now()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  for v_tenant in select t.id from public.tenants t order by t.id loop
    perform app.check_clinic(v_tenant, p_now);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.credit_runway (
  p_tenant_id uuid,
  p_now       timestamp with time zone,
  OUT         balance integer,
  OUT         per_day numeric,
  OUT         days numeric
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_first timestamptz;
  v_used bigint;
begin
  select b.balance into balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id;
  -- the pace of two weeks, or of the days since the first message, at least three
  select min(x.created_at) filter (where x.kind = 'usage'), sum(x.debt_change - x.amount) into v_first, v_used
  from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.kind in ('usage', 'refund') and x.created_at > p_now - interval '14 days' and x.created_at <= p_now;
  per_day := round(greatest(coalesce(v_used, 0), 0) / greatest(3, extract(epoch from p_now - coalesce(v_first, p_now)) / 86400), 1);
  days := round(balance / nullif(per_day, 0), 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.operations_state (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_runway record;
begin
  select * into v_runway from app.credit_runway(p_tenant_id, p_now);
  return jsonb_build_object(
    'channels', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'provider', c.provider, 'name', c.display_name, 'phone', c.phone,
        'is_active', c.is_active, 'state', c.connection_state, 'since', c.updated_at, 'last_event_at', c.last_event_at,
        'silent_minutes', case when c.is_active then floor(extract(epoch from p_now - c.last_event_at) / 60) end,
        'expected', case when c.is_active and c.last_event_at is not null then app.usual_messages(p_tenant_id, c.id, c.last_event_at, p_now) end)
        order by c.is_active desc, c.created_at), '[]')
      from public.notification_channels c where c.tenant_id = p_tenant_id),
    'queue', (
      select jsonb_build_object(
        'waiting', count(*) filter (where j.finished_at is null and j.dead_at is null and j.run_at <= p_now),
        'oldest_minutes', coalesce(floor(extract(epoch from p_now - min(j.run_at)
          filter (where j.finished_at is null and j.dead_at is null and j.attempts = 0 and j.run_at <= p_now)) / 60), 0),
        'finished_last_hour', count(*) filter (where j.finished_at > p_now - interval '1 hour'),
        'dead', count(*) filter (where j.dead_at is not null))
      from app.jobs j
      join app.job_kinds k on k.kind = j.kind and k.is_listed
      where j.tenant_id = p_tenant_id),
    'sends', (
      select jsonb_build_object('total', count(*), 'failed', count(*) filter (where s.is_failed),
        'percent', round(100.0 * count(*) filter (where s.is_failed) / nullif(count(*), 0)))
      from (
        select m.status = 'failed' as is_failed
        from app.jobs j
        join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = (j.payload ->> 'message_id')::uuid
        where j.tenant_id = p_tenant_id and j.kind = 'send_message' and coalesce(j.finished_at, j.dead_at) > p_now - interval '1 hour'
          -- a number that is not in WhatsApp says nothing about the channel
          and not (m.status = 'failed' and app.is_about_one_message(m.error_code))) s),
    'credits', case when exists (
        select from public.notification_channels c join public.channel_prices p on p.kind = c.provider
        where c.tenant_id = p_tenant_id and c.is_active)
      then jsonb_build_object('balance', coalesce(v_runway.balance, 0), 'per_day', v_runway.per_day, 'days', v_runway.days) end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.raise_alert (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   text                     DEFAULT ''::text,
  p_data      jsonb                    DEFAULT '{}'::jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_setting record;
  v_id uuid;
  v_is_new boolean;
begin
  select * into v_setting from app.alert_setting(p_tenant_id, p_kind);
  if not v_setting.is_on then
    return null;
  end if;
  -- what stands again within half an hour never really ended
  update public.alerts a set ended_at = null, seen_at = p_now, data = p_data
  where a.tenant_id = p_tenant_id and a.id = (
    select b.id from public.alerts b
    where b.tenant_id = p_tenant_id and b.kind = p_kind and b.subject = coalesce(p_subject, '')
      and (b.ended_at is null or b.ended_at > p_now - interval '30 minutes')
    order by b.ended_at desc nulls first limit 1)
  returning a.id into v_id;
  if v_id is not null then
    return v_id;
  end if;
  insert into public.alerts as a (tenant_id, kind, subject, data, raised_at, seen_at)
  values (p_tenant_id, p_kind, coalesce(p_subject, ''), p_data, p_now, p_now)
  on conflict (tenant_id, kind, subject) where ended_at is null do update set seen_at = excluded.seen_at, data = excluded.data
  returning a.id, a.xmax = 0 into v_id, v_is_new;
  if v_is_new then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (p_tenant_id, 'tell_alert', jsonb_build_object('alert_id', v_id), 'alert:' || v_id, app.alert_moment(p_tenant_id, v_setting.is_urgent, p_now))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    perform app.send_webhook_event(p_tenant_id, 'alert.raised', jsonb_build_object('alert_id', v_id, 'kind', p_kind,
      'subject', coalesce(p_subject, ''), 'data', p_data, 'raised_at', p_now));
    perform app.broadcast(p_tenant_id, 'alerts', jsonb_build_object('kind', p_kind));
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.resolve_alert (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   text                     DEFAULT ''::text,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[];
begin
  with ended as (
    update public.alerts a set ended_at = p_now
    where a.tenant_id = p_tenant_id and a.kind = p_kind and (p_subject is null or a.subject = p_subject) and a.ended_at is null
    returning a.id, a.subject, a.raised_at
  ), told as (
    select app.send_webhook_event(p_tenant_id, 'alert.resolved', jsonb_build_object('alert_id', e.id, 'kind', p_kind, 'subject', e.subject,
      'raised_at', e.raised_at, 'ended_at', p_now)), e.id
    from ended e
  )
  select array_agg(t.id) into v_ids from told t;
  if v_ids is null then
    return false;
  end if;
  perform app.close_alert_notifications(p_tenant_id, v_ids);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.set_alert (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   text,
  p_stands    boolean,
  p_data      jsonb,
  p_now       timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_stands then
    perform app.raise_alert(p_tenant_id, p_kind, p_subject, p_data, p_now);
  elsif exists (
    select from public.alerts a where a.tenant_id = p_tenant_id and a.kind = p_kind and a.subject = p_subject and a.ended_at is null) then
    perform app.resolve_alert(p_tenant_id, p_kind, p_subject, p_now);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.usual_messages (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_from       timestamp with time zone,
  p_to         timestamp with time zone
)
  RETURNS numeric
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  -- two days say enough
  v_from timestamp := greatest(p_from, p_to - interval '2 days') at time zone v_zone;
  v_to timestamp := p_to at time zone v_zone;
begin
  return (
    with usual as (
      select extract(isodow from r.day) as weekday, u.slot - 1 as hour, sum(u.n) / 4.0 as n
      from app.report_rows(p_tenant_id, v_to::date - 28, v_to::date - 1) r, unnest(r.counts) with ordinality u (n, slot)
      where r.measure = 'received' and r.channel_id = p_channel_id and u.n <> 0
      group by 1, 2
    )
    select coalesce(round(sum(u.n * extract(epoch from least(h + interval '1 hour', v_to) - greatest(h, v_from)) / 3600), 1), 0)
    from generate_series(date_trunc('hour', v_from), v_to, '1 hour') h
    join usual u on u.weekday = extract(isodow from h) and u.hour = extract(hour from h));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_operations (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return app.operations_state(p_tenant_id) || jsonb_build_object(
    'alerts', (
      select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'subject', a.subject, 'data', a.data, 'is_urgent', k.is_urgent,
        'raised_at', a.raised_at, 'seen_at', a.seen_at, 'told_at', a.told_at, 'snoozed_until', nullif(greatest(a.snoozed_until, now()), now()))
        order by k.is_urgent desc, a.raised_at), '[]')
      from public.alerts a join app.alert_kinds k on k.kind = a.kind
      where a.tenant_id = p_tenant_id and a.ended_at is null and a.handled_at is null),
    'past', (
      select coalesce(jsonb_agg(to_jsonb(x) order by x.raised_at desc), '[]')
      from (
        select a.id, a.kind, a.data, a.raised_at, a.ended_at, a.handled_at, coalesce(nullif(p.full_name, ''), p.email) as handled_by
        from public.alerts a left join public.profiles p on p.id = a.handled_by
        where a.tenant_id = p_tenant_id and (a.ended_at is not null or a.handled_at is not null)
        order by a.raised_at desc limit 20) x),
    'kinds', (
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'is_urgent', k.is_urgent, 'unit', k.unit, 'lowest', k.lowest, 'highest', k.highest,
        'usual', k.threshold, 'is_on', s.is_on, 'threshold', s.threshold, 'by_email', s.by_email, 'by_push', s.by_push) order by k.position)
      from app.alert_kinds k, lateral app.alert_setting(p_tenant_id, k.kind) s),
    'quiet', coalesce((
      select jsonb_build_object('from', to_char(q.quiet_from, 'HH24:MI'), 'until', to_char(q.quiet_until, 'HH24:MI'))
      from public.alert_quiet_hours q where q.tenant_id = p_tenant_id), '{"from": "21:00", "until": "07:00"}'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_operations"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.handle_alert (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.alerts
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.alerts;
begin
  perform app.require_admin(p_tenant_id);
  update public.alerts a set handled_at = now(), handled_by = auth.uid()
  where a.tenant_id = p_tenant_id and a.id = p_id and a.handled_at is null and a.ended_at is null
  returning * into v_row;
  if v_row.id is null then
    select * into v_row from public.alerts a where a.tenant_id = p_tenant_id and a.id = p_id;
    if v_row.id is null then
      raise sqlstate 'PT404' using message = 'alert_not_found';
    end if;
    return v_row;
  end if;
  perform app.close_alert_notifications(p_tenant_id, array[p_id]);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."handle_alert"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.saas_list_whatsapp (
  p_search     text    DEFAULT NULL::text,
  p_state      text    DEFAULT NULL::text,
  p_sort       text    DEFAULT 'name'::text,
  p_descending boolean DEFAULT false,
  p_limit      integer DEFAULT 50,
  p_after_id   uuid    DEFAULT NULL::uuid
)
  RETURNS TABLE (
    id            uuid,
    slug          text,
    name          text,
    provider      text,
    state         text,
    last_event_at timestamp with time zone,
    failed_24h    bigint,
    waiting_jobs  bigint,
    dead_jobs     bigint,
    balance       integer,
    days_left     numeric,
    alerts        bigint
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_saas_admin();
  if p_state is not null and p_state not in ('open', 'connecting', 'close', 'unknown', 'none', 'alert')
    or coalesce(p_sort, '') not in ('name', 'last_event', 'failures', 'balance', 'alerts') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return query
    with clinics as (
      select t.id, t.slug, t.name, c.provider, coalesce(c.connection_state, 'none') as state, c.last_event_at,
        (select count(*) from public.conversation_messages m
          where m.tenant_id = t.id and m.status = 'failed' and m.occurred_at > now() - interval '1 day'
            and m.error_code is distinct from 'cancelled') as failed_24h,
        (select count(*) from app.jobs j where j.tenant_id = t.id and j.finished_at is null and j.dead_at is null and j.run_at <= now()) as waiting_jobs,
        (select count(*) from app.jobs j where j.tenant_id = t.id and j.dead_at is not null) as dead_jobs,
        r.balance, r.days as days_left,
        (select count(*) from public.alerts a where a.tenant_id = t.id and a.ended_at is null and a.handled_at is null) as alerts
      from public.tenants t
      left join lateral app.active_channel(t.id) c on true
      left join lateral app.credit_runway(t.id, now()) r on true
      where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
    ), placed as (
      select k.*, row_number() over (order by
        case when not coalesce(p_descending, false) then case p_sort when 'failures' then k.failed_24h when 'balance' then k.balance when 'alerts' then k.alerts
          when 'last_event' then extract(epoch from k.last_event_at) end end nulls first,
        case when p_descending then case p_sort when 'failures' then k.failed_24h when 'balance' then k.balance when 'alerts' then k.alerts
          when 'last_event' then extract(epoch from k.last_event_at) end end desc nulls last,
        case when p_sort = 'name' and p_descending then k.name end desc, k.name, k.id) as place
      from clinics k
      where p_state is null or p_state = 'alert' and k.alerts > 0 or k.state = p_state
    )
    select p.id, p.slug, p.name, p.provider, p.state, p.last_event_at, p.failed_24h, p.waiting_jobs, p.dead_jobs, p.balance, p.days_left, p.alerts
    from placed p
    where p_after_id is null or p.place > (select q.place from placed q where q.id = p_after_id)
    order by p.place
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."saas_list_whatsapp"(text, text, text, boolean, integer, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_alert_settings (
  p_tenant_id   uuid,
  p_kinds       jsonb,
  p_quiet_from  time without time zone,
  p_quiet_until time without time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if jsonb_typeof(p_kinds) is distinct from 'array' or (p_quiet_from is null) <> (p_quiet_until is null) or p_quiet_from = p_quiet_until
    or exists (
      select from jsonb_to_recordset(p_kinds) x (kind text, is_on boolean, threshold numeric, by_email boolean, by_push boolean)
      left join app.alert_kinds k on k.kind = x.kind
      where k.kind is null or x.is_on is null or x.by_email is null or x.by_push is null
        or (k.threshold is null) <> (x.threshold is null) or x.threshold not between k.lowest and k.highest) then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.alert_settings as s (tenant_id, kind, is_on, threshold, by_email, by_push)
  select p_tenant_id, x.kind, x.is_on, x.threshold, x.by_email, x.by_push
  from jsonb_to_recordset(p_kinds) x (kind text, is_on boolean, threshold numeric, by_email boolean, by_push boolean)
  on conflict (tenant_id, kind) do update set is_on = excluded.is_on, threshold = excluded.threshold, by_email = excluded.by_email,
    by_push = excluded.by_push
  where (s.is_on, s.threshold, s.by_email, s.by_push) is distinct from (excluded.is_on, excluded.threshold, excluded.by_email, excluded.by_push);
  insert into public.alert_quiet_hours as q (tenant_id, quiet_from, quiet_until) values (p_tenant_id, p_quiet_from, p_quiet_until)
  on conflict (tenant_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
  where (q.quiet_from, q.quiet_until) is distinct from (excluded.quiet_from, excluded.quiet_until);
  -- what the clinic does not want to hear of any more stands nowhere
  perform app.resolve_alert(p_tenant_id, s.kind, null)
  from public.alert_settings s
  where s.tenant_id = p_tenant_id and not s.is_on
    and exists (select from public.alerts a where a.tenant_id = p_tenant_id and a.kind = s.kind and a.ended_at is null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_alert_settings"(uuid, jsonb, time WITHOUT time zone, time WITHOUT time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.snooze_alert (
  p_tenant_id uuid,
  p_id        uuid,
  p_until     timestamp with time zone
)
  RETURNS public.alerts
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.alerts;
begin
  perform app.require_admin(p_tenant_id);
  if p_until is null or p_until <= now() or p_until > now() + interval '31 days' then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  select * into v_row from public.alerts a
  where a.tenant_id = p_tenant_id and a.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'alert_not_found';
  end if;
  if v_row.ended_at is not null or v_row.handled_at is not null then
    return v_row;
  end if;
  update public.alerts a set snoozed_until = p_until, told_at = null
  where a.tenant_id = p_tenant_id and a.id = p_id returning * into v_row;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'tell_alert', jsonb_build_object('alert_id', p_id), 'alert:' || p_id, p_until)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set run_at = excluded.run_at;
  perform app.close_alert_notifications(p_tenant_id, array[p_id]);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."snooze_alert"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

COMMENT ON FUNCTION "app"."check_clinic"(uuid, timestamp with time zone) IS 'Raises and ends the alerts of one clinic, as its machinery is at that moment.';

COMMENT ON FUNCTION "app"."check_operations"(timestamp with time zone) IS 'Caller: process-jobs, every five minutes. Looks after every clinic; how many there are. Errors: none.';

COMMENT ON FUNCTION "app"."credit_runway"(uuid, timestamp with time zone) IS 'How long the credits last at the present pace; days null: nobody spends any, or there never were any.';

COMMENT ON FUNCTION "app"."operations_state"(uuid, timestamp with time zone) IS 'How the machinery of a clinic is: {channels, queue, sends of the last hour, credits (null: its channel costs none)}.';

COMMENT ON FUNCTION "app"."set_alert"(uuid, text, text, boolean, jsonb, timestamp with time zone) IS 'Raises an alert that stands, or ends it.';

COMMENT ON FUNCTION "app"."usual_messages"(uuid, uuid, timestamp with time zone, timestamp with time zone) IS 'How many messages usually come in these hours of the week, by the four weeks before.';

COMMENT ON FUNCTION "public"."get_operations"(uuid) IS 'Caller: owner or admin. How the machinery of the clinic is (app.operations_state), its open alerts, the last that ended or were seen to, and what it is warned of. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."handle_alert"(uuid, uuid) IS 'Caller: owner or admin. Somebody sees to an alert: it is off the screens, and not told again while it stands. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 alert_not_found.';

COMMENT ON FUNCTION "public"."saas_list_whatsapp"(text, text, text, boolean, integer, uuid) IS 'Caller: SaaS administrators. How WhatsApp is in each clinic: channel, last sign of life, failures, queue, credits, open alerts; no message and no patient. p_state open|connecting|close|unknown|none|alert, p_sort name|last_event|failures|balance|alerts; pass the last row''s id for the next page. Errors: PT401 not_signed_in, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."save_alert_settings"(uuid, jsonb, time without time zone, time without time zone) IS 'Caller: owner or admin. What the clinic is warned of: [{kind, is_on, threshold, by_email, by_push}], and the hours in which only what is urgent is told (both null: none). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';

COMMENT ON FUNCTION "public"."snooze_alert"(uuid, uuid, timestamp with time zone) IS 'Caller: owner or admin. An alert that stands sleeps; it is told again at p_until (31 days ahead at most) if it still stands. One that ended or was seen to stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 alert_not_found.';

REVOKE ALL ON FUNCTION "app"."check_clinic"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_clinic"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_clinic"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_operations"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_operations"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_operations"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_operations"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."credit_runway"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."credit_runway"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."credit_runway"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."operations_state"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."operations_state"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."operations_state"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."set_alert"(uuid, text, text, boolean, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."set_alert"(uuid, text, text, boolean, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."set_alert"(uuid, text, text, boolean, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."usual_messages"(uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."usual_messages"(uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."usual_messages"(uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_operations"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_operations"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_operations"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."handle_alert"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."handle_alert"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."handle_alert"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."saas_list_whatsapp"(text, text, text, boolean, integer, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."saas_list_whatsapp"(text, text, text, boolean, integer, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."saas_list_whatsapp"(text, text, text, boolean, integer, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_alert_settings"(uuid, jsonb, time WITHOUT time zone, time WITHOUT time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_alert_settings"(uuid, jsonb, time WITHOUT time zone, time WITHOUT time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_alert_settings"(uuid, jsonb, time WITHOUT time zone, time WITHOUT time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."snooze_alert"(uuid, uuid, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."snooze_alert"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."snooze_alert"(uuid, uuid, timestamp WITH time zone) TO "postgres";

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
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
