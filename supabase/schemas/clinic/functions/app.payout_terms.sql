create function app.payout_terms(p_tenant_id uuid, p_charge_ids uuid[], p_rule public.payout_rules default null)
returns table (
  charge_id uuid, therapist_id uuid, session_type_id uuid, payer_id uuid, due_on date, base_cents integer, rule_id uuid, percent numeric,
  fixed_cents integer, units integer
)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    select c.id, c.therapist_id, k.type_id, c.payer_id, c.due_on, c.amount_cents - k.credit, r.id, r.percent, r.fixed_cents, k.units
    from public.money_charges c
    cross join lateral (
      select
        case c.origin
          when 'session' then (
            select s.session_type_id from public.sessions s where s.tenant_id = p_tenant_id and s.id = c.session_id)
          when 'package' then (
            select g.session_type_id from public.session_packages g where g.tenant_id = p_tenant_id and g.charge_id = c.id)
          when 'monthly_fee' then (
            select f.session_type_id from public.monthly_fee_months m
            join public.monthly_fees f on f.tenant_id = p_tenant_id and f.id = m.fee_id
            where m.tenant_id = p_tenant_id and m.charge_id = c.id)
        end as type_id,
        case c.origin
          when 'package' then (
            select g.sessions::int from public.session_packages g where g.tenant_id = p_tenant_id and g.charge_id = c.id)
          when 'monthly_fee' then coalesce(
            (select e.units::int from public.payout_entries e
             where e.tenant_id = p_tenant_id and e.charge_id = c.id order by e.number limit 1),
            (select greatest(count(*), 1)::int from public.monthly_fee_months m
             join public.session_bills b on b.tenant_id = p_tenant_id and b.monthly_fee_id = m.fee_id
               and b.day >= m.month and b.day < m.month + interval '1 month' and not app.is_absence(b.status)
             where m.tenant_id = p_tenant_id and m.charge_id = c.id))
          else 1
        end as units,
        -- what was settled by a discount is nobody's money
        coalesce((
          select sum(a.amount_cents) from public.money_allocations a
          join public.money_entries e on e.tenant_id = p_tenant_id and e.id = a.payment_id and e.kind <> 'payment'
          where a.tenant_id = p_tenant_id and a.charge_id = c.id), 0)::int as credit
    ) k
    left join lateral (
      select v.* from (
        -- of each subject what was said last for this day
        select distinct on (x.therapist_id, x.session_type_id, x.payer_id) x.*
        from (
          select q.* from public.payout_rules q where q.tenant_id = p_tenant_id and q.replaced_at is null
          union all
          select (p_rule).* where (p_rule).id is not null
        ) x
        where (x.therapist_id is null or x.therapist_id = c.therapist_id) and (x.session_type_id is null or x.session_type_id = k.type_id)
          and (x.payer_id is null or x.payer_id = c.payer_id)
          -- 'infinity': of a preview, for every day
          and (x.valid_from <= c.due_on or x.valid_from = 'infinity')
        order by x.therapist_id, x.session_type_id, x.payer_id, x.valid_from desc, x.number desc
      ) v
      where v.percent is not null or v.fixed_cents is not null
      order by num_nonnulls(v.therapist_id, v.payer_id, v.session_type_id) desc, v.therapist_id is null, v.payer_id is null limit 1
    ) r on true
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.therapist_id is not null;
end;
$$;
comment on function app.payout_terms(uuid, uuid[], public.payout_rules) is
  'By which rule charges of therapists are paid out, and of which amount. p_rule: as if it were in force too, of valid_from infinity for every day.';
revoke execute on function app.payout_terms(uuid, uuid[], public.payout_rules) from public, anon, authenticated;
