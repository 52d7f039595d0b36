-- shop chat: Visitors of a shop write to the clinic, which answers on their page..
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."shop_chats" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL,
  "thread_id"     uuid                     NOT NULL,
  "contact_id"    uuid,
  "token_hash"    text                     NOT NULL,
  "full_name"     text                     NOT NULL,
  "phone"         text                     NOT NULL,
  "accepted_text" text                     NOT NULL,
  "created_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "accepted_text_fits" CHECK (((char_length(accepted_text) >= 1) AND (char_length(accepted_text) <= 4000))),
  CONSTRAINT "phone_is_e164" CHECK ((phone ~ '^\+[1-9]\d{6,14}$'::text)),
  CONSTRAINT "shop_chats_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "token_opens_one_chat" UNIQUE (tenant_id, token_hash),
  CONSTRAINT "full_name_is_one_plain_line" CHECK ((full_name = app.normalize_name(full_name)))
);

ALTER TABLE "app"."shop_chats"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "only_answers" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."shop_settings"
  ADD COLUMN "has_chat" boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION app.autoreply_decision (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_state jsonb;
  v_is_holiday boolean;
  v_back timestamptz;
  v_obstacle text := app.channel_obstacle(p_tenant_id);
  v_name text := (select t.name from public.tenants t where t.id = p_tenant_id);
  v_words text;
begin
  if not v_settings.is_on then
    return jsonb_build_object('replies', false, 'reason', 'off');
  end if;
  v_state := app.stretch_at(app.autoreply_hours(v_settings, p_at), p_at);
  if (v_state ->> 'open')::boolean <> (v_settings.mode = 'custom') then
    return v_state || jsonb_build_object('replies', false, 'reason', case v_settings.mode when 'custom' then 'outside_custom_hours' else 'open' end);
  end if;
  v_is_holiday := v_settings.closes_on_holidays and v_settings.mode <> 'custom' and exists (
    select from app.holidays_between(p_tenant_id, (p_at at time zone v_zone)::date, (p_at at time zone v_zone)::date) h where h.scope <> 'optional');
  v_back := case when v_settings.mode <> 'custom' then v_state ->> 'opens_at' else v_state ->> 'closes_at' end;
  v_words := case when v_back is null then 'assim que pudermos' else 'a partir de ' || app.moment_in_words(v_back, v_zone) end;
  return v_state || jsonb_build_object('replies', v_obstacle is null, 'reason', v_obstacle, 'situation', case when v_is_holiday then 'holiday' else 'closed' end,
    'text', replace(replace(case when v_is_holiday then v_settings.holiday_text else v_settings.closed_text end, '{clinica}', v_name), '{volta}', v_words),
    'outside_window', case
      when not exists (select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
        where c.tenant_id = p_tenant_id and c.is_active and k.window_hours is not null and not k.only_answers) then null
      when v_settings.template is null then 'no_template'
      else coalesce((select case when m.status = 'approved' then 'template' else 'template_not_approved' end from public.message_templates m
        where m.tenant_id = p_tenant_id and m.id = (v_settings.template ->> 'id')::uuid), 'template_not_found') end,
    'template', case when v_settings.template is not null then jsonb_build_object('id', v_settings.template -> 'id', 'variables', (
      select coalesce(jsonb_object_agg(e.key, replace(replace(e.value, '{clinica}', v_name), '{volta}', v_words)), '{}')
      from jsonb_each_text(coalesce(nullif(v_settings.template -> 'variables', 'null'), '{}')) e)) end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.channel_obstacle (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when count(*) = 0 then 'no_active_channel'
    when bool_and(c.connection_state = 'close') then 'channel_disconnected'
    when bool_and(c.connection_state = 'close' or exists (select from public.channel_prices p where p.kind = c.provider and p.credits > 0))
      and not exists (select from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id and b.balance > 0)
      then 'insufficient_credits' end
  from public.notification_channels c join public.channel_kinds k on k.kind = c.provider and not k.only_answers
  where c.tenant_id = p_tenant_id and c.is_active;
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
    select s.contact_id, 3, s.created_at from app.shop_chats s
    where s.tenant_id = p_tenant_id and s.thread_id = p_thread_id and s.contact_id is not null
    union all
    select d.contact_id, 4, d.created_at from public.deals d
    where d.tenant_id = p_tenant_id and d.thread_id = p_thread_id and d.contact_id is not null) found
  order by found.place, found.created_at limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.open_shop_chat (
  p_slug    text,
  p_token   text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
  v_chat app.shop_chats;
  v_messages jsonb;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null or not v_shop.has_chat then
    return '{"state": "unknown"}';
  end if;
  v_chat := app.shop_chat_of(v_shop.tenant_id, p_token);
  if v_chat.id is null then
    return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop), 'chat', null);
  end if;
  -- before it is looked at: what is shown here has been read
  perform app.apply_watermark(v_shop.tenant_id, c.id, jsonb_build_object('status', 'read', 'at', clock_timestamp(),
    'address', jsonb_build_object('family', c.family, 'user', v_chat.id)))
  from public.conversation_threads t
  join public.notification_channels c on c.tenant_id = t.tenant_id and c.family = t.channel and c.is_active
  where t.tenant_id = v_shop.tenant_id and t.id = v_chat.thread_id and t.last_message_direction = 'outbound';
  select coalesce(jsonb_agg(jsonb_build_object(
      'by', case when m.direction = 'inbound' then 'visitor' when m.origin = 'automation' then 'machine' else 'clinic' end,
      'body', m.body, 'at_local', app.local_text(m.occurred_at, app.clinic_zone(v_shop.tenant_id))) order by m.occurred_at, m.id), '[]')
  into v_messages
  from (
    select * from public.conversation_messages x
    where x.tenant_id = v_shop.tenant_id and x.thread_id = v_chat.thread_id and x.body is not null and x.deleted_at is null
      and (x.direction = 'inbound' or x.status in ('sent', 'delivered', 'read'))
    order by x.occurred_at desc, x.id desc limit 100
  ) m;
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop), 'chat',
    jsonb_build_object('full_name', v_chat.full_name, 'messages', v_messages));
