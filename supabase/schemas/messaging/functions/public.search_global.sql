create function public.search_global(
  p_tenant_id uuid, p_search text, p_kinds text[] default null, p_limit integer default 20
)
returns table (kind text, id uuid, title text, distance integer, thread_key text, phone text, message_id uuid, body text, occurred_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
begin
  perform app.require_member(p_tenant_id);
  return query
    select e.kind, e.record_id, e.title, e.distance, t.thread_key, t.phone, null::uuid, t.last_message_preview, t.last_message_at
    from app.find_entries(p_tenant_id, p_search, p_kinds, v_limit) with ordinality e (kind, record_id, title, distance, place)
    left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
    order by e.place;
  if p_kinds is null or 'message' = any (p_kinds) then
    return query
      select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at
      from public.search_messages(p_tenant_id, p_search, p_limit => v_limit) m;
  end if;
end;
$$;
comment on function public.search_global(uuid, text, text[], integer) is
  'Caller: members. What a clinic has under a name, number, e-mail or words of a message, best first: kinds of app.search_kinds, then message (id is its conversation). distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 words of a message. p_limit up to 50 people and things, and as many messages. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.search_global(uuid, text, text[], integer) from public, anon, authenticated;
grant execute on function public.search_global(uuid, text, text[], integer) to authenticated;
