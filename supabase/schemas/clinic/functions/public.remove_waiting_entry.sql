create function public.remove_waiting_entry(p_tenant_id uuid, p_id uuid, p_removed boolean default true)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.waiting_list;
  v_slot uuid;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.waiting_list w where w.tenant_id = p_tenant_id and w.id = p_id for no key update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'waiting_entry_not_found';
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_row.therapist_id);
  if v_row.status = (case when p_removed then 'waiting' else 'removed' end) then
    update public.waiting_list w set status = case when p_removed then 'removed' else 'waiting' end,
      ended_at = case when p_removed then now() end
    where w.tenant_id = p_tenant_id and w.id = p_id;
    for v_slot in
      select o.slot_id from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.entry_id = p_id and o.state in ('queued', 'open') order by o.slot_id
    loop
      perform app.wake_waiting_slot(p_tenant_id, v_slot);
    end loop;
    perform app.tell_waiting(p_tenant_id);
  end if;
  return app.waiting_entry_rows(p_tenant_id, array[p_id]) -> 0;
end;
$$;
comment on function public.remove_waiting_entry(uuid, uuid, boolean) is
  'Caller: members; a therapist of the own agenda. Takes somebody off the waiting list, or with p_removed false back onto it, where they were. What was offered to them goes on to the next. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_entry_not_found.';
revoke execute on function public.remove_waiting_entry(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.remove_waiting_entry(uuid, uuid, boolean) to authenticated;
