-- Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.open_shop_chat(p_slug text, p_token text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function app.open_shop_chat(text, text, text) is
  'Caller: shop, for whoever has the address. p_token: the secret that the browser keeps, NULL where it has none. {state: open | unknown | limited, shop (app.shop_frame), chat: NULL | {full_name, messages: [{by: visitor | clinic | machine, body, at_local}], the last hundred, the oldest first}}; a wrong secret is answered as none. What is shown counts as read.';
revoke execute on function app.open_shop_chat(text, text, text) from public, anon, authenticated;
grant execute on function app.open_shop_chat(text, text, text) to service_role;
