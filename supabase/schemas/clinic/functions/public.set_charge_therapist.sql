create function public.set_charge_therapist(p_tenant_id uuid, p_charge_id uuid, p_therapist_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_charge public.money_charges;
begin
  perform app.require_payout_keeper(p_tenant_id);
  if p_therapist_id is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  -- a session's money goes with the session
  select * into v_charge from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.origin <> 'session' and c.reversed_at is null;
  if v_charge.id is null then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_charge.payer_id);
  update public.money_charges c set therapist_id = p_therapist_id
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.therapist_id is distinct from p_therapist_id;
  perform app.tell_money(p_tenant_id, v_charge.payer_id);
end;
$$;
comment on function public.set_charge_therapist(uuid, uuid, uuid) is
  'Caller: owner and admin. Whose a package, monthly fee or adjustment is, null: nobody''s; what is paid of it moves from one payout to the other. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT404 session_charge_not_found.';
revoke execute on function public.set_charge_therapist(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.set_charge_therapist(uuid, uuid, uuid) to authenticated;
