create function app.payment_parts(p_tenant_id uuid, p_payment_ids uuid[])
returns table (payment_id uuid, patient_id uuid, therapist_id uuid, cents integer)
language sql
stable
set search_path = ''
as $$
  with shares as materialized (
    select a.payment_id, c.patient_id, coalesce(c.therapist_id, app.usual_therapist(p_tenant_id, c.patient_id)) as therapist_id,
      a.amount_cents as cents
    from public.money_allocations a
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id
    where a.tenant_id = p_tenant_id and a.payment_id = any (p_payment_ids)
    union all
    -- paid in advance: for the patient whom it was received for, or the payer
    select m.id, o.patient_id, app.usual_therapist(p_tenant_id, o.patient_id), m.free_cents
    from public.money_payments m
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = m.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = m.payer_id
    cross join lateral (select coalesce(e.patient_id, y.patient_id) as patient_id) o
    where m.tenant_id = p_tenant_id and m.id = any (p_payment_ids) and m.free_cents > 0 and o.patient_id is not null)
  select s.payment_id, s.patient_id, s.therapist_id, sum(s.cents)::int
  from shares s
  join public.money_entries e on e.tenant_id = p_tenant_id and e.id = s.payment_id and e.kind = 'payment'
  group by s.payment_id, s.patient_id, s.therapist_id having sum(s.cents) > 0;
$$;
comment on function app.payment_parts(uuid, uuid[]) is
  'What payments were for: patient, therapist and cents. What was taken back is in none; what is still free is for the patient it was received for.';
revoke execute on function app.payment_parts(uuid, uuid[]) from public, anon, authenticated;
