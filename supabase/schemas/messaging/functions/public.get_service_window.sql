-- Asked for with the conversation, not kept in it: it hangs on which of the clinic's numbers is active.
create function public.get_service_window(p_tenant_id uuid, p_thread_key text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  if v_thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return (
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id, h.hours) + make_interval(hours => h.hours)
    from public.conversation_threads t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.family = t.channel and c.is_active
    join public.channel_kinds k on k.kind = c.provider and k.window_hours is not null
    cross join lateral (select coalesce(k.human_window_hours, k.window_hours) as hours) h
    where t.tenant_id = p_tenant_id and t.id = v_thread_id);
end;
$$;
comment on function public.get_service_window(uuid, text) is
  'Caller: members. Until when the channel that is on for the conversation may answer in free text; NULL when it may not, or when its kind has no window and always may. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.get_service_window(uuid, text) from public, anon, authenticated;
grant execute on function public.get_service_window(uuid, text) to authenticated;
