create function public.answer_waiting_offer(p_tenant_id uuid, p_id uuid, p_yes boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_waiting_therapist(p_tenant_id, s.therapist_id)
  from public.waiting_list_offers o join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where o.tenant_id = p_tenant_id and o.id = p_id;
  return app.answer_waiting_offer(p_tenant_id, p_id, coalesce(p_yes, false));
end;
$$;
comment on function public.answer_waiting_offer(uuid, uuid, boolean) is
  'Caller: members; a therapist in the own agenda. What the person of an offer said to the desk; answers as app.answer_waiting_offer: {state, session_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_offer_not_found.';
revoke execute on function public.answer_waiting_offer(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.answer_waiting_offer(uuid, uuid, boolean) to authenticated;
