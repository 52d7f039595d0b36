create function public.snooze_conversation(p_tenant_id uuid, p_thread_key text, p_until timestamptz)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_until is not null and p_until not between now() and now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_moment', hint = 'From now to a year from now.';
  end if;
  if p_until is not null and v_row.status = 'finished' then
    raise sqlstate 'PT409' using message = 'conversation_finished';
  end if;
  if v_row.snoozed_until is not distinct from p_until then
    return v_row;
  end if;
  update public.conversation_threads t set
    snoozed_until = p_until, snoozed_at = case when p_until is not null then clock_timestamp() end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if p_until is not null then
    perform app.enqueue_at(p_tenant_id, 'wake_conversation', jsonb_build_object('id', v_row.id), p_until);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.snooze_conversation(uuid, text, timestamptz) is
  'Caller: members. Leaves the lists until p_until, or until the person or a colleague writes; NULL wakes it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_moment, PT409 conversation_finished.';
revoke execute on function public.snooze_conversation(uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function public.snooze_conversation(uuid, text, timestamptz) to authenticated;
