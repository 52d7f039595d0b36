create function app.makeups_of(p_bill public.session_bills)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('session_id', b.session_id, 'day', b.day) order by b.day), '[]')
  from public.session_bills b
  where b.tenant_id = p_bill.tenant_id and b.patient_id = p_bill.patient_id and b.session_id <> p_bill.session_id and b.day <= p_bill.day
    and app.is_absence(b.status) and not app.is_absence(p_bill.status) and (b.charge_id is not null or b.holds_unit)
    and p_bill.day <= b.day + (app.absence_policy_of(b.tenant_id, b.therapist_id)).makeup_days
    and not exists (
      select from public.session_bills m where m.tenant_id = b.tenant_id and m.makeup_of = b.session_id and m.patient_id = b.patient_id);
$$;
comment on function app.makeups_of(public.session_bills) is
  'Missed sessions that were charged, or took a unit, and that this one could make up for: [{session_id, day}].';
revoke execute on function app.makeups_of(public.session_bills) from public, anon, authenticated;
