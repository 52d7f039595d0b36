create function public.list_conversations(
  p_tenant_id uuid, p_filter text default 'all', p_status text default 'open', p_search text default null,
  p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 40
)
returns setof public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 40), 1), 100);
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_is_search boolean := app.search_condition(p_search) is not null;
begin
  perform app.require_member(p_tenant_id);
  if not v_is_search and p_filter = 'all' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      order by t.last_message_at desc, t.id desc limit v_limit;
    return;
  end if;
  -- who waits longest comes first; a search finds them newest first, as everywhere
  if not v_is_search and p_filter = 'waiting' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and t.waiting_since is not null
        and (t.waiting_since, t.id) > (coalesce(p_before_at, '-infinity'), coalesce(p_before_id, '00000000-0000-0000-0000-000000000000'))
      order by t.waiting_since, t.id limit v_limit;
    return;
  end if;
  return query
    select t.* from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      and (p_filter <> 'unread' or t.unread_count > 0)
      and (p_filter <> 'waiting' or t.waiting_since is not null)
      and (p_filter <> 'mine' or t.assigned_to = (select auth.uid()))
      and (p_filter <> 'unassigned' or t.assigned_to is null)
      and (not v_is_search or t.id in (select f.id from app.find_conversations(p_tenant_id, p_search) f (id)))
    order by t.last_message_at desc, t.id desc limit v_limit;
end;
$$;
comment on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) is
  'Caller: members. Newest first; pass the last row''s last_message_at and id for the next page. p_filter all|unread|mine|unassigned|waiting; without a search, waiting is longest first and pages by waiting_since, p_status open|finished, p_limit up to 100. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) to authenticated;
