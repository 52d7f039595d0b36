create function app.take_unit(p_bill public.session_bills)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  for v_id in
    select k.id from public.session_packages k
    where k.tenant_id = p_bill.tenant_id and k.patient_id = p_bill.patient_id and k.ended_at is null and k.used < k.sessions
      and p_bill.day >= k.starts_on and p_bill.day <= coalesce(k.expires_on, 'infinity')
      and coalesce(k.session_type_id, p_bill.session_type_id) = p_bill.session_type_id
      and coalesce(k.therapist_id, p_bill.therapist_id) = p_bill.therapist_id
    order by k.expires_on nulls last, k.starts_on, k.created_at, k.id
  loop
    -- who comes second reads what the first has left
    update public.session_packages k set used = k.used + 1
    where k.tenant_id = p_bill.tenant_id and k.id = v_id and k.used < k.sessions and k.ended_at is null;
    if found then
      insert into public.package_consumptions (tenant_id, package_id, session_id, patient_id, units, created_by)
      values (p_bill.tenant_id, v_id, p_bill.session_id, p_bill.patient_id, 1, auth.uid());
      return v_id;
    end if;
  end loop;
  return null;
end;
$$;
comment on function app.take_unit(public.session_bills) is
  'A unit for this session of the package that expires first; null where no package has one.';
revoke execute on function app.take_unit(public.session_bills) from public, anon, authenticated;
