create function public.get_payer_year(p_tenant_id uuid, p_payer_id uuid, p_year integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  perform app.require_money_reader(p_tenant_id);
  if not exists (select from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id) then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  if p_year is null or p_year not between 2000 and 2200 then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  v_ids := array(select e.id from public.money_entries e where e.tenant_id = p_tenant_id and e.payer_id = p_payer_id and e.kind = 'payment'
    and e.occurred_on between make_date(p_year, 1, 1) and make_date(p_year, 12, 31));
  return (
    select jsonb_build_object('year', p_year, 'payer', app.fiscal_payer(p_tenant_id, p_payer_id) - 'patient_id',
      'clinic', app.fiscal_provider(p_tenant_id, null), 'total_cents', coalesce(sum(x.cents), 0),
      'payments', coalesce(jsonb_agg(jsonb_build_object('paid_on', e.occurred_on, 'amount_cents', x.cents, 'method', e.method,
        'patient_id', x.patient_id, 'patient_name', p.full_name, 'patient_document', p.cpf, 'provider', app.fiscal_provider(p_tenant_id, x.therapist_id),
        'receipts', (select string_agg(r.number || '/' || r.year, ', ' order by r.year, r.number) from public.receipts r
          where r.tenant_id = p_tenant_id and r.payment_id = e.id and r.patient_id = x.patient_id
            and r.therapist_id is not distinct from x.therapist_id and r.cancelled_at is null))
        order by p.full_name, x.patient_id, e.occurred_on, e.number), '[]'))
    from app.payment_parts(p_tenant_id, v_ids) x
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = x.payment_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = x.patient_id);
end;
$$;
comment on function public.get_payer_year(uuid, uuid, integer) is
  'Caller: owner, admin, supervisor and operator. All that somebody paid in a year and that did not go back, by patient and day: {year, payer {name, document}, clinic, total_cents, payments [{paid_on, amount_cents, method, patient_id, patient_name, patient_document, provider, receipts}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found, PT400 invalid_date.';
revoke execute on function public.get_payer_year(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.get_payer_year(uuid, uuid, integer) to authenticated;
