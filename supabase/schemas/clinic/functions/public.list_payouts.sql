create function public.list_payouts(p_tenant_id uuid, p_month date, p_therapist_id uuid default null)
returns table (
  therapist_id uuid, therapist_name text, council text, color text, month date, status text, total_cents bigint, paid_cents bigint,
  adjustment_cents bigint, late_cents bigint, entries integer, expected_cents bigint, expected_charges integer, closed_at timestamptz,
  paid_on date, method text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
  v_month date := date_trunc('month', p_month);
begin
  if v_month is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  return query
    with sums as (
      select e.therapist_id, sum(e.amount_cents) as total, sum(e.paid_cents) as paid,
        sum(e.amount_cents) filter (where e.kind = 'adjustment') as adjusted,
        sum(e.amount_cents) filter (where e.month > date_trunc('month', e.counts_on)) as late, count(*)::int as entries
      from public.payout_entries e
      where e.tenant_id = p_tenant_id and e.month = v_month and (v_scope is null or e.therapist_id = v_scope)
        and (p_therapist_id is null or e.therapist_id = p_therapist_id)
      group by e.therapist_id
    ), expected as (
      select x.therapist_id, sum(x.expected_cents) as cents, count(*)::int as charges
      from app.expected_payouts(p_tenant_id, coalesce(v_scope, p_therapist_id), v_month) x
      group by x.therapist_id
    )
    select t.user_id, t.name, nullif(concat_ws(' ', t.council, concat_ws('/', t.council_region, t.council_number)), ''), t.color, v_month,
      coalesce(s.status, 'open'), coalesce(u.total, 0)::bigint, coalesce(u.paid, 0)::bigint, coalesce(u.adjusted, 0)::bigint,
      coalesce(u.late, 0)::bigint, coalesce(u.entries, 0), coalesce(x.cents, 0)::bigint, coalesce(x.charges, 0), s.closed_at, s.paid_on, s.method
    from public.therapists t
    left join sums u on u.therapist_id = t.user_id
    left join expected x on x.therapist_id = t.user_id
    left join public.payout_statements s on s.tenant_id = p_tenant_id and s.therapist_id = t.user_id and s.month = v_month
    where t.tenant_id = p_tenant_id and (v_scope is null or t.user_id = v_scope) and (p_therapist_id is null or t.user_id = p_therapist_id)
      and (t.is_active or u.entries > 0 or x.charges > 0 or s.month is not null)
    order by t.name, t.user_id;
end;
$$;
comment on function public.list_payouts(uuid, date, uuid) is
  'Caller: owner and admin; whoever treats, for the own. A month of each therapist: what was paid and what they get of it, what is expected of what is not paid yet, and whether it is closed or paid out. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date.';
revoke execute on function public.list_payouts(uuid, date, uuid) from public, anon, authenticated;
grant execute on function public.list_payouts(uuid, date, uuid) to authenticated;
