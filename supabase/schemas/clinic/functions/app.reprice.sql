create function app.reprice(p_tenant_id uuid, p_patient_id uuid, p_therapist_id uuid, p_session_type_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_one record;
begin
  for v_one in
    select b.session_id, b.patient_id from public.session_bills b
    left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = b.charge_id
    where b.tenant_id = p_tenant_id and b.day >= app.clinic_today(p_tenant_id) and b.price_source <> 'session'
      and coalesce(c.paid_cents, 0) = 0 and (p_patient_id is null or b.patient_id = p_patient_id)
      and (p_therapist_id is null or b.therapist_id = p_therapist_id)
      and (p_session_type_id is null or b.session_type_id = p_session_type_id)
    order by b.patient_id, b.day, b.session_id
  loop
    perform app.bill_session(p_tenant_id, v_one.session_id, 'price', v_one.patient_id);
  end loop;
end;
$$;
comment on function app.reprice(uuid, uuid, uuid, uuid) is
  'A price has changed: sessions from today on that nobody has paid take it, unless somebody typed another into the session.';
revoke execute on function app.reprice(uuid, uuid, uuid, uuid) from public, anon, authenticated;
