create function public.list_assignment_turns(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'is_on', (select t.assigns_in_turn from public.tenants t where t.id = p_tenant_id),
    'next_user_id', app.next_in_turn(p_tenant_id),
    'people', coalesce((
      select jsonb_agg(jsonb_build_object('user_id', a.user_id, 'is_paused', a.is_paused, 'is_active', m.status = 'active',
        'last_turn_at', a.last_turn_at) order by a.position, a.user_id)
      from app.assignment_turns a
      join public.tenant_members m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
      where a.tenant_id = p_tenant_id), '[]'));
end;
$$;
comment on function public.list_assignment_turns(uuid) is
  'Caller: members. Who takes new conversations in turn: {is_on, next_user_id, people: [{user_id, is_paused, is_active, last_turn_at}]} in their order. next_user_id is whoever would get one now, also while it is off; NULL when nobody could. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_assignment_turns(uuid) from public, anon, authenticated;
grant execute on function public.list_assignment_turns(uuid) to authenticated;
