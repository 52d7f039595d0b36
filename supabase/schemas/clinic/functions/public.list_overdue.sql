create function public.list_overdue(p_tenant_id uuid, p_after jsonb default null, p_limit integer default 50)
returns table (
  payer_id uuid, payer_name text, patients text[], charges integer, overdue_cents bigint, oldest_due_on date, patient_id uuid, phone text,
  thread_key text, days integer, last_reminded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_today date := app.clinic_today(p_tenant_id);
begin
  return query
    select o.payer_id, coalesce(q.name, y.full_name), o.patients, o.charges, o.cents, o.oldest, o.patient_id,
      coalesce(y.phone, (select f.phone from public.contact_phones f
        where f.tenant_id = p_tenant_id and f.entity_type = 'patient' and f.entity_id = y.patient_id and f.is_primary)),
      app.thread_of_payer(y), v_today - o.oldest, app.last_reminder(p_tenant_id, o.payer_id)
    from (
      select c.payer_id, coalesce(array_agg(distinct p.name) filter (where p.name is not null), '{}') as patients, count(*)::int as charges, sum(c.amount_cents - c.paid_cents) as cents,
        min(c.due_on) as oldest, (array_agg(c.patient_id order by c.due_on, c.id))[1] as patient_id
      from public.money_charges c
      left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
      where c.tenant_id = p_tenant_id and c.reversed_at is null and c.due_on < v_today and c.paid_cents < c.amount_cents
        and (v_scope is null or c.therapist_id = v_scope)
      group by c.payer_id
    ) o
    join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    where (o.oldest, o.payer_id) > (coalesce(app.typed_date(p_after ->> 'oldest_due_on'), '-infinity'),
      coalesce(app.typed_id(p_after ->> 'payer_id'), '00000000-0000-0000-0000-000000000000'))
    order by o.oldest, o.payer_id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_overdue(uuid, jsonb, integer) is
  'Caller: members; a therapist sees the own sessions. Who owes for days that have passed, the longest first: for how many days, and when they were reminded last. p_after {oldest_due_on, payer_id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';
revoke execute on function public.list_overdue(uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_overdue(uuid, jsonb, integer) to authenticated;
