create function public.set_conversation_status(p_tenant_id uuid, p_thread_key text, p_status text, p_reason text default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_status is null or p_status not in ('open', 'finished') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if v_row.status = p_status then
    return v_row;
  end if;
  update public.conversation_threads t set
    status = p_status, status_reason = nullif(app.normalize_name(left(p_reason, 200)), ''), snoozed_until = null, snoozed_at = null,
    updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_status(uuid, text, text, text) is
  'Caller: members. open or finished, with the reason in a few words. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_status.';
revoke execute on function public.set_conversation_status(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.set_conversation_status(uuid, text, text, text) to authenticated;
