create function app.payout_lines(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns table (
  id uuid, number bigint, kind text, counts_on date, amount_cents integer, paid_cents integer, percent numeric, fixed_cents integer, units integer,
  is_late boolean, charge_id uuid, payment_id uuid, origin text, charge_cents integer, due_on date, session_id uuid, starts_local text,
  type_name text, patient_id uuid, patient_name text, payer_name text, method text, note text, by_name text, created_at timestamptz
)
language sql
stable
set search_path = ''
as $$
  select e.id, e.number, e.kind, e.counts_on, e.amount_cents, e.paid_cents, e.percent, e.fixed_cents, e.units::int,
    e.month > date_trunc('month', e.counts_on), e.charge_id, e.payment_id, c.origin, c.amount_cents, c.due_on, c.session_id,
    app.local_text(s.starts_at, z.zone), t.name, c.patient_id, p.name, coalesce(q.name, y.full_name), m.method, e.note,
    case when e.kind = 'adjustment' then f.full_name end, e.created_at
  from (select app.clinic_zone(p_tenant_id) as zone) z
  join public.payout_entries e on e.tenant_id = p_tenant_id and e.therapist_id = p_therapist_id and e.month = p_month
  left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = e.charge_id
  left join public.money_entries m on m.tenant_id = p_tenant_id and m.id = e.payment_id
  left join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
  left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
  left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  left join public.profiles f on f.id = e.created_by
  order by e.number;
$$;
comment on function app.payout_lines(uuid, uuid, date) is 'A month''s lines as screens show them, in the order in which they came.';
revoke execute on function app.payout_lines(uuid, uuid, date) from public, anon, authenticated;
