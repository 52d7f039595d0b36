create function app.receita_saude_parts(p_tenant_id uuid, p_therapist_id uuid, p_from date, p_to date)
returns table (
  payment_id uuid, patient_id uuid, payer_id uuid, number bigint, paid_on date, cents integer, exported_cents integer, exported_at timestamptz,
  payer jsonb, patient_name text, patient_document text, problem text
)
language sql
stable
set search_path = ''
as $$
  with parts as materialized (
    select x.payment_id, x.patient_id, x.cents from app.payment_parts(p_tenant_id, array(
      select e.id from public.money_entries e
      where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on between p_from and p_to)) x
    where x.therapist_id = p_therapist_id
  ), exported as materialized (
    select r.payment_id, r.patient_id, sum(r.amount_cents) filter (where not r.is_again)::int as cents, max(x.created_at) as at
    from public.receita_saude_exports x
    join public.receita_saude_rows r on r.tenant_id = p_tenant_id and r.export_id = x.id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = r.payment_id and e.occurred_on between p_from and p_to
    where x.tenant_id = p_tenant_id and x.therapist_id = p_therapist_id
    group by r.payment_id, r.patient_id
  )
  select e.id, p.id, e.payer_id, e.number, e.occurred_on, coalesce(x.cents, 0), coalesce(o.cents, 0), o.at, f.payer, p.full_name, p.cpf,
    case when char_length(f.payer ->> 'document') = 14 then 'payer_is_company' when f.payer ->> 'document' is null then 'payer_document' end
  from parts x
  full join exported o on o.payment_id = x.payment_id and o.patient_id = x.patient_id
  join public.money_entries e on e.tenant_id = p_tenant_id and e.id = coalesce(x.payment_id, o.payment_id)
  join public.patients p on p.tenant_id = p_tenant_id and p.id = coalesce(x.patient_id, o.patient_id)
  cross join lateral (select app.fiscal_payer(p_tenant_id, e.payer_id) as payer) f;
$$;
comment on function app.receita_saude_parts(uuid, uuid, date, date) is
  'What a therapist was paid in a period, one row a payment and patient, beside what was exported of it. problem: payer_document keeps a row from being exported, payer_is_company says that it does not belong there.';
revoke execute on function app.receita_saude_parts(uuid, uuid, date, date) from public, anon, authenticated;
