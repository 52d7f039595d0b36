create function public.start_conversation(p_tenant_id uuid, p_phone text, p_name text default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_phone text;
  v_name text := app.typed_name(p_name);
  v_thread_id uuid;
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_phone := app.normalize_phone(p_phone);
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone', hint = 'Write area code and number, for example (11) 91234-5678.';
  end if;
  -- a statement of its own: a query does not see the row that a function inside it inserts
  v_thread_id := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_thread_id;
  if v_row.status = 'finished' or v_row.contact_name is null and v_name is not null then
    -- whoever has a name keeps it
    update public.conversation_threads t set status = 'open', updated_at = clock_timestamp(),
      contact_name = coalesce(t.contact_name, v_name),
      name_source = case when t.contact_name is null and v_name is not null then 'person' else t.name_source end
    where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.start_conversation(uuid, text, text) is
  'Caller: members. Finds or opens the conversation of a typed phone; p_name is for one without a name. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_phone.';
revoke execute on function public.start_conversation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.start_conversation(uuid, text, text) to authenticated;
