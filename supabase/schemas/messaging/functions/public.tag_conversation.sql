create function public.tag_conversation(p_tenant_id uuid, p_thread_key text, p_tag_id uuid, p_on boolean default true)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_tag public.conversation_tags;
  v_on boolean := coalesce(p_on, true);
begin
  v_tag := app.require_tag(p_tenant_id, p_tag_id);
  if v_on = (p_tag_id = any (v_row.tag_ids)) then
    return v_row;
  end if;
  if v_on then
    if v_tag.archived_at is not null then
      raise sqlstate 'PT409' using message = 'tag_archived';
    end if;
    if cardinality(v_row.tag_ids) >= 20 then
      raise sqlstate 'PT409' using message = 'too_many_tags', detail = '20';
    end if;
    insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id, tagged_by)
    values (p_tenant_id, v_row.id, p_tag_id, auth.uid());
  else
    delete from public.conversation_thread_tags u
    where u.tenant_id = p_tenant_id and u.thread_id = v_row.id and u.tag_id = p_tag_id;
  end if;
  update public.conversation_threads t set
    tag_ids = case when v_on then t.tag_ids || p_tag_id else array_remove(t.tag_ids, p_tag_id) end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.note_event(v_row, case when v_on then 'tagged' else 'untagged' end, clock_timestamp(), p_name => v_tag.name);
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.tag_conversation(uuid, text, uuid, boolean) is
  'Caller: members. Puts a tag on a conversation or takes it off. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT404 tag_not_found, PT409 tag_archived, PT409 too_many_tags.';
revoke execute on function public.tag_conversation(uuid, text, uuid, boolean) from public, anon, authenticated;
grant execute on function public.tag_conversation(uuid, text, uuid, boolean) to authenticated;
