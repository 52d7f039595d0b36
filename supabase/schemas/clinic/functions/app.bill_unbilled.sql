create function app.bill_unbilled(p_tenant_id uuid, p_from date, p_run_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_id uuid;
  v_ids uuid[] := '{}';
begin
  for v_id in
    select u.session_id from app.unbilled_sessions u
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = u.session_id
    where u.tenant_id = p_tenant_id and u.billed_at is null and s.starts_at >= (p_from::timestamp at time zone v_zone)
    order by s.starts_at, s.id limit 500
    for update of u
  loop
    update app.unbilled_sessions u set run_id = p_run_id, billed_at = now(), billed_by = auth.uid()
    where u.tenant_id = p_tenant_id and u.session_id = v_id;
    perform app.bill_session(p_tenant_id, v_id);
    v_ids := v_ids || v_id;
  end loop;
  return (
    select jsonb_build_object('sessions', cardinality(v_ids), 'charges', count(c.id), 'amount_cents', coalesce(sum(c.amount_cents), 0),
      'covered', count(*) filter (where b.plan in ('package', 'monthly_fee')), 'first_on', min(b.day), 'last_on', max(b.day), 'left', (
        select count(*) from app.unbilled_sessions u
        join public.sessions s on s.tenant_id = p_tenant_id and s.id = u.session_id
        where u.tenant_id = p_tenant_id and u.billed_at is null and s.starts_at >= (p_from::timestamp at time zone v_zone)))
    from public.session_bills b
    left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = b.charge_id
    where b.tenant_id = p_tenant_id and b.session_id = any (v_ids));
end;
$$;
comment on function app.bill_unbilled(uuid, date, uuid) is
  'Charges sessions from before the ledger from a day on, up to 500 at a time. Answers {sessions, charges, amount_cents, covered, first_on, last_on, left}.';
revoke execute on function app.bill_unbilled(uuid, date, uuid) from public, anon, authenticated;
