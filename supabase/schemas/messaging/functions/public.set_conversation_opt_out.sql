create function public.set_conversation_opt_out(p_tenant_id uuid, p_thread_key text, p_opted_out boolean)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_before boolean := v_row.opted_out;
begin
  if p_opted_out then
    insert into public.conversation_optouts (tenant_id, thread_id, created_by) values (p_tenant_id, v_row.id, auth.uid())
    -- the latest note stands, also over a word of the person
    on conflict (tenant_id, thread_id) do update set keyword = null, created_by = excluded.created_by, created_at = now();
  else
    delete from public.conversation_optouts where tenant_id = p_tenant_id and thread_id = v_row.id;
  end if;
  update public.conversation_threads t set opted_out = coalesce(p_opted_out, false), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.opted_out <> v_before then
    perform app.note_event(v_row, case when v_row.opted_out then 'opted_out' else 'opted_in' end, clock_timestamp());
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_opt_out(uuid, text, boolean) is
  'Caller: members. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.set_conversation_opt_out(uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.set_conversation_opt_out(uuid, text, boolean) to authenticated;
