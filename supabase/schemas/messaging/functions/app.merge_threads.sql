-- Moves everything of one conversation into another: a LID turned out to be a phone that already had one.
create function app.merge_threads(p_tenant_id uuid, p_from uuid, p_into uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_from public.conversation_threads;
  v_into public.conversation_threads;
  v_from_is_named boolean;
  v_word record;
begin
  -- messages before conversations, as everywhere; what is written between the two locks is moved as well
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = p_from order by m.id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id in (p_from, p_into) order by t.id for update;
  select * into v_from from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_from;
  select app.name_rank(v_from.contact_name, v_from.name_source) > app.name_rank(t.contact_name, t.name_source) into v_from_is_named
  from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_into;
  update public.conversation_messages set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update public.conversation_addresses set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update app.conversation_events set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  perform app.merge_thread_parts(p_tenant_id, p_from, p_into);
  -- whoever opted out in one of them may have opted in again in the other
  v_word := app.latest_opt_word(p_tenant_id, p_into);
  if v_word.effect = 'opt_in' then
    perform app.lift_opt_out(p_tenant_id, array[p_from, p_into], v_word.said_at);
  end if;
  insert into public.conversation_optouts (tenant_id, thread_id, purpose, keyword, reason, created_by, created_at)
  select o.tenant_id, p_into, o.purpose, o.keyword, o.reason, o.created_by, o.created_at
  from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_from
  on conflict do nothing;
  update public.conversation_threads t set
    unread_count = t.unread_count + v_from.unread_count,
    contact_name = case when v_from_is_named then v_from.contact_name else t.contact_name end,
    name_source = case when v_from_is_named then v_from.name_source else t.name_source end,
    opted_out = exists (
      select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_into and o.purpose = 'all'),
    assigned_to = coalesce(t.assigned_to, v_from.assigned_to),
    assigned_at = coalesce(t.assigned_at, v_from.assigned_at),
    last_inbound_at = greatest(t.last_inbound_at, v_from.last_inbound_at),
    last_reaction = case when (v_from.last_reaction ->> 'at')::timestamptz > coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity')
      then v_from.last_reaction else t.last_reaction end,
    tag_ids = array(
      select u.tag_id from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.thread_id = p_into
      order by u.created_at, u.tag_id),
    snoozed_until = case when t.snoozed_until is not null and v_from.snoozed_until is not null
      then least(t.snoozed_until, v_from.snoozed_until) end,
    snoozed_at = case when v_from.snoozed_until is not null then t.snoozed_at end,
    blocked_at = coalesce(t.blocked_at, v_from.blocked_at),
    next_scheduled_at = least(t.next_scheduled_at, v_from.next_scheduled_at),
    status = case when 'open' in (t.status, v_from.status) then 'open' else 'finished' end,
    created_at = least(t.created_at, v_from.created_at)
  where t.tenant_id = p_tenant_id and t.id = p_into;
  delete from public.conversation_threads where tenant_id = p_tenant_id and id = p_from;
  update public.conversation_threads t set unread_count = app.unread_after_answer(t)
  where t.tenant_id = p_tenant_id and t.id = p_into and t.unread_count > 0;
  v_into := app.refresh_thread_summary(p_tenant_id, p_into);
  perform app.broadcast(p_tenant_id, 'thread_merged',
    jsonb_build_object('from_id', p_from, 'into_id', p_into, 'into_key', v_into.thread_key));
  perform app.broadcast(p_tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(v_into)));
end;
$$;
revoke execute on function app.merge_threads(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.merge_threads(uuid, uuid, uuid) to service_role;
