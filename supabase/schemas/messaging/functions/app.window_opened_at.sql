-- When the person last wrote to this channel within the hours that its kind allows for an answer in free text;
-- NULL when it is longer ago. What came to another number of the clinic opens no window here.
create function app.window_opened_at(p_tenant_id uuid, p_thread_id uuid, p_channel_id uuid, p_hours integer)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.occurred_at >= now() - make_interval(hours => p_hours)
      and m.channel_id = p_channel_id and m.direction = 'inbound'
    order by m.occurred_at desc, m.id desc limit 1);
end;
$$;
revoke execute on function app.window_opened_at(uuid, uuid, uuid, integer) from public, anon, authenticated;
grant execute on function app.window_opened_at(uuid, uuid, uuid, integer) to authenticated;
