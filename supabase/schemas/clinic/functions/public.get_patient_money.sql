create function public.get_patient_money(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_today date := app.clinic_today(p_tenant_id);
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return (
    select jsonb_build_object(
      'open_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on <= v_today), 0),
      'overdue_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < v_today), 0),
      'later_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on > v_today), 0),
      'later_charges', count(*) filter (where c.due_on > v_today and c.paid_cents < c.amount_cents),
      'payers', case when v_scope is null then (
        select coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'name', coalesce(q.name, y.full_name), 'is_patient', y.patient_id = p_patient_id,
          'balance_cents', y.balance_cents, 'credit_cents', app.credit_of(p_tenant_id, y.id), 'thread_key', app.thread_of_payer(y))
          order by y.created_at), '[]')
        from public.payers y left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
        where y.tenant_id = p_tenant_id and (y.patient_id = p_patient_id or y.id in (
          select x.payer_id from public.money_charges x where x.tenant_id = p_tenant_id and x.patient_id = p_patient_id))) end)
    from public.money_charges c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.reversed_at is null and (v_scope is null or c.therapist_id = v_scope));
end;
$$;
comment on function public.get_patient_money(uuid, uuid) is
  'Caller: members; a therapist sees the own sessions, and no payers. {open_cents until today, overdue_cents, later_cents, later_charges, payers: [{id, name, is_patient, balance_cents, credit_cents, thread_key}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.get_patient_money(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_patient_money(uuid, uuid) to authenticated;
