create function public.set_session_makeup(p_tenant_id uuid, p_session_id uuid, p_patient_id uuid, p_missed_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_bill public.session_bills;
  v_missed public.session_bills;
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_session(p_tenant_id, p_session_id);
  perform app.lock_payer(p_tenant_id, app.payer_of(p_tenant_id, p_patient_id));
  select * into v_bill from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  if v_bill.session_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select b.* into v_missed from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_missed_id and b.patient_id = p_patient_id;
  if p_missed_id is not null and (v_missed.session_id is null or v_bill.override_percent is not null and v_bill.makeup_of is null
    or p_missed_id is distinct from v_bill.makeup_of
      and not app.makeups_of(v_bill) @> jsonb_build_array(jsonb_build_object('session_id', p_missed_id))) then
    raise sqlstate 'PT409' using message = 'makeup_not_possible';
  end if;
  if p_missed_id is not null or v_bill.makeup_of is not null then
    update public.session_bills b set
      makeup_of = p_missed_id, override_percent = case when p_missed_id is not null then 0 end,
      override_reason = case when p_missed_id is not null then 'Reposição de ' || to_char(v_missed.day, 'DD/MM/YYYY') end,
      override_by = case when p_missed_id is not null then auth.uid() end, override_at = case when p_missed_id is not null then now() end
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
    perform app.bill_session(p_tenant_id, p_session_id, 'plan', p_patient_id);
  end if;
  return public.get_session_money(p_tenant_id, p_session_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'makeup_not_possible';
end;
$$;
comment on function public.set_session_makeup(uuid, uuid, uuid, uuid) is
  'Caller: owner, admin and operator. A session makes up for one that was missed and charged, within the days of the absence policy, and costs nothing more; null: no longer. Answers get_session_money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found, PT409 makeup_not_possible.';
revoke execute on function public.set_session_makeup(uuid, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.set_session_makeup(uuid, uuid, uuid, uuid) to authenticated;
