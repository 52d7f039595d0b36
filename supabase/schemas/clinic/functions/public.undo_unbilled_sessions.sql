create function public.undo_unbilled_sessions(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session uuid;
  v_bill public.session_bills;
  v_undone integer := 0;
  v_kept integer := 0;
begin
  perform app.require_money_writer(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('unbilled:' || p_tenant_id, 0));
  for v_session in
    select u.session_id from app.unbilled_sessions u
    where u.tenant_id = p_tenant_id and u.run_id = p_id order by u.session_id for update
  loop
    perform from public.payers y
    where y.tenant_id = p_tenant_id and y.id in (
      select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = v_session)
    order by y.id for no key update;
    -- what somebody has paid stays
    if exists (
      select from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = v_session and c.paid_cents > 0) then
      v_kept := v_kept + 1;
      continue;
    end if;
    for v_bill in
      select b.* from public.session_bills b where b.tenant_id = p_tenant_id and b.session_id = v_session order by b.patient_id
    loop
      if v_bill.charge_id is not null then
        perform app.close_charge(p_tenant_id, v_bill.charge_id, 'Cobrança de sessões antigas desfeita');
        perform app.tell_money(p_tenant_id, (
          select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_bill.charge_id));
      end if;
      if v_bill.holds_unit then
        perform app.give_unit_back(v_bill);
      end if;
      delete from public.session_bills b
      where b.tenant_id = p_tenant_id and b.session_id = v_session and b.patient_id = v_bill.patient_id;
    end loop;
    update app.unbilled_sessions u set run_id = null, billed_at = null, billed_by = null
    where u.tenant_id = p_tenant_id and u.session_id = v_session;
    v_undone := v_undone + 1;
  end loop;
  return jsonb_build_object('undone', v_undone, 'kept', v_kept);
end;
$$;
comment on function public.undo_unbilled_sessions(uuid, uuid) is
  'Caller: owner, admin and operator. Takes back what one bill_unbilled_sessions charged, by reversals; sessions that somebody has paid since stay. Answers {undone, kept}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.undo_unbilled_sessions(uuid, uuid) from public, anon, authenticated;
grant execute on function public.undo_unbilled_sessions(uuid, uuid) to authenticated;
