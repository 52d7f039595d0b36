create function public.override_session_charge(
  p_tenant_id uuid, p_session_id uuid, p_patient_id uuid, p_percent integer, p_reason text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text;
  v_before smallint;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_percent is not null then
    if p_percent not between 0 and 100 then
      raise sqlstate 'PT400' using message = 'invalid_amount', detail = '0 to 100 percent.';
    end if;
    v_reason := app.require_reason(p_reason);
  end if;
  if not exists (select from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id) then
    raise sqlstate 'PT404' using message = 'session_not_found';
  elsif not exists (
    select from public.session_bills b
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, app.payer_of(p_tenant_id, p_patient_id));
  select b.override_percent into v_before from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  update public.session_bills b set
    makeup_of = null, override_percent = p_percent, override_reason = v_reason,
    override_by = case when p_percent is not null then auth.uid() end, override_at = case when p_percent is not null then now() end
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  perform app.bill_session(p_tenant_id, p_session_id, 'plan', p_patient_id);
  perform app.audit(p_tenant_id, 'money.override', 'session', p_session_id::text, jsonb_build_object('override_percent', v_before),
    jsonb_build_object('override_percent', p_percent, 'patient_id', p_patient_id), v_reason);
  return public.get_session_money(p_tenant_id, p_session_id);
end;
$$;
comment on function public.override_session_charge(uuid, uuid, uuid, integer, text) is
  'Caller: owner, admin and operator. Charges another share than the policy says, with a reason; null goes back to the policy. Answers get_session_money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_amount, PT400 money_reason_required, PT404 session_not_found, PT404 patient_not_found.';
revoke execute on function public.override_session_charge(uuid, uuid, uuid, integer, text) from public, anon, authenticated;
grant execute on function public.override_session_charge(uuid, uuid, uuid, integer, text) to authenticated;
