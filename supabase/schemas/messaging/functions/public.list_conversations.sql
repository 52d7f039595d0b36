create function public.list_conversations(
  p_tenant_id uuid, p_filter text default 'all', p_status text default 'open', p_search text default null,
  p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 40, p_where jsonb default '{}'
)
returns setof public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 40), 1), 100);
  v_where jsonb := coalesce(p_where, '{}');
  v_filter text := coalesce(p_filter, 'all');
  -- a column of the board says which, and pins are of both kinds
  v_status text := case
    when v_where ->> 'column' is not null then case v_where ->> 'column' when 'finished' then 'finished' else 'open' end
    when v_filter in ('pinned', 'blocked') then null
    else p_status end;
  v_oldest_first boolean := v_filter = 'waiting' and app.search_condition(p_search) is null;
begin
  perform app.require_member(p_tenant_id);
  return query execute
    'select t.* from public.conversation_threads t where t.tenant_id = $1 and '
    || case when v_status is null then 'true' else format('t.status = %L', v_status) end
    || ' and ' || app.list_condition(p_tenant_id, v_filter, p_search, v_where)
    -- who waits longest comes first; a search finds them newest first, as everywhere
    || case when v_oldest_first then ' and (t.waiting_since, t.id) > ($2, $3) order by t.waiting_since, t.id limit $4'
      else ' and (t.last_message_at, t.id) < ($2, $3) order by t.last_message_at desc, t.id desc limit $4' end
    using p_tenant_id, coalesce(p_before_at, case when v_oldest_first then '-infinity'::timestamptz else 'infinity' end),
      coalesce(p_before_id, case when v_oldest_first then '00000000-0000-0000-0000-000000000000'::uuid
        else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end), v_limit;
end;
$$;
comment on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer, jsonb) is
  'Caller: members. Newest first; pass the last row''s last_message_at and id for the next page. p_filter all|unread|mine|unassigned|waiting|snoozed|blocked|pinned; what sleeps or is blocked is in its own list and in searches only. Without a search, waiting is longest first and pages by waiting_since. p_status open|finished, p_limit up to 100. p_where narrows it: {column: of the board, assignee, tags_all, tags_any, tags_none, since, until}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer, jsonb) to authenticated;
