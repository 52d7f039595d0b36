-- Whose turn a new conversation is: the first after the one who got the last, around the end, who is there and not paused.
create function app.next_in_turn(p_tenant_id uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select a.user_id from app.assignment_turns a
  join public.tenant_members m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
  where a.tenant_id = p_tenant_id and m.status = 'active' and not a.is_paused
  order by a.position > coalesce((
    select l.position from app.assignment_turns l where l.tenant_id = p_tenant_id and l.last_turn_at is not null
    order by l.last_turn_at desc limit 1), -1) desc, a.position, a.user_id
  limit 1;
$$;
revoke execute on function app.next_in_turn(uuid) from public, anon, authenticated;
