create function app.monthly_fee_amount(p_fee public.monthly_fees, p_month date)
returns integer
language sql
stable
set search_path = ''
as $$
  -- days of the month that count, of all that it has
  select round(p_fee.amount_cents::numeric * case when p_fee.prorates or p_fee.recess = 'prorated' then d.counted else least(d.active * d.days, d.days) end
    / d.days)::int
  from (
    select count(*) as days, count(*) filter (where a.is_active) as active, count(*) filter (
      where (a.is_active or not p_fee.prorates) and not (p_fee.recess = 'prorated' and a.is_recess)) as counted
    from generate_series(p_month::timestamp, p_month + interval '1 month' - interval '1 day', interval '1 day') g (day)
    cross join lateral (
      select g.day::date between p_fee.starts_on and coalesce(p_fee.ends_on, 'infinity') as is_active, exists (
        select from public.agenda_exceptions e
        where e.tenant_id = p_fee.tenant_id and e.kind = 'recess'
          and e.starts_at <= app.local_moment(g.day, app.clinic_zone(p_fee.tenant_id))
          and e.ends_at > app.local_moment(g.day, app.clinic_zone(p_fee.tenant_id))) as is_recess
    ) a
  ) d
  where d.active > 0;
$$;
comment on function app.monthly_fee_amount(public.monthly_fees, date) is
  'What a month of a fee costs: whole, or by the days on which it was in force and the clinic was not in recess; null for a month that it does not touch.';
revoke execute on function app.monthly_fee_amount(public.monthly_fees, date) from public, anon, authenticated;
