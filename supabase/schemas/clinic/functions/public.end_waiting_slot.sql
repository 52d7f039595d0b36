create function public.end_waiting_slot(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slot public.waiting_slots;
begin
  perform app.require_member(p_tenant_id);
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_slot_not_found';
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_slot.therapist_id);
  if v_slot.status = 'open' then
    perform app.close_waiting_slot(p_tenant_id, p_id, 'ended', 'withdrawn');
  end if;
end;
$$;
comment on function public.end_waiting_slot(uuid, uuid) is
  'Caller: members; a therapist in the own agenda. The time is offered no more, and offers without an answer are taken back. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_slot_not_found.';
revoke execute on function public.end_waiting_slot(uuid, uuid) from public, anon, authenticated;
grant execute on function public.end_waiting_slot(uuid, uuid) to authenticated;
