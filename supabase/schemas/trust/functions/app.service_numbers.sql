create function app.service_numbers(
  p_tenant_id uuid, p_from date, p_to date, p_before_from date, p_before_to date, p_grain text, p_hours text, p_person_id uuid
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_answer text := 'answer_' || p_hours;
  v_closing text := 'closing_' || p_hours;
  v_target integer := coalesce((select s.answer_target_minutes from public.report_settings s where s.tenant_id = p_tenant_id), 60);
begin
  return (
    with rows as materialized (
      select 'now' as period, greatest(date_trunc(p_grain, r.day)::date, p_from) as bucket, r.*
      from app.report_rows(p_tenant_id, p_from, p_to, p_person_id) r
      union all
      select 'before', null, r.* from app.report_rows(p_tenant_id, p_before_from, p_before_to, p_person_id) r
    ), sums as (
      select w.period, w.person_id, w.channel_id, w.bucket,
        case when grouping(w.person_id) = 0 then 'person' when grouping(w.channel_id) = 0 then 'channel' when grouping(w.bucket) = 0 then 'bucket' else 'all' end as by,
        coalesce(sum(w.number) filter (where w.measure = 'received'), 0) as received,
        coalesce(sum(w.number) filter (where w.measure = 'sent'), 0) as sent,
        coalesce(sum(w.number) filter (where w.measure = 'automatic'), 0) as automatic,
        sum(w.total) filter (where w.measure = v_answer)::bigint as answer_total,
        sum(w.total) filter (where w.measure = v_closing)::bigint as closing_total
      from rows w
      group by grouping sets ((w.period), (w.period, w.person_id), (w.period, w.channel_id), (w.period, w.bucket))
    ), slots as (
      select w.period, w.measure, w.person_id, w.bucket,
        case when grouping(w.person_id) = 0 then 'person' when grouping(w.bucket) = 0 then 'bucket' else 'all' end as by,
        u.slot::integer as slot, sum(u.n) as n
      from rows w, unnest(w.counts) with ordinality u (n, slot)
      where w.measure in (v_answer, v_closing) and u.n <> 0
      group by grouping sets ((w.period, w.measure, u.slot), (w.period, w.measure, w.person_id, u.slot), (w.period, w.measure, w.bucket, u.slot))
    ), ranked as (
      select s.*, sum(s.n) over (partition by s.period, s.measure, s.by, s.person_id, s.bucket order by s.slot) as upto,
        sum(s.n) over (partition by s.period, s.measure, s.by, s.person_id, s.bucket) as number
      from slots s
    ), durations as (
      select r.period, r.measure, r.by, r.person_id, r.bucket, max(r.number)::bigint as number,
        (app.slot_minutes(min(r.slot) filter (where r.upto >= ceil(r.number / 2)))
          + app.slot_minutes(min(r.slot) filter (where r.upto >= floor(r.number / 2) + 1))) / 2 as median,
        app.slot_minutes(min(r.slot) filter (where r.upto >= ceil(r.number * 0.9))) as p90,
        coalesce(sum(r.n) filter (where r.slot < app.duration_slot(v_target)), 0)::bigint as within
      from ranked r
      where r.n > 0
      group by 1, 2, 3, 4, 5
    ), lines as (
      select s.period, s.by, s.person_id, s.channel_id, s.bucket, s.received, s.sent, s.automatic,
        app.duration_numbers(a.number, s.answer_total, a.median, a.p90, a.within) as answers,
        app.duration_numbers(c.number, s.closing_total, c.median, c.p90, null) - 'within_rate' as closings
      from sums s
      left join durations a on a.period = s.period and a.measure = v_answer and a.by = s.by
        and a.person_id is not distinct from s.person_id and a.bucket is not distinct from s.bucket
      left join durations c on c.period = s.period and c.measure = v_closing and c.by = s.by
        and c.person_id is not distinct from s.person_id and c.bucket is not distinct from s.bucket
    ), filled as (
      select l.period, l.by, l.person_id, l.channel_id, l.bucket, jsonb_build_object('received', l.received, 'sent', l.sent,
        'automatic', l.automatic, 'answers', l.answers, 'closings', l.closings) as numbers
      from lines l
    ), zeros as (
      select jsonb_build_object('received', 0, 'sent', 0, 'automatic', 0, 'answers', app.duration_numbers(0, 0, null, null, null),
        'closings', app.duration_numbers(0, 0, null, null, null) - 'within_rate') as numbers
    )
    select jsonb_build_object(
      'target_minutes', v_target,
      'totals', (
        select jsonb_object_agg(p.period, coalesce(f.numbers, z.numbers))
        from zeros z, (values ('now'), ('before')) p (period)
        left join filled f on f.period = p.period and f.by = 'all'),
      'series', (
        select coalesce(jsonb_agg(coalesce(f.numbers, z.numbers) || jsonb_build_object('day', g.day) order by g.day), '[]')
        from zeros z, (
          select distinct greatest(date_trunc(p_grain, x)::date, p_from) as day
          from generate_series(p_from::timestamp, p_to::timestamp, '1 day') x) g
        left join filled f on f.period = 'now' and f.by = 'bucket' and f.bucket = g.day),
      'people', (
        select coalesce(jsonb_agg(coalesce(f.numbers, z.numbers) - 'received' - 'automatic' || jsonb_build_object('person_id', nullif(p.id, app.no_one()),
          'name', p.name, 'before', coalesce(b.numbers, z.numbers) - 'received' - 'automatic') order by p.name nulls last), '[]')
        from zeros z, (
          select m.user_id as id, coalesce(nullif(u.full_name, ''), u.email) as name, m.status = 'active' as is_active
          from public.tenant_members m join public.profiles u on u.id = m.user_id
          where m.tenant_id = p_tenant_id and (p_person_id is null or m.user_id = p_person_id)
          union all select app.no_one(), null, false where p_person_id is null) p
        left join filled f on f.period = 'now' and f.by = 'person' and f.person_id = p.id
        left join filled b on b.period = 'before' and b.by = 'person' and b.person_id = p.id
        where p.is_active or exists (
          select from lines l where l.by = 'person' and l.person_id = p.id and (l.sent > 0 or l.answers ->> 'count' <> '0' or l.closings ->> 'count' <> '0'))),
      'channels', (
        select coalesce(jsonb_agg(f.numbers - 'answers' - 'closings' || jsonb_build_object('channel_id', c.id, 'provider', c.provider,
          'name', c.display_name, 'phone', c.phone) order by c.created_at, c.id), '[]')
        from filled f
        join public.notification_channels c on c.tenant_id = p_tenant_id and c.id = f.channel_id
        where f.period = 'now' and f.by = 'channel'),
      'hours', (
        select coalesce(jsonb_agg(jsonb_build_object('weekday', h.weekday, 'hour', h.slot - 1, 'received', h.received, 'sent', h.sent)
          order by h.weekday, h.slot), '[]')
        from (
          select extract(isodow from w.day)::integer as weekday, u.slot, coalesce(sum(u.n) filter (where w.measure = 'received'), 0) as received,
            coalesce(sum(u.n) filter (where w.measure = 'sent'), 0) as sent
          from rows w, unnest(w.counts) with ordinality u (n, slot)
          where w.period = 'now' and w.measure in ('received', 'sent') and u.n <> 0
          group by 1, 2) h)));
end;
$$;
comment on function app.service_numbers(uuid, date, date, date, date, text, text, uuid) is
  'What get_service_report answers of messages, first answers and closings: {target_minutes, totals {now, before}, series, people, channels, hours}. Medians are read from slots (app.duration_slot).';
revoke execute on function app.service_numbers(uuid, date, date, date, date, text, text, uuid) from public, anon, authenticated;
