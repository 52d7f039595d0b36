create function public.list_assignment_turns(p_tenant_id uuid)
returns table (user_id uuid, last_turn_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select a.user_id, a.last_turn_at from app.assignment_turns a
    where a.tenant_id = p_tenant_id order by a.last_turn_at nulls first, a.user_id;
end;
$$;
comment on function public.list_assignment_turns(uuid) is
  'Caller: members. Who takes new conversations in turn, the next one first; empty when nobody does. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_assignment_turns(uuid) from public, anon, authenticated;
grant execute on function public.list_assignment_turns(uuid) to authenticated;
