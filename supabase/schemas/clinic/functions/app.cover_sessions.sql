create function app.cover_sessions(p_tenant_id uuid, p_patient_id uuid, p_from date)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  for v_id in
    select b.session_id from public.session_bills b
    where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.day >= p_from and not app.is_absence(b.status) and not b.holds_unit
    order by b.day, b.session_id
  loop
    perform app.bill_session(p_tenant_id, v_id, 'plan', p_patient_id);
  end loop;
end;
$$;
comment on function app.cover_sessions(uuid, uuid, date) is
  'What covers a patient''s sessions from a day on is looked up anew; what is paid by itself stays so.';
revoke execute on function app.cover_sessions(uuid, uuid, date) from public, anon, authenticated;
