create function public.withdraw_waiting_offer(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slot public.waiting_slots;
begin
  perform app.require_member(p_tenant_id);
  select s.* into v_slot from public.waiting_list_offers o
  join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where o.tenant_id = p_tenant_id and o.id = p_id for update of s;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_offer_not_found';
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_slot.therapist_id);
  update public.waiting_list_offers o set state = 'withdrawn'
  where o.tenant_id = p_tenant_id and o.id = p_id and o.state in ('queued', 'open');
  if found then
    perform app.wake_waiting_slot(p_tenant_id, v_slot.id);
    perform app.tell_waiting(p_tenant_id);
  end if;
end;
$$;
comment on function public.withdraw_waiting_offer(uuid, uuid) is
  'Caller: members; a therapist in the own agenda. Takes an offer back that nobody answered; its link says so. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_offer_not_found.';
revoke execute on function public.withdraw_waiting_offer(uuid, uuid) from public, anon, authenticated;
grant execute on function public.withdraw_waiting_offer(uuid, uuid) to authenticated;
