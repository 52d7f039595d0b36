-- What colleagues put on a conversation goes along with it. The caller holds both.
create function app.merge_thread_parts(p_tenant_id uuid, p_from uuid, p_into uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id, tagged_by, created_at)
  select u.tenant_id, p_into, u.tag_id, u.tagged_by, u.created_at
  from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.thread_id = p_from
  on conflict do nothing;
  insert into public.conversation_pins (tenant_id, user_id, thread_id, created_at)
  select p.tenant_id, p.user_id, p_into, p.created_at
  from public.conversation_pins p where p.tenant_id = p_tenant_id and p.thread_id = p_from
  on conflict do nothing;
  -- who began something in both goes on with both
  insert into public.conversation_drafts as d (tenant_id, user_id, thread_id, is_note, body, reply_to_id)
  select b.tenant_id, b.user_id, p_into, b.is_note, b.body, b.reply_to_id
  from public.conversation_drafts b where b.tenant_id = p_tenant_id and b.thread_id = p_from
  on conflict (tenant_id, user_id, thread_id, is_note) do update set
    body = left(btrim(d.body || E'\n' || excluded.body, E'\n'), 65536), reply_to_id = coalesce(d.reply_to_id, excluded.reply_to_id),
    updated_at = clock_timestamp();
  update public.conversation_notes n set thread_id = p_into, updated_at = clock_timestamp()
  where n.tenant_id = p_tenant_id and n.thread_id = p_from;
  update public.scheduled_messages s set thread_id = p_into, updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.thread_id = p_from;
end;
$$;
revoke execute on function app.merge_thread_parts(uuid, uuid, uuid) from public, anon, authenticated;
