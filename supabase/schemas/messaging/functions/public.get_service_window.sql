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
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id) + interval '24 hours' from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$$;
comment on function public.get_service_window(uuid, text) is
  'Caller: members. Until when the clinic''s active official number may answer in free text; NULL when it may not, or when another kind of number is active, which always may. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.get_service_window(uuid, text) from public, anon, authenticated;
grant execute on function public.get_service_window(uuid, text) to authenticated;