end;
$function$;

CREATE OR REPLACE FUNCTION app.person_to_tell (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    name       text,
    phone      text,
    thread_key text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_threads uuid[];
begin
  select min(x.name), min(x.phone), coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}')
  into name, phone, v_threads
  from (
    select r.full_name as name, r.phone, app.thread_of_phone(p_tenant_id, r.phone) as thread_id
    from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select o.name, (
        select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id = o.id
        order by c.is_primary desc, c.position limit 1), t.thread_id
    from public.patient_relations r
    join public.patients o on o.tenant_id = p_tenant_id and o.id = r.related_patient_id
    left join lateral app.threads_to_reach(p_tenant_id, r.related_patient_id) t (thread_id) on true
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told) x;
  if phone is null and cardinality(v_threads) = 0 then
    name := null;
    select c.phone into phone from public.contact_phones c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id order by c.is_primary desc, c.position limit 1;
    v_threads := array(select t from app.threads_to_reach(p_tenant_id, p_patient_id) t);
  end if;
  select t.thread_key into thread_key from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = any (v_threads) order by t.last_message_at desc nulls last, t.id limit 1;
  if phone is null then
    select t.phone into phone from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = any (v_threads) and t.phone is not null
    order by t.last_message_at desc nulls last, t.id limit 1;
  end if;
  return next;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_obstacle (
  p_settings     public.conversation_session_reminders_settings,
  p_patient_id   uuid,
  p_status       text,
  p_has_template boolean,
  p_at           timestamp with time zone
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_settings.tenant_id;
  v_threads uuid[];
  v_has_phone boolean;
  v_is_for_other boolean;
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_hours integer;
begin
  if p_settings.skip_when_confirmed and p_status = 'confirmed' then
    return 'confirmed';
  end if;
  if app.after_quiet(p_at, app.clinic_zone(v_tenant_id), p_settings.quiet_from, p_settings.quiet_to) > p_at then
    return 'quiet_hours';
  end if;
  -- as app.thread_to_tell, which makes a conversation where there is none
  select coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}'), coalesce(bool_or(x.phone is not null), false)
  into v_threads, v_has_phone
  from (
    select app.thread_of_phone(v_tenant_id, r.phone) as thread_id, r.phone
    from public.patient_relations r
    where r.tenant_id = v_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select t.thread_id, null from public.patient_relations r
    cross join lateral app.threads_to_reach(v_tenant_id, r.related_patient_id) t (thread_id)
    where r.tenant_id = v_tenant_id and r.patient_id = p_patient_id and r.is_told and r.related_patient_id is not null
  ) x;
  v_is_for_other := cardinality(v_threads) > 0 or v_has_phone;
  if not v_is_for_other then
    select coalesce(array_agg(t.thread_id) filter (where t.thread_id is not null), '{}') into v_threads
    from app.threads_to_reach(v_tenant_id, p_patient_id) t (thread_id);
    v_has_phone := exists (
      select from public.contact_phones c where c.tenant_id = v_tenant_id and c.patient_id = p_patient_id);
  end if;
  if cardinality(v_threads) = 0 and not v_has_phone then
    return 'no_conversation';
  end if;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = v_tenant_id and t.id = any (v_threads)
  order by t.last_message_at desc nulls last, t.id limit 1;
  if v_thread.id is not null and app.opted_out_of(v_tenant_id, v_thread.id, 'reminders') then
    return 'opted_out';
  end if;
  if v_thread.blocked_at is not null then
    return 'conversation_blocked';
  end if;
  select * into v_channel from public.notification_channels c
  where c.tenant_id = v_tenant_id and c.family = coalesce(v_thread.channel, 'whatsapp') and c.is_active;
  if v_channel.id is null then
    return 'no_active_channel';
  end if;
  if v_channel.connection_state = 'close' then
    return 'channel_disconnected';
  end if;
  select k.window_hours into v_hours from public.channel_kinds k where k.kind = v_channel.provider;
  if v_hours is not null and not p_has_template and not exists (
    select from public.conversation_messages m
    where m.tenant_id = v_tenant_id and m.thread_id = v_thread.id and m.channel_id = v_channel.id and m.direction = 'inbound'
      and m.occurred_at >= p_at - make_interval(hours => v_hours)) then
    return 'outside_24h_window';
  end if;
  if exists (select from public.channel_prices p where p.kind = v_channel.provider and p.credits > 0) and not exists (
    select from public.whatsapp_credits_balance b where b.tenant_id = v_tenant_id and b.balance > 0) then
    return 'insufficient_credits';
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.set_shop_chat (
  p_tenant_id uuid,
  p_is_on     boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  -- whoever sets up a channel of the clinic takes this lock before any row
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  select * into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = 'shop_chat';
  if coalesce(v_channel.is_active, false) = p_is_on then
    return;
  elsif p_is_on then
    insert into public.notification_channels (tenant_id, provider, family)
    select p_tenant_id, k.kind, k.family from public.channel_kinds k where k.kind = 'shop_chat'
    on conflict on constraint one_channel_per_provider do update set is_active = false
    returning * into v_channel;
    perform app.activate_channel(p_tenant_id, v_channel.id, (select k.label from public.channel_kinds k where k.kind = v_channel.provider), null, 'open');
  else
    update public.notification_channels c set is_active = false
    where c.tenant_id = p_tenant_id and c.id = v_channel.id returning * into v_channel;
    perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.shop_chat_hash (
  p_tenant_id uuid,
  p_token     text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select encode(sha256(convert_to('shop-chat:' || p_tenant_id || ':' || p_token, 'UTF8')), 'hex');
$function$;

CREATE OR REPLACE FUNCTION app.shop_chat_of (
  p_tenant_id uuid,
  p_token     text
)
  RETURNS app.shop_chats
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select s from app.shop_chats s
  join public.conversation_threads t on t.tenant_id = s.tenant_id and t.id = s.thread_id and t.last_message_at > now() - interval '30 days'
  where s.tenant_id = p_tenant_id and s.token_hash = app.shop_chat_hash(p_tenant_id, p_token);
$function$;

CREATE OR REPLACE FUNCTION app.shop_frame (
  p_shop public.shop_settings
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('slug', p_shop.slug, 'clinic', t.name, 'time_zone', t.time_zone, 'is_indexed', p_shop.is_indexed,
    'legal_name', p_shop.legal_name, 'tax_id', p_shop.tax_id, 'address', p_shop.address, 'email', p_shop.email, 'phone', p_shop.phone,
    'intro_text', p_shop.intro_text, 'policy_text', p_shop.policy_text, 'has_chat', p_shop.has_chat)
  from public.tenants t where t.id = p_shop.tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.thread_of_payer (
  p_payer public.payers
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select t.thread_key from public.conversation_threads t
  where t.tenant_id = p_payer.tenant_id and t.thread_key not like '%group:%' and t.id in (
    select app.threads_to_reach(p_payer.tenant_id, p_payer.patient_id)
    union select app.thread_of_phone(p_payer.tenant_id, p_payer.phone))
  order by t.last_message_at desc nulls last limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.thread_to_tell (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_threads uuid[];
  v_phone text;
  v_name text;
  v_thread uuid;
begin
  select coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}'), min(x.phone), min(x.name)
  into v_threads, v_phone, v_name
  from (
    select app.thread_of_phone(p_tenant_id, r.phone) as thread_id, r.phone, r.full_name as name
    from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select t.thread_id, null, null from public.patient_relations r
    cross join lateral app.threads_to_reach(p_tenant_id, r.related_patient_id) t (thread_id)
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.related_patient_id is not null
  ) x;
  if cardinality(v_threads) = 0 and v_phone is null then
    select coalesce(array_agg(t.thread_id) filter (where t.thread_id is not null), '{}') into v_threads
    from app.threads_to_reach(p_tenant_id, p_patient_id) t (thread_id);
    select c.phone, p.name into v_phone, v_name
    from public.contact_phones c join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by c.is_primary desc, c.position limit 1;
  end if;
  if cardinality(v_threads) = 0 then
    if v_phone is null then
      return null;
    end if;
    v_thread := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
    v_threads := array[v_thread];
  end if;
  return (
    select t.thread_key from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = any (v_threads)
    order by t.last_message_at desc nulls last, t.id limit 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.threads_to_reach (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS SETOF uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select t.id from app.threads_of_patient(p_tenant_id, p_patient_id) f (thread_id)
  join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = f.thread_id
  where not exists (select from public.channel_kinds k where k.family = t.channel and k.only_answers);
$function$;

CREATE OR REPLACE FUNCTION app.today_setup (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_import app.history_imports;
  v_has_history boolean;
  v_whatsapp boolean := exists (
    select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
    where c.tenant_id = p_tenant_id and c.is_active and not k.only_answers and (not k.needs_pairing or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_quick_reply boolean := exists (
    select from public.quick_replies q where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = p_user_id));
  v_push boolean := exists (select from app.push_subscriptions s where s.tenant_id = p_tenant_id and s.user_id = p_user_id);
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if exists (select from app.dismissed_setups d where d.tenant_id = p_tenant_id and d.user_id = p_user_id)
    or v_whatsapp and v_team and v_message
      and exists (select from public.tenants t where t.id = p_tenant_id and t.created_at < now() - interval '30 days') then
    return null;
  end if;
  select * into v_channel from app.active_channel(p_tenant_id);
  v_has_history := exists (select from public.channel_kinds k where k.kind = v_channel.provider and k.history_days is not null);
  select * into v_import from app.history_imports i
  where i.tenant_id = p_tenant_id and i.channel_id = v_channel.id
  order by i.created_at desc, i.id limit 1;
  if v_whatsapp and v_team and v_quick_reply and v_push and v_message and (not v_has_history or v_import.state = 'done') then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'quick_reply', v_quick_reply, 'push', v_push, 'message', v_message,
    -- no step where the channel hands out nothing of before
    'history', case when v_channel.id is null or v_has_history then jsonb_build_object('done', coalesce(v_import.state = 'done', false),
      'state', v_import.state, 'chats_done', coalesce(v_import.chats_done, 0), 'chats_total', v_import.chats_total) end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_shop_chat (
  p_slug       text,
  p_token      text,
  p_new_token  text,
  p_form_token text,
  p_typed      jsonb,
  p_ip_hash    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
  v_tenant_id uuid;
  v_channel public.notification_channels;
  v_chat app.shop_chats;
  v_key text;
  v_address jsonb;
  v_text text := nullif(btrim(app.normalize_lines(left(p_typed ->> 'text', 4000))), '');
  v_name text := app.normalize_name(left(p_typed ->> 'full_name', 200));
  v_phone text := app.normalize_phone(p_typed ->> 'phone');
  v_accepted_text text := nullif(btrim(left(p_typed ->> 'accepted_text', 4000)), '');
  v_problems jsonb;
  v_result jsonb;
begin
  if not app.take_turn('shop:chat:' || coalesce(p_ip_hash, '-'), 120, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  v_tenant_id := v_shop.tenant_id;
  select * into v_channel from app.active_channel(v_tenant_id, 'shop_chat');
  if v_tenant_id is null or not v_shop.has_chat or v_channel.id is null
    or coalesce(char_length(p_form_token), 0) < 20 or coalesce(char_length(p_new_token), 0) < 32 then
    return '{"state": "unknown"}';
  end if;
  v_chat := app.shop_chat_of(v_tenant_id, p_token);
  if v_chat.id is null then
    -- the id says nothing of the form: who sees the conversation cannot ask for its page
    v_chat.id := left(app.shop_chat_hash(v_tenant_id, 'form:' || p_form_token), 32)::uuid;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('shop-chat:' || v_chat.id, 0));
  -- sent twice, or sent again after the back button: the same message, of the same chat
  v_key := 'chat:' || app.shop_chat_hash(v_tenant_id, v_chat.id || ':' || p_form_token);
  if exists (
    select from public.conversation_messages m
    where m.tenant_id = v_tenant_id and m.channel_id = v_channel.id and m.provider_message_id = v_key) then
    return jsonb_build_object('state', 'written', 'is_new', v_chat.thread_id is null);
  end if;
  v_problems := jsonb_strip_nulls(jsonb_build_object(
    'text', case when v_text is null then 'required' when char_length(v_text) > 2000 then 'too_long' end,
    'full_name', case when v_chat.thread_id is null then case when coalesce(btrim(p_typed ->> 'full_name'), '') = '' then 'required'
      when v_name is null or char_length(v_name) not between 2 and 120 then 'invalid' end end,
    'phone', case when v_chat.thread_id is null then case when coalesce(btrim(p_typed ->> 'phone'), '') = '' then 'required' when v_phone is null then 'invalid' end end,
    'accepted', case when v_chat.thread_id is null and ((p_typed -> 'accepted') is distinct from 'true' or v_accepted_text is null) then 'required' end));
  if v_problems <> '{}' then
    return jsonb_build_object('state', 'invalid', 'problems', v_problems);
  elsif v_chat.thread_id is not null and not app.take_turn('shop:chat:' || v_chat.id, 30, interval '10 minutes')
    or v_chat.thread_id is null and (not app.take_turn('shop:chat:new:' || coalesce(p_ip_hash, '-'), 10, interval '1 hour')
      or not app.take_turn('shop:chat:phone:' || app.shop_chat_hash(v_tenant_id, v_phone), 6, interval '1 day'))
    or not app.take_turn('shop:chat:clinic:' || v_tenant_id, 1000, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  -- no phone in it: what somebody typed opens no conversation of whom the phone belongs to
  v_address := jsonb_build_object('family', v_channel.family, 'user', v_chat.id, 'raw', v_chat.id, 'phone', null, 'lid', null, 'group', null);
  v_result := jsonb_build_object('state', 'written', 'is_new', v_chat.thread_id is null);
  if v_chat.thread_id is null then
    insert into app.shop_chats (tenant_id, id, contact_id, thread_id, token_hash, full_name, phone, accepted_text)
    values (v_tenant_id, v_chat.id, (app.shop_buyer(v_tenant_id, v_name, v_phone, null, false) ->> 'contact_id')::uuid,
      app.resolve_thread(v_tenant_id, v_address, v_name, 'profile'), app.shop_chat_hash(v_tenant_id, p_new_token), v_name, v_phone, v_accepted_text)
    returning * into v_chat;
  end if;
  v_result := v_result || (app.ingest_whatsapp_events(jsonb_build_array(jsonb_build_object(
    'provider', v_channel.provider, 'auth', jsonb_build_object('tenant_id', v_tenant_id, 'channel_id', v_channel.id),
    'event_key', v_key, 'event_type', 'message', 'raw', '{}'::jsonb, 'unparsed', null,
    'actions', jsonb_build_array(jsonb_build_object('type', 'message', 'provider_message_id', v_key, 'from_me', false, 'sent_via_api', false,
      'address', v_address, 'contact_name', v_chat.full_name, 'author_name', null, 'kind', 'text', 'body', v_text, 'content', '{}'::jsonb,
      'media', null, 'reply_to_provider_id', null, 'occurred_at', clock_timestamp(), 'status', 'received'))))) -> 0);
  if v_result ->> 'outcome' <> 'applied' then
    raise exception 'chat_not_stored: %', v_result;
  end if;
  return v_result - '{outcome,tenant_id,channel_id}'::text[];
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_shop_chat (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('full_name', s.full_name, 'phone', s.phone, 'created_at', s.created_at,
      'patients', coalesce((
        select jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name)) from public.contact_phones h
        join public.patients p on p.tenant_id = h.tenant_id and p.id = h.patient_id and p.merged_into_id is null and p.archived_at is null
        where h.tenant_id = p_tenant_id and h.phone = s.phone), '[]'))
    from app.shop_chats s
    where s.tenant_id = p_tenant_id and s.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_shop_chat"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_shop_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_settings public.shop_settings;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_settings from public.shop_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object('is_on', app.module_is_on(p_tenant_id, 'shop'), 'is_open', coalesce(v_settings.is_open, false), 'slug', v_settings.slug,
    'suggested_slug', (select left(t.slug, 60) from public.tenants t where t.id = p_tenant_id),
    'is_indexed', coalesce(v_settings.is_indexed, true), 'legal_name', v_settings.legal_name, 'tax_id', v_settings.tax_id,
    'address', v_settings.address, 'email', v_settings.email, 'phone', v_settings.phone, 'intro_text', v_settings.intro_text,
    'policy_text', v_settings.policy_text, 'takes_reviews', coalesce(v_settings.takes_reviews, true), 'has_chat', coalesce(v_settings.has_chat, false),
    'review_limits', to_jsonb(app.profession_limits(p_tenant_id, 'reviews')),
    'published', (
      select count(*) from public.catalog_items i join public.products p on p.tenant_id = p_tenant_id and p.id = i.product_id
      where i.tenant_id = p_tenant_id and i.is_published and p.archived_at is null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_reminder_forecast (
  p_tenant_id  uuid,
  p_from       date,
  p_to         date,
  p_session_id uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_ids uuid[];
begin
  if p_session_id is null and (p_from is null or p_to is null or p_to < p_from or p_to > p_from + 31) then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = '31 days at most.';
  end if;
  v_ids := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      and case when p_session_id is null then s.starts_at >= p_from::timestamp at time zone v_zone
        and s.starts_at < (p_to + 1)::timestamp at time zone v_zone else s.id = p_session_id end);
  return coalesce((
    select jsonb_agg(jsonb_build_object('session_id', f.session_id, 'patient_id', f.patient_id, 'patient_name', p.name,
      'therapist_name', h.name, 'starts_at', s.starts_at, 'day', (s.starts_at at time zone v_zone)::date, 'window_minutes', f.window_minutes,
      'due_at', f.due_at, 'goes_at', f.goes_at, 'outlook', f.outlook, 'reason', f.reason, 'thread_key', case
        when f.reason in ('opted_out', 'conversation_blocked') then (
          select t.thread_key from app.threads_to_reach(p_tenant_id, f.patient_id) x (thread_id)
          join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
          order by t.last_message_at desc nulls last limit 1) end)
      order by s.starts_at, f.session_id, p.name, f.window_minutes desc)
    from app.reminder_forecast(p_tenant_id, v_ids, now()) f
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = f.session_id
    join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = f.patient_id
    where f.reason is distinct from 'session_over'), '[]');
end;
$function$;

CREATE OR REPLACE FUNCTION public.preview_workflow (
  p_tenant_id  uuid,
  p_definition jsonb,
  p_event_key  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
  v_occurrence jsonb;
  v_values jsonb;
  v_plan jsonb;
  v_id text;
  v_step jsonb;
  o jsonb;
  v_now timestamptz;
  v_branch text;
  v_text text;
  v_note text;
  v_steps jsonb := '[]';
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_workflow_tree(p_definition);
  if app.workflow_problems(p_tenant_id, p_definition) <> '[]' then
    raise sqlstate 'PT409' using message = 'workflow_has_problems', detail = app.workflow_problems(p_tenant_id, p_definition)::text;
  end if;
  v_occurrence := app.workflow_occurrence(p_tenant_id, p_event_key);
  if v_occurrence is null then
    raise sqlstate 'PT404' using message = 'workflow_event_not_found';
  end if;
  if not app.workflow_matches(p_tenant_id, p_definition -> 'trigger', v_occurrence) then
    return jsonb_build_object('starts', false, 'reason', 'does_not_match', 'ends', 'end', 'steps', v_steps);
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  if v_occurrence ->> 'thread_id' is null then
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', (
      select t.id from app.threads_to_reach(p_tenant_id, (v_occurrence ->> 'patient_id')::uuid) x (id)
      join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.id order by t.last_message_at desc, t.id limit 1));
  end if;
  v_values := app.workflow_values(p_tenant_id, v_occurrence);
  v_plan := app.workflow_plan(p_definition);
  v_now := (v_occurrence ->> 'at')::timestamptz;
  if v_occurrence ->> 'kind' = 'birthday' then
    v_now := app.local_moment((v_now at time zone v_zone)::date + make_time(coalesce((p_definition #>> '{trigger,options,hour}')::integer, 9), 0, 0), v_zone);
  end if;
  v_id := v_plan ->> 'first';
  while v_id is not null loop
    v_step := v_plan #> array['steps', v_id];
    o := v_step -> 'options';
    v_branch := null;
    v_note := null;
    v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), v_values);
    case v_step ->> 'kind'
      when 'wait' then v_now := app.workflow_wait_until(o, v_now, v_zone);
      when 'condition' then v_branch := case when app.workflow_condition(p_tenant_id, o, v_occurrence, null, v_now) then 'yes' else 'no' end;
      when 'wait_for_answer', 'ask' then
        if v_step ->> 'kind' = 'ask' and not coalesce((o ->> 'any_hour')::boolean, false) then
          v_now := app.polite_moment(v_now, v_zone);
        end if;
        v_branch := 'not_answered';
        v_now := v_now + make_interval(mins => (o ->> 'minutes')::integer);
      when 'send_message' then
        if not coalesce((o ->> 'any_hour')::boolean, false) then
          v_now := app.polite_moment(v_now, v_zone);
        end if;
        v_note := case
          when v_occurrence ->> 'thread_id' is null then 'no_conversation'
          when app.opted_out_of(p_tenant_id, (v_occurrence ->> 'thread_id')::uuid, p_definition #>> '{settings,purpose}') then 'opted_out' end;
      else null;
    end case;
    v_steps := v_steps || jsonb_build_object('step_id', v_id, 'kind', v_step ->> 'kind', 'at', v_now, 'text', v_text, 'branch', v_branch, 'note', v_note);
    v_id := case when v_step -> 'branches' = '{}' then v_step ->> 'next' else v_step #>> array['branches', v_branch] end;
  end loop;
  return jsonb_build_object('starts', true, 'reason', null, 'ends', 'end', 'steps', v_steps);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_shop_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.shop_settings;
  v_name text := nullif(app.normalize_name(p_settings ->> 'legal_name'), '');
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  -- one at a time: two that choose the same address
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  select * into v_row from public.shop_settings s where s.tenant_id = p_tenant_id;
  v_row.slug := coalesce(app.slug_of(p_settings ->> 'slug', 60), v_row.slug, app.slug_of((
    select t.slug from public.tenants t where t.id = p_tenant_id), 60));
  v_row.is_open := (p_settings -> 'is_open') is not distinct from 'true';
  v_row.is_indexed := (p_settings -> 'is_indexed') is distinct from 'false';
  v_row.takes_reviews := (p_settings -> 'takes_reviews') is distinct from 'false';
  v_row.has_chat := (p_settings -> 'has_chat') is not distinct from 'true';
  v_row.legal_name := v_name;
  v_row.tax_id := app.trimmed(p_settings ->> 'tax_id', 18);
  v_row.address := app.trimmed(p_settings ->> 'address', 300);
  v_row.email := app.trimmed(p_settings ->> 'email', 254);
  v_row.phone := app.trimmed(p_settings ->> 'phone', 30);
  v_row.intro_text := nullif(btrim(app.normalize_lines(p_settings ->> 'intro_text')), '');
  v_row.policy_text := nullif(btrim(app.normalize_lines(p_settings ->> 'policy_text')), '');
  if v_row.is_open and (v_name is null or v_row.tax_id is null or v_row.address is null or coalesce(v_row.email, v_row.phone) is null) then
    raise sqlstate 'PT400' using message = 'seller_incomplete';
  end if;
  begin
    insert into app.shop_routes as r (slug, tenant_id) values (v_row.slug, p_tenant_id)
    on conflict (tenant_id) do update set slug = excluded.slug where r.slug <> excluded.slug;
  exception when unique_violation then
    raise sqlstate 'PT409' using message = 'slug_taken';
  end;
  insert into public.shop_settings (tenant_id, is_open, slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, takes_reviews,
    has_chat)
  values (p_tenant_id, v_row.is_open, v_row.slug, v_row.is_indexed, v_row.legal_name, v_row.tax_id, v_row.address, v_row.email, v_row.phone,
    v_row.intro_text, v_row.policy_text, v_row.takes_reviews, v_row.has_chat)
  on conflict (tenant_id) do update set is_open = excluded.is_open, slug = excluded.slug, is_indexed = excluded.is_indexed,
    legal_name = excluded.legal_name, tax_id = excluded.tax_id, address = excluded.address, email = excluded.email, phone = excluded.phone,
    intro_text = excluded.intro_text, policy_text = excluded.policy_text, takes_reviews = excluded.takes_reviews, has_chat = excluded.has_chat;
  perform app.set_shop_chat(p_tenant_id, v_row.has_chat and v_row.is_open);
  return public.get_shop_settings(p_tenant_id);
exception when check_violation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$function$;

ALTER TABLE "app"."shop_chats"
  ADD CONSTRAINT "shop_chats_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE SET NULL (contact_id);

ALTER TABLE "app"."shop_chats"
  ADD CONSTRAINT "shop_chats_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."shop_chats"
  ADD CONSTRAINT "shop_chats_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX shop_chats_contact ON app.shop_chats USING btree (tenant_id, contact_id);

CREATE INDEX shop_chats_thread ON app.shop_chats USING btree (tenant_id, thread_id);

CREATE POLICY "select_nobody" ON "app"."shop_chats"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."shop_chats"."accepted_text" IS 'The notice that they accepted.';

COMMENT ON COLUMN "app"."shop_chats"."contact_id" IS 'Whom the clinic knows by what they typed, by the rules of identity.';

COMMENT ON COLUMN "app"."shop_chats"."token_hash" IS 'SHA-256 of the secret in the cookie of the browser (app.shop_chat_hash), the only way back into the chat.';

COMMENT ON COLUMN "public"."channel_kinds"."only_answers" IS 'Nobody is reached by it who has not just written by it: whoever looks for a way to somebody passes it over, and it makes no clinic one that can write.';

COMMENT ON COLUMN "public"."shop_settings"."has_chat" IS 'Whether visitors may write to the clinic from the pages of the shop.';

COMMENT ON FUNCTION "app"."contact_of_thread"(uuid, uuid) IS 'The contact of sales whose conversation it is: by patient, by number, as whom they named in the chat of the shop, or by a deal.';

COMMENT ON FUNCTION "app"."open_shop_chat"(text, text, text) IS 'Caller: shop, for whoever has the address. p_token: the secret that the browser keeps, NULL where it has none. {state: open | unknown | limited, shop (app.shop_frame), chat: NULL | {full_name, messages: [{by: visitor | clinic | machine, body, at_local}], the last hundred, the oldest first}}; a wrong secret is answered as none. What is shown counts as read.';

COMMENT ON FUNCTION "app"."set_shop_chat"(uuid, boolean) IS 'Caller: save_shop_settings. Switches the channel of the shop''s chat on or off; what was said stays.';

COMMENT ON FUNCTION "app"."shop_chat_hash"(uuid, text) IS 'What is kept of a secret of the shop''s chat: it opens the chat of one clinic alone.';

COMMENT ON FUNCTION "app"."shop_chat_of"(uuid, text) IS 'The chat that a secret opens; NULL for a wrong one, one of another clinic, and a chat in which nobody wrote for 30 days.';

COMMENT ON FUNCTION "app"."threads_to_reach"(uuid, uuid) IS 'Conversations by which a patient can be written to: those of app.threads_of_patient, without what only carries answers (channel_kinds.only_answers).';

COMMENT ON FUNCTION "app"."write_shop_chat"(text, text, text, text, jsonb, text) IS 'Caller: shop, for whoever has the address. p_token: the secret that the browser keeps; without one that opens a chat, p_new_token opens a new one, for p_typed {text, full_name, phone, accepted, accepted_text}, else {text}. p_form_token names the form, so that a repetition is one message. It comes in as any message does. {state: written (is_new: the browser keeps p_new_token; wakes: a worker should come by) | invalid (problems by field: required, invalid, too_long) | unknown | limited}; the same for whom the clinic knows and whom it does not.';

COMMENT ON FUNCTION "public"."get_shop_chat"(uuid, text) IS 'Caller: members. Who says they write in a conversation of the shop''s chat, which nobody has proved: {full_name, phone, created_at, patients: whose number it is [{id, name}]}; NULL for a conversation of another channel. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_shop_settings"(uuid) IS 'Caller: owner, admin, supervisor and operator. The shop of the clinic: {is_on (the module), is_open, slug, suggested_slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, takes_reviews, has_chat, review_limits (councils whose care shows none), published}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON TABLE "app"."shop_chats" IS 'Whoever writes from the pages of a shop: one browser, one conversation. The phone is what they typed, and nobody has proved it: it opens nothing of whom it belongs to.';

REVOKE ALL ON FUNCTION "app"."open_shop_chat"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_shop_chat"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_chat"(text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_chat"(text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."set_shop_chat"(uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."set_shop_chat"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."set_shop_chat"(uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_chat_hash"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_chat_hash"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_chat_hash"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_chat_of"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_chat_of"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_chat_of"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."threads_to_reach"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."threads_to_reach"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."threads_to_reach"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_shop_chat"(text, text, text, text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_shop_chat"(text, text, text, text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_shop_chat"(text, text, text, text, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_shop_chat"(text, text, text, text, jsonb, text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."get_shop_chat"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_shop_chat"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_shop_chat"(uuid, text) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."shop_chats" TO "service_role";

insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files, history_days, has_pictures, human_window_hours, asks_for_profiles,
  max_buttons, max_rows, only_answers) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1, 30, true, null, false, 0, 0, false),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1, null, false, null, false, 0, 0, false),
  ('whatsapp_cloud', 'whatsapp', 'WhatsApp Cloud', 30, true, false, false, 4096, 24, 1024, true, true, true, true, true, true, null, null, 1, null, false, null, false, 3, 10, false),
  -- an answer by hand is taken for seven days (HUMAN_AGENT)
  ('messenger', 'messenger', 'Messenger', 40, true, false, false, 2000, 24, null, false, true, true, false, false, false, null, null, 1, null, true, 168, true, 10, 0, false),
  ('instagram', 'instagram', 'Instagram', 50, true, false, false, 1000, 24, null, true, true, true, false, false, false, null, null, 1, null, true, 168, true, 10, 0, false),
  -- a page that the visitor looks at: what goes out by itself goes while they may be there, a person may answer as long as the page opens
  ('shop_chat', 'shop_chat', 'Chat da loja', 60, true, false, false, 2000, 24, null, false, false, false, false, false, false, null, null, 0, null, false, 720, false, 0, 0, true)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files,
  history_days = excluded.history_days, has_pictures = excluded.has_pictures, human_window_hours = excluded.human_window_hours,
  asks_for_profiles = excluded.asks_for_profiles, max_buttons = excluded.max_buttons, max_rows = excluded.max_rows,
  only_answers = excluded.only_answers;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.ai_people', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whom the assistant is tried with'),
  ('public.ai_conversations', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whether the assistant answers a conversation; what it said is in messages'),
  ('public.ai_turns', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how the assistant came to what it said; that is in messages'),
  ('public.ai_tool_calls', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant looked up; sessions and orders are in their own parts'),
  ('public.ai_proposals', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant asked before it did it; that is in messages'),
  ('public.ai_assists', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how often people of the clinic were helped to write; no text'),
  ('app.key_proposals', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what a program of the clinic asked before it did it; sessions are in their own part'),
  ('public.ai_ratings', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how they found it; the question and the answer are in messages'),
  ('public.ai_cases', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 57, null, 'messages that the assistant is measured with')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_buyers', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.order_id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_invoices', 'orders', 132, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.reviews', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{}', 'delete', null, null, 50, null, null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so'),
  ('app.shop_chats', 'conversations', 102, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 58, null, null)
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into public.lead_origins (key, position, family) values
  ('manual', 1, null), ('whatsapp', 2, 'whatsapp'), ('site_form', 3, null), ('csv', 4, null), ('dinamize', 5, null), ('referral', 6, null), ('shop', 7, 'shop_chat')
on conflict (key) do update set position = excluded.position, family = excluded.family;

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
  ('public.crm_lead_sync', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'how a lead is at Dinamize; the lead is in sales'),
  ('public.crm_sync_logs', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'the log of Dinamize; the lead is in sales'),
  ('app.import_records', null, 0, 't.record_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what an import did, kept some days for its undo'),
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
