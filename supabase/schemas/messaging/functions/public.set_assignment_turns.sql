create function public.set_assignment_turns(p_tenant_id uuid, p_is_on boolean, p_user_ids uuid[], p_paused_ids uuid[] default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_is_on boolean := coalesce(p_is_on, false);
begin
  perform app.require_leader(p_tenant_id);
  -- somebody who was switched off may stay in the order, and is passed over
  if exists (
    select from unnest(p_user_ids) v where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v and (m.status = 'active'
        or exists (select from app.assignment_turns a where a.tenant_id = p_tenant_id and a.user_id = v)))
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  if v_is_on and coalesce(cardinality(p_user_ids), 0) = 0 then
    raise sqlstate 'PT400' using message = 'turns_without_people', hint = 'Choose who takes part, or switch it off.';
  end if;
  perform app.lock_turns(p_tenant_id);
  update public.tenants t set assigns_in_turn = v_is_on where t.id = p_tenant_id and t.assigns_in_turn <> v_is_on;
  delete from app.assignment_turns a where a.tenant_id = p_tenant_id and a.user_id <> all (coalesce(p_user_ids, '{}'));
  insert into app.assignment_turns as a (tenant_id, user_id, position, is_paused)
  select p_tenant_id, v.user_id, min(v.n), v.user_id = any (coalesce(p_paused_ids, '{}'))
  from unnest(p_user_ids) with ordinality v (user_id, n) group by v.user_id
  on conflict (tenant_id, user_id) do update set position = excluded.position, is_paused = excluded.is_paused;
  perform app.broadcast(p_tenant_id, 'assignment_turns', '{}');
  return public.list_assignment_turns(p_tenant_id);
end;
$$;
comment on function public.set_assignment_turns(uuid, boolean, uuid[], uuid[]) is
  'Caller: owner, admin or supervisor. New conversations go to p_user_ids in this order, one after the other; p_paused_ids of them are passed over for now. Off keeps who takes part. Answers as list_assignment_turns. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assignee_not_a_member, PT400 turns_without_people.';
revoke execute on function public.set_assignment_turns(uuid, boolean, uuid[], uuid[]) from public, anon, authenticated;
grant execute on function public.set_assignment_turns(uuid, boolean, uuid[], uuid[]) to authenticated;
