create function app.is_consumed(p_bill public.session_bills, p_package_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select case
    when p_bill.override_percent is not null then p_bill.override_percent > 0
    when p_bill.status = 'missed' then k.missed_consumes
    when p_bill.status = 'excused' then k.excused_consumes
    when p_bill.status = 'cancelled' then p_bill.is_late and k.late_cancel_consumes
    else true end
  from public.session_packages k
  where k.tenant_id = p_bill.tenant_id and k.id = p_package_id;
$$;
comment on function app.is_consumed(public.session_bills, uuid) is
  'Whether what became of a session consumes its unit of the package.';
revoke execute on function app.is_consumed(public.session_bills, uuid) from public, anon, authenticated;
