create function app.workflow_tag(p_thread public.conversation_threads, p_tag_id uuid, p_on boolean)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
  v_tag public.conversation_tags := app.require_tag(p_thread.tenant_id, p_tag_id);
begin
  if p_on = (p_tag_id = any (p_thread.tag_ids)) then
    return 'unchanged';
  elsif p_on and v_tag.archived_at is not null then
    raise sqlstate 'PT409' using message = 'tag_archived';
  elsif p_on and cardinality(p_thread.tag_ids) >= 20 then
    raise sqlstate 'PT409' using message = 'too_many_tags', detail = '20';
  elsif p_on then
    insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id) values (p_thread.tenant_id, p_thread.id, p_tag_id);
  else
    delete from public.conversation_thread_tags u where u.tenant_id = p_thread.tenant_id and u.thread_id = p_thread.id and u.tag_id = p_tag_id;
  end if;
  update public.conversation_threads t set
    tag_ids = case when p_on then t.tag_ids || p_tag_id else array_remove(t.tag_ids, p_tag_id) end, updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id returning * into v_row;
  perform app.note_event(v_row, case when p_on then 'tagged' else 'untagged' end, clock_timestamp(), p_name => v_tag.name);
  perform app.publish_thread(v_row);
  return null;
end;
$$;
comment on function app.workflow_tag(public.conversation_threads, uuid, boolean) is
  'Tags a locked conversation, or takes the tag off. Errors: PT404 tag_not_found, PT409 tag_archived, PT409 too_many_tags.';
revoke execute on function app.workflow_tag(public.conversation_threads, uuid, boolean) from public, anon, authenticated;
