create function public.set_assignment_turns(p_tenant_id uuid, p_user_ids uuid[])
returns uuid[]
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[] := array(select distinct u from unnest(p_user_ids) u where u is not null);
begin
  perform app.require_admin(p_tenant_id);
  if exists (
    select from unnest(v_ids) v where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v and m.status = 'active')
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  perform app.lock_turns(p_tenant_id);
  delete from app.assignment_turns a where a.tenant_id = p_tenant_id and a.user_id <> all (v_ids);
  insert into app.assignment_turns (tenant_id, user_id) select p_tenant_id, v from unnest(v_ids) v on conflict do nothing;
  return v_ids;
end;
$$;
comment on function public.set_assignment_turns(uuid, uuid[]) is
  'Caller: owner or admin. New conversations go to these colleagues in turn; nobody switches it off. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assignee_not_a_member.';
revoke execute on function public.set_assignment_turns(uuid, uuid[]) from public, anon, authenticated;
grant execute on function public.set_assignment_turns(uuid, uuid[]) to authenticated;
