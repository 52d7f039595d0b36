create function app.count_clinic_days(p_tenant_id uuid, p_from date, p_to date, p_therapist_ids uuid[] default null)
returns setof app.clinic_day_summaries
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_rule record;
begin
  select r.rhythm_sessions as sessions, make_interval(weeks => r.rhythm_weeks) as rhythm, r.silent_weeks * 7 as silent
  into v_rule from app.drop_out_rule() r;
  return query
    with held as (
      select s.id, s.therapist_id, (s.starts_at at time zone v_zone)::date as day, s.starts_at, s.ends_at, s.status, s.cancel_reason
      from public.sessions s
      where s.tenant_id = p_tenant_id and s.starts_at >= (p_from - 1)::timestamp at time zone 'UTC'
        and s.starts_at < (p_to + 3)::timestamp at time zone 'UTC'
        and (s.starts_at at time zone v_zone)::date between p_from and p_to
        and (p_therapist_ids is null or s.therapist_id = any (p_therapist_ids))
    ), parts as (
      select h.therapist_id, h.day,
        (h.status = 'attended')::int as held, (h.status = 'missed')::int as missed, (h.status = 'excused')::int as excused,
        (h.status = 'cancelled' and c.is_late)::int as cancelled_late,
        -- what a changed series leaves behind is nobody's cancellation
        (h.status = 'cancelled' and not c.is_late and h.cancel_reason is distinct from 'series_changed')::int as cancelled_early,
        case when u.blocks_time then (extract(epoch from h.ends_at - h.starts_at) / 60)::int else 0 end as booked,
        0::bigint as offered, 0 as fresh, 0 as lost, 0::bigint as charged, 0::bigint as open, 0::bigint as received
      from held h
      join public.session_statuses u on u.key = h.status
      left join lateral (
        select coalesce(bool_or(b.is_late), false) as is_late from public.session_bills b
        where h.status = 'cancelled' and b.tenant_id = p_tenant_id and b.session_id = h.id) c on true
      union all
      select o.therapist_id, o.day, 0, 0, 0, 0, 0, 0, o.minutes, 0, 0, 0, 0, 0
      from app.offered_minutes(p_tenant_id, p_from, p_to, p_therapist_ids) o
      union all
      select h.therapist_id, h.day, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
      from held h
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = h.id and sp.status = 'attended'
      where not exists (
        select from public.session_patients e
        join public.sessions x on x.tenant_id = p_tenant_id and x.id = e.session_id
        where e.tenant_id = p_tenant_id and e.patient_id = sp.patient_id and e.status = 'attended' and (x.starts_at, x.id) < (h.starts_at, h.id))
      union all
      select l.therapist_id, l.day + v_rule.silent, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0
      from (
        select s.id, s.therapist_id, s.starts_at, (s.starts_at at time zone v_zone)::date as day
        from public.sessions s
        where s.tenant_id = p_tenant_id and s.starts_at >= (p_from - v_rule.silent - 1)::timestamp at time zone 'UTC'
          and s.starts_at < (p_to - v_rule.silent + 3)::timestamp at time zone 'UTC'
          and (s.starts_at at time zone v_zone)::date between p_from - v_rule.silent and p_to - v_rule.silent
          and (p_therapist_ids is null or s.therapist_id = any (p_therapist_ids))
      ) l
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = l.id and sp.status = 'attended'
      join public.patients p on p.tenant_id = p_tenant_id and p.id = sp.patient_id and p.archived_at is null
      where not exists (
        select from public.session_patients e
        join public.sessions x on x.tenant_id = p_tenant_id and x.id = e.session_id
        where e.tenant_id = p_tenant_id and e.patient_id = sp.patient_id and e.status in ('scheduled', 'confirmed', 'attended')
          and (x.starts_at, x.id) > (l.starts_at, l.id))
        and v_rule.sessions <= (
          select count(*) from public.session_patients e
          join public.sessions x on x.tenant_id = p_tenant_id and x.id = e.session_id
          where e.tenant_id = p_tenant_id and e.patient_id = sp.patient_id and e.status = 'attended'
            and x.starts_at > l.starts_at - v_rule.rhythm and (x.starts_at, x.id) <= (l.starts_at, l.id))
      union all
      select coalesce(c.therapist_id, app.no_therapist()), c.due_on, 0, 0, 0, 0, 0, 0, 0, 0, 0, c.amount_cents, c.amount_cents - c.paid_cents, 0
      from public.money_charges c
      where c.tenant_id = p_tenant_id and c.reversed_at is null and c.due_on between p_from and p_to
        and (p_therapist_ids is null or coalesce(c.therapist_id, app.no_therapist()) = any (p_therapist_ids))
      union all
      -- what came in and was not given back: the part that pays a therapist's charges, and the rest
      select y.therapist_id, y.day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, y.cents
      from (
        select coalesce(x.therapist_id, app.no_therapist()) as therapist_id, e.occurred_on as day, x.cents
        from public.money_entries e
        join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id and m.reversed_at is null, lateral (
          select c.therapist_id, a.amount_cents::bigint as cents
          from public.money_allocations a
          join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id
          where a.tenant_id = p_tenant_id and a.payment_id = e.id
          union all
          select null, m.amount_cents - m.refunded_cents - m.allocated_cents) x
        where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on between p_from and p_to
      ) y
      where p_therapist_ids is null or y.therapist_id = any (p_therapist_ids)
    )
    select p_tenant_id, q.therapist_id, q.day, sum(q.held), sum(q.missed), sum(q.excused), sum(q.cancelled_late), sum(q.cancelled_early),
      sum(q.booked), sum(q.offered)::bigint, sum(q.fresh), sum(q.lost), sum(q.charged)::bigint, sum(q.open)::bigint, sum(q.received)::bigint
    from parts q
    group by q.therapist_id, q.day
    having row(sum(q.held), sum(q.missed), sum(q.excused), sum(q.cancelled_late), sum(q.cancelled_early), sum(q.booked), sum(q.offered),
      sum(q.fresh), sum(q.lost), sum(q.charged), sum(q.open), sum(q.received)) is distinct from row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
end;
$$;
comment on function app.count_clinic_days(uuid, date, date, uuid[]) is
  'The recount: what sessions, patients, working hours, charges and payments say of each day and therapist. Days of zeros are left out. p_therapist_ids null: everybody, and what belongs to nobody.';
revoke execute on function app.count_clinic_days(uuid, date, date, uuid[]) from public, anon, authenticated;
