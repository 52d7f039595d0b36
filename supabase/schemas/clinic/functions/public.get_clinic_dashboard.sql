create function public.get_clinic_dashboard(
  p_tenant_id uuid, p_from date, p_to date, p_therapist_ids uuid[] default null, p_unit text default 'custom'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_today date := app.clinic_today(p_tenant_id);
  v_sees_money boolean := v_role <> 'operator';
  v_ids uuid[] := case when v_role = 'therapist' then array[auth.uid()] when cardinality(p_therapist_ids) > 0 then p_therapist_ids end;
  v_unit text := coalesce(p_unit, 'custom');
  v_grain text;
  v_now daterange;
  v_before daterange;
  v_year daterange;
  v_numbers jsonb;
begin
  if p_from is null or p_to is null or p_from > p_to or p_to - p_from > 1100 or p_from < '2000-01-01' or p_to > v_today + 800 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A period of at most three years.';
  end if;
  if v_unit not in ('week', 'month', 'quarter', 'year', 'custom') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_now := daterange(p_from, p_to + 1);
  v_before := app.dashboard_period(p_from, p_to, v_unit, 'before');
  v_year := app.dashboard_period(p_from, p_to, v_unit, 'year');
  v_grain := case when p_to - p_from < 32 then 'day' when p_to - p_from < 190 then 'week' else 'month' end;
  with days as (
    select 'now' as period, d.* from app.clinic_days(p_tenant_id, lower(v_now), upper(v_now) - 1, v_ids) d
    union all
    select 'before', d.* from app.clinic_days(p_tenant_id, lower(v_before), upper(v_before) - 1, v_ids) d
    union all
    select 'year', d.* from app.clinic_days(p_tenant_id, lower(v_year), upper(v_year) - 1, v_ids) d
  ), sums as (
    select d.period, d.therapist_id, greatest(date_trunc(v_grain, d.day)::date, p_from) as bucket,
      grouping(d.therapist_id) as all_people, grouping(greatest(date_trunc(v_grain, d.day)::date, p_from)) as all_days,
      app.dashboard_numbers(row(p_tenant_id, null, null, sum(d.held), sum(d.missed), sum(d.excused), sum(d.cancelled_late),
        sum(d.cancelled_early), sum(d.booked_minutes), sum(d.offered_minutes), sum(d.new_patients),
        -- nobody has dropped out tomorrow
        coalesce(sum(d.drop_outs) filter (where d.day <= v_today), 0),
        sum(d.charged_cents), sum(d.open_cents), sum(d.received_cents))::app.clinic_day_summaries, v_sees_money) as numbers
    from days d
    group by grouping sets ((d.period), (d.period, d.therapist_id), (d.period, greatest(date_trunc(v_grain, d.day)::date, p_from)))
  ), zeros as (
    select app.dashboard_numbers(row(p_tenant_id, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::app.clinic_day_summaries, v_sees_money) as numbers
  )
  select jsonb_build_object(
    'totals', (
      select jsonb_object_agg(w.period, coalesce(s.numbers, z.numbers) || app.dashboard_answers(p_tenant_id, w.days, v_ids))
      from zeros z, (values ('now', v_now), ('before', v_before), ('year', v_year)) w (period, days)
      left join sums s on s.period = w.period and s.all_people = 1 and s.all_days = 1),
    'therapists', (
      select coalesce(jsonb_agg(jsonb_build_object('therapist_id', nullif(p.id, app.no_therapist()), 'name', p.name,
        'now', coalesce(n.numbers, z.numbers) || app.dashboard_answers(p_tenant_id, v_now, array[p.id]),
        'before', coalesce(b.numbers, z.numbers)) order by p.name nulls last), '[]')
      from zeros z, (
        select t.user_id as id, t.name, t.is_active from public.therapists t
        where t.tenant_id = p_tenant_id and (v_ids is null or t.user_id = any (v_ids))
        union all select app.no_therapist(), null, false) p
      left join sums n on n.period = 'now' and n.therapist_id = p.id and n.all_people = 0
      left join sums b on b.period = 'before' and b.therapist_id = p.id and b.all_people = 0
      where p.is_active or n.numbers <> z.numbers or b.numbers <> z.numbers),
    'series', (
      select coalesce(jsonb_agg(coalesce(s.numbers, z.numbers) || jsonb_build_object('day', g.day) order by g.day), '[]')
      from zeros z, (
        select distinct greatest(date_trunc(v_grain, x)::date, p_from) as day from generate_series(p_from::timestamp, p_to::timestamp, '1 day') x) g
      left join sums s on s.period = 'now' and s.all_people = 1 and s.all_days = 0 and s.bucket = g.day)
  ) into v_numbers;
  return v_numbers || jsonb_build_object(
    'from', p_from, 'to', p_to, 'today', v_today, 'grain', v_grain, 'sees_money', v_sees_money, 'is_own', v_role = 'therapist',
    'before', jsonb_build_object('from', lower(v_before), 'to', upper(v_before) - 1),
    'year', jsonb_build_object('from', lower(v_year), 'to', upper(v_year) - 1),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('user_id', t.user_id, 'name', t.name) order by not t.is_active, t.position, t.name), '[]')
      from public.therapists t where t.tenant_id = p_tenant_id and v_role <> 'therapist'),
    'waiting', (
      select count(*) from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null and t.snoozed_until is null and t.blocked_at is null
        and (v_ids is null or t.assigned_to = any (v_ids))),
    'drop_out_rule', (select to_jsonb(r) from app.drop_out_rule() r))
    || case when v_sees_money then (
      select jsonb_build_object('open_cents', coalesce(sum(d.open_cents), 0), 'overdue_cents', coalesce(sum(d.open_cents) filter (where d.day < v_today), 0))
      from app.clinic_days(p_tenant_id, least(v_today, (
        select min(c.due_on) from public.money_charges c where c.tenant_id = p_tenant_id and c.reversed_at is null)), v_today, v_ids) d)
      else '{}' end;
end;
$$;
comment on function public.get_clinic_dashboard(uuid, date, date, uuid[], text) is
  'Caller: members; a therapist sees the own numbers alone, the reception no money. What the clinic did from p_from to p_to (days of the clinic), for some therapists or all, beside the period before (p_unit week|month|quarter|year|custom) and the year before: {from, to, today, grain day|week|month, before, year, totals {now, before, year}, therapists, series, people, waiting, open_cents, overdue_cents, drop_out_rule, sees_money, is_own}. Rates are null where there is nothing to divide by. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';
revoke execute on function public.get_clinic_dashboard(uuid, date, date, uuid[], text) from public, anon, authenticated;
grant execute on function public.get_clinic_dashboard(uuid, date, date, uuid[], text) to authenticated;
