-- A conversation that nobody has goes to whoever is next, where the clinic wants that. Groups stay out.
create function app.assign_in_turn(p_thread public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_user uuid;
begin
  if p_thread.is_group or p_thread.assigned_to is not null
    or not (select t.assigns_in_turn from public.tenants t where t.id = p_thread.tenant_id) then
    return;
  end if;
  perform app.lock_turns(p_thread.tenant_id);
  v_user := app.next_in_turn(p_thread.tenant_id);
  if v_user is null then
    return;
  end if;
  update app.assignment_turns a set last_turn_at = clock_timestamp() where a.tenant_id = p_thread.tenant_id and a.user_id = v_user;
  perform app.assign_thread(p_thread, v_user);
end;
$$;
revoke execute on function app.assign_in_turn(public.conversation_threads) from public, anon, authenticated;
