-- A visitor writes. Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.write_shop_chat(p_slug text, p_token text, p_new_token text, p_form_token text, p_typed jsonb, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function app.write_shop_chat(text, text, text, text, jsonb, text) is
  'Caller: shop, for whoever has the address. p_token: the secret that the browser keeps; without one that opens a chat, p_new_token opens a new one, for p_typed {text, full_name, phone, accepted, accepted_text}, else {text}. p_form_token names the form, so that a repetition is one message. It comes in as any message does. {state: written (is_new: the browser keeps p_new_token; wakes: a worker should come by) | invalid (problems by field: required, invalid, too_long) | unknown | limited}; the same for whom the clinic knows and whom it does not.';
revoke execute on function app.write_shop_chat(text, text, text, text, jsonb, text) from public, anon, authenticated;
grant execute on function app.write_shop_chat(text, text, text, text, jsonb, text) to service_role;
