create function public.get_session_money(p_tenant_id uuid, p_session_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_therapist uuid;
  v_once boolean;
begin
  select s.therapist_id, coalesce(s.charges_once, t.charges_once) into v_therapist, v_once
  from public.sessions s join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  where s.tenant_id = p_tenant_id and s.id = p_session_id and (v_scope is null or s.therapist_id = v_scope);
  if v_therapist is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return jsonb_build_object('session_id', p_session_id, 'charges_once', v_once, 'patients', coalesce((
    select jsonb_agg(jsonb_build_object(
      'patient_id', b.patient_id, 'name', p.name, 'status', b.status, 'price_cents', b.price_cents, 'price_source', b.price_source,
      'plan', b.plan, 'share_percent', coalesce(b.override_percent, b.share_percent), 'is_late', b.is_late,
      'override', case when b.override_at is not null then jsonb_build_object(
        'percent', b.override_percent, 'reason', b.override_reason, 'by_name', f.full_name, 'at', b.override_at) end,
      'package', case when k.id is not null then jsonb_build_object(
        'id', k.id, 'sessions', k.sessions, 'used', k.used, 'expires_on', k.expires_on, 'holds_unit', b.holds_unit) end,
      'monthly_fee_id', b.monthly_fee_id, 'makeup_of', b.makeup_of, 'makeups', app.makeups_of(b), 'makeup_until',
      case when app.is_absence(b.status) and (b.charge_id is not null or b.holds_unit) then
        b.day + (app.absence_policy_of(p_tenant_id, b.therapist_id)).makeup_days end,
      'charge', to_jsonb(c)) order by sp.position, p.sort_name)
    from public.session_bills b
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = b.session_id and sp.patient_id = b.patient_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = b.patient_id
    left join public.profiles f on f.id = b.override_by
    left join public.session_packages k on k.tenant_id = p_tenant_id and k.id = b.package_id
    left join lateral app.charge_rows(p_tenant_id, array[b.charge_id]) c on true
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id), '[]'));
end;
$$;
comment on function public.get_session_money(uuid, uuid) is
  'Caller: members; a therapist within the own agenda. {session_id, charges_once, patients: [{patient_id, name, status, price_cents, price_source, plan, share_percent, is_late, override, package, monthly_fee_id, makeup_of, makeups: [{session_id, day}] it could make up for, makeup_until, charge}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_not_found.';
revoke execute on function public.get_session_money(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_session_money(uuid, uuid) to authenticated;
