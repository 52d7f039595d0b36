create function public.preview_absence(p_tenant_id uuid, p_session_id uuid, p_patient_id uuid, p_status text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_session public.sessions;
  v_bill public.session_bills;
  v_policy public.absence_policies;
  v_cents integer;
begin
  perform app.require_session_status(p_status);
  select * into v_session from public.sessions s
  where s.tenant_id = p_tenant_id and s.id = p_session_id and (v_scope is null or s.therapist_id = v_scope);
  if v_session.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  select * into v_bill from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  if v_bill.session_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_policy := app.absence_policy_of(p_tenant_id, v_session.therapist_id);
  if v_bill.status <> p_status then
    v_bill.status := p_status;
    v_bill.is_late := p_status = 'cancelled' and app.is_late_cancel(v_session, v_policy);
    v_bill.share_percent := app.absence_share(v_policy, p_status, v_bill.is_late);
    v_bill.override_percent := null;
  end if;
  v_cents := case when v_bill.plan = 'single'
    then round(coalesce(v_bill.price_cents, 0)::numeric * coalesce(v_bill.override_percent, v_bill.share_percent) / 100) else 0 end;
  return jsonb_build_object('status', p_status, 'plan', v_bill.plan, 'price_cents', v_bill.price_cents, 'share_percent',
    coalesce(v_bill.override_percent, v_bill.share_percent), 'amount_cents', v_cents, 'is_late', v_bill.is_late,
    'notice_hours', v_policy.notice_hours, 'consumes_unit',
    case when v_bill.plan = 'package' then app.is_consumed(v_bill, v_bill.package_id) end,
    'makeup_until', case when app.is_absence(p_status) and (v_cents > 0 or app.is_consumed(v_bill, v_bill.package_id)) then
      v_bill.day + v_policy.makeup_days end,
    'paid_cents', coalesce((
      select c.paid_cents from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_bill.charge_id), 0));
end;
$$;
comment on function public.preview_absence(uuid, uuid, uuid, text) is
  'Caller: members; a therapist within the own agenda. What a status would be charged by the absence policy, before anybody gives it: {status, plan, price_cents, share_percent, amount_cents, is_late, notice_hours, consumes_unit, makeup_until, paid_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_status, PT404 session_not_found, PT404 patient_not_found.';
revoke execute on function public.preview_absence(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.preview_absence(uuid, uuid, uuid, text) to authenticated;
