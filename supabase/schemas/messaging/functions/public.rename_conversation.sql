create function public.rename_conversation(p_tenant_id uuid, p_thread_key text, p_name text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text := app.typed_name(p_name);
  v_source text := 'person';
begin
  if v_name is null then
    select f.name, f.name_source into v_name, v_source from app.first_name(p_tenant_id, array(
      select a.address from public.conversation_addresses a where a.tenant_id = p_tenant_id and a.thread_id = v_row.id), null, null) f;
  end if;
  if (v_row.contact_name, v_row.name_source) is not distinct from (v_name, v_source) then
    return v_row;
  end if;
  update public.conversation_threads t set contact_name = v_name, name_source = v_source, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.contact_name is not null then
    perform app.note_event(v_row, 'renamed', clock_timestamp(), null, v_row.contact_name);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.rename_conversation(uuid, text, text) is
  'Caller: members. A typed name stands whatever providers say later; an empty one gives the name back to them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.rename_conversation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.rename_conversation(uuid, text, text) to authenticated;
