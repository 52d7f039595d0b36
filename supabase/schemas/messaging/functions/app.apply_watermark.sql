-- Everything that was sent to a person up to a moment was delivered, or read.
create function app.apply_watermark(p_tenant_id uuid, p_channel_id uuid, p_action jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_at timestamptz := (p_action ->> 'at')::timestamptz;
  v_message public.conversation_messages;
begin
  for v_message in
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.direction = 'outbound'
      and m.thread_id in (
        select a.thread_id from public.conversation_addresses a
        where a.tenant_id = p_tenant_id and a.channel = p_action #>> '{address,family}'
          and a.address = any (app.address_keys(p_action -> 'address')))
      and m.status in ('sent', 'delivered') and m.status <> p_action ->> 'status'
      -- months of what nobody read are not gone through for one look
      and m.occurred_at between v_at - interval '7 days' and v_at
    order by m.id for update
  loop
    v_message := app.apply_status(v_message, p_action, v_at);
    if v_message.id is not null then
      perform app.publish_message(v_message);
    end if;
  end loop;
end;
$$;
revoke execute on function app.apply_watermark(uuid, uuid, jsonb) from public, anon, authenticated;
