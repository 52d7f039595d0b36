create function public.set_patients_distinct(p_tenant_id uuid, p_one_id uuid, p_other_id uuid, p_distinct boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_low uuid := least(p_one_id, p_other_id);
  v_high uuid := greatest(p_one_id, p_other_id);
begin
  perform app.require_merger(p_tenant_id);
  if v_low = v_high then
    raise sqlstate 'PT400' using message = 'same_patient';
  end if;
  perform app.lock_patients(p_tenant_id, array[v_low, v_high]);
  if p_distinct then
    insert into public.patient_distinctions (tenant_id, low_id, high_id, created_by)
    values (p_tenant_id, v_low, v_high, auth.uid()) on conflict do nothing;
  else
    delete from public.patient_distinctions d where d.tenant_id = p_tenant_id and d.low_id = v_low and d.high_id = v_high;
  end if;
end;
$$;
comment on function public.set_patients_distinct(uuid, uuid, uuid, boolean) is
  'Caller: owner, administrators and reception. Says that two patients are not the same person, or takes it back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 same_patient, PT404 patient_not_found.';
revoke execute on function public.set_patients_distinct(uuid, uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.set_patients_distinct(uuid, uuid, uuid, boolean) to authenticated;
