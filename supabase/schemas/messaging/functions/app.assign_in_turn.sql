-- A conversation that nobody has goes to whoever waits longest for a turn, where the clinic wants that. Groups stay out.
create function app.assign_in_turn(p_thread public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_user uuid;
begin
  if p_thread.is_group or p_thread.assigned_to is not null
    or not exists (select from app.assignment_turns a where a.tenant_id = p_thread.tenant_id) then
    return;
  end if;
  perform app.lock_turns(p_thread.tenant_id);
  select a.user_id into v_user from app.assignment_turns a
  join public.tenant_members m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
  where a.tenant_id = p_thread.tenant_id and m.status = 'active'
  order by a.last_turn_at nulls first, a.user_id limit 1;
  if not found then
    return;
  end if;
  update app.assignment_turns a set last_turn_at = clock_timestamp() where a.tenant_id = p_thread.tenant_id and a.user_id = v_user;
  perform app.assign_thread(p_thread, v_user);
end;
$$;
revoke execute on function app.assign_in_turn(public.conversation_threads) from public, anon, authenticated;
