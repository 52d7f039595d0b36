-- The clinic has read a conversation: its messages, and that it woke, are news to nobody any more.
create function app.tg_conversation_threads__close_notifications()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user_ids jsonb;
begin
  with closed as (
    update public.notifications n set read_at = now()
    where n.tenant_id = new.tenant_id and n.thread_id = new.id and n.kind in ('message', 'woke') and n.read_at is null
    returning n.user_id
  )
  select jsonb_agg(c.user_id) into v_user_ids from closed c;
  if v_user_ids is not null then
    perform app.broadcast(new.tenant_id, 'notifications_read', jsonb_build_object('user_ids', v_user_ids));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__close_notifications() from public, anon, authenticated;
