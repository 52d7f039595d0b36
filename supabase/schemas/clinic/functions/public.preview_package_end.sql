create function public.preview_package_end(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.session_packages;
  v_later integer;
  v_used integer;
  v_cents integer;
  v_paid integer;
begin
  perform app.require_money_reader(p_tenant_id);
  select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_package_not_found';
  end if;
  select count(*) into v_later from public.session_bills b
  where b.tenant_id = p_tenant_id and b.package_id = p_id and b.holds_unit and b.day >= app.clinic_today(p_tenant_id)
    and b.status in ('scheduled', 'confirmed');
  v_used := v_row.used - v_later;
  v_cents := case when v_used < v_row.sessions then round(v_row.price_cents::numeric * v_used / v_row.sessions) else v_row.price_cents end;
  select coalesce(max(c.paid_cents), 0) into v_paid from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = v_row.charge_id and c.reversed_at is null;
  return jsonb_build_object('used', v_used, 'unused', v_row.sessions - v_used, 'later_sessions', v_later, 'charged_cents', v_cents,
    'paid_cents', v_paid, 'credit_cents', greatest(v_paid - v_cents, 0), 'open_cents', greatest(v_cents - v_paid, 0));
end;
$$;
comment on function public.preview_package_end(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. What ending a package would do: {used, unused, later_sessions: sessions to come that would be charged by themselves, charged_cents for what was used, paid_cents, credit_cents, open_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_package_not_found.';
revoke execute on function public.preview_package_end(uuid, uuid) from public, anon, authenticated;
grant execute on function public.preview_package_end(uuid, uuid) to authenticated;
