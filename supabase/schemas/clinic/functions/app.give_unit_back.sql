create function app.give_unit_back(p_bill public.session_bills)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.session_packages k set used = k.used - 1 where k.tenant_id = p_bill.tenant_id and k.id = p_bill.package_id;
  insert into public.package_consumptions (tenant_id, package_id, session_id, patient_id, units, created_by)
  values (p_bill.tenant_id, p_bill.package_id, p_bill.session_id, p_bill.patient_id, -1, auth.uid());
end;
$$;
comment on function app.give_unit_back(public.session_bills) is 'The unit that a session holds goes back to its package.';
revoke execute on function app.give_unit_back(public.session_bills) from public, anon, authenticated;
