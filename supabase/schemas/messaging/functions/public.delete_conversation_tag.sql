create function public.delete_conversation_tag(p_tenant_id uuid, p_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_threads uuid[];
  v_count integer;
begin
  perform app.require_leader(p_tenant_id);
  if exists (select from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id and g.system_key is not null) then
    raise sqlstate 'PT409' using message = 'system_tag', hint = 'Archive it instead.';
  end if;
  -- nobody can put it on another conversation from here on
  perform from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id for update;
  v_threads := array(
    select u.thread_id from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.tag_id = p_id);
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = any (v_threads) order by t.id for no key update;
  update public.conversation_threads t set tag_ids = array_remove(t.tag_ids, p_id), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = any (v_threads);
  get diagnostics v_count = row_count;
  delete from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id;
  if found then
    perform app.broadcast(p_tenant_id, 'conversation_tag_deleted', jsonb_build_object('id', p_id));
  end if;
  return v_count;
end;
$$;
comment on function public.delete_conversation_tag(uuid, uuid) is
  'Caller: owner, admin and supervisor. Takes it off every conversation and answers how many had it; one that is gone is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 system_tag.';
revoke execute on function public.delete_conversation_tag(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_conversation_tag(uuid, uuid) to authenticated;
