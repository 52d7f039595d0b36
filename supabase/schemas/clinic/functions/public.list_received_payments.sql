create function public.list_received_payments(p_tenant_id uuid, p_where jsonb default '{}', p_after jsonb default null, p_limit integer default 50)
returns table (
  id uuid, number bigint, paid_on date, amount_cents integer, refunded_cents integer, is_reversed boolean, method text, payer_id uuid,
  payer_name text, payer_document text, patients text, therapists text, thread_key text, receipts jsonb, invoices jsonb, may_invoice boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, false);
  v_from date := app.typed_date(p_where ->> 'from');
  v_to date := app.typed_date(p_where ->> 'to');
  v_payer uuid := app.typed_id(p_where ->> 'payer_id');
  v_payment uuid := app.typed_id(p_where ->> 'payment_id');
  v_invoices boolean := coalesce((select s.issues_invoices from public.fiscal_settings s where s.tenant_id = p_tenant_id), false);
  v_ids uuid[];
begin
  v_ids := array(
    select e.id from public.money_entries e
    where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on between coalesce(v_from, '-infinity') and coalesce(v_to, 'infinity')
      and (v_payer is null or e.payer_id = v_payer) and (v_payment is null or e.id = v_payment)
      and (e.occurred_on, e.number) < (coalesce(app.typed_date(p_after ->> 'paid_on'), 'infinity'), coalesce((p_after ->> 'number')::bigint, 0))
      and (v_scope is null or exists (
        select from public.money_allocations a join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id
        where a.tenant_id = p_tenant_id and a.payment_id = e.id and c.therapist_id = v_scope)
        or exists (select from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = e.id and r.therapist_id = v_scope))
    order by e.occurred_on desc, e.number desc limit least(greatest(coalesce(p_limit, 50), 1), 200));
  return query
    select e.id, e.number, e.occurred_on, case when v_scope is null then m.amount_cents else coalesce(x.cents, 0) end,
      m.refunded_cents, m.reversed_at is not null, e.method, e.payer_id,
      coalesce(q.name, y.full_name), coalesce(q.cpf, y.cpf), x.patients, x.therapists,
      case when v_scope is null then app.thread_of_payer(y) end,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'year', r.year, 'number', r.number, 'amount_cents', r.amount_cents,
          'is_cancelled', r.cancelled_at is not null) order by r.year, r.number)
        from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = e.id and (v_scope is null or r.therapist_id = v_scope)), '[]'),
      case when v_scope is null then coalesce((
        select jsonb_agg(jsonb_build_object('id', i.id, 'state', i.state, 'number', i.number, 'error', i.error, 'xml_url', i.xml_url,
          'pdf_url', i.pdf_url, 'amount_cents', i.amount_cents, 'is_cancelling', i.cancel_asked_at is not null and i.state <> 'cancelled') order by i.created_at)
        from public.service_invoices i where i.tenant_id = p_tenant_id and i.payment_id = e.id), '[]') else '[]'::jsonb end,
      v_invoices and v_scope is null and m.reversed_at is null and coalesce(x.has_company, false)
        and app.invoiceable_cents(p_tenant_id, e.id) > 0
    from unnest(v_ids) with ordinality o (id, place)
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = o.id
    join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = e.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    left join (
      select z.payment_id, sum(z.cents)::int as cents, string_agg(distinct p.name, ', ') as patients, string_agg(distinct h.name, ', ') as therapists,
        bool_or(f.receives_as is distinct from 'pf') as has_company
      from app.payment_parts(p_tenant_id, v_ids) z
      join public.patients p on p.tenant_id = p_tenant_id and p.id = z.patient_id
      left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = z.therapist_id
      left join public.therapist_fiscal f on f.tenant_id = p_tenant_id and f.user_id = z.therapist_id
      where v_scope is null or z.therapist_id = v_scope
      group by z.payment_id) x on x.payment_id = e.id
    order by o.place;
end;
$$;
comment on function public.list_received_payments(uuid, jsonb, jsonb, integer) is
  'Caller: members; a therapist sees what was paid for the own sessions. Payments, the newest first, with their receipts and invoices. p_where {from, to, payer_id, payment_id}; p_after {paid_on, number} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';
revoke execute on function public.list_received_payments(uuid, jsonb, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_received_payments(uuid, jsonb, jsonb, integer) to authenticated;
