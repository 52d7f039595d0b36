create function public.get_payer(p_tenant_id uuid, p_payer_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_payer public.payers;
  v_today date;
begin
  perform app.require_money_reader(p_tenant_id);
  v_today := app.clinic_today(p_tenant_id);
  select * into v_payer from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id;
  if v_payer.id is null then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return (
    select jsonb_build_object('id', v_payer.id, 'name', coalesce(v_payer.full_name, (
        select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_payer.patient_id)),
      'is_patient', v_payer.patient_id is not null, 'patient_id', v_payer.patient_id, 'phone', v_payer.phone,
      'credit_cents', app.credit_of(p_tenant_id, v_payer.id), 'thread_key', app.thread_of_payer(v_payer),
      'open_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on <= v_today), 0),
      'overdue_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < v_today), 0),
      'balance_cents', v_payer.balance_cents, 'patients', (
        select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.sort_name), '[]') from public.patients p
        where p.tenant_id = p_tenant_id and p.id in (
          select x.patient_id from public.money_charges x where x.tenant_id = p_tenant_id and x.payer_id = p_payer_id)))
    from public.money_charges c where c.tenant_id = p_tenant_id and c.payer_id = p_payer_id and c.reversed_at is null);
end;
$$;
comment on function public.get_payer(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. Who pays: {id, name, is_patient, patient_id, phone, credit_cents, thread_key, open_cents until today, overdue_cents, balance_cents, patients: [{id, name}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found.';
revoke execute on function public.get_payer(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_payer(uuid, uuid) to authenticated;
