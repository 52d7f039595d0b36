create function app.dashboard_faults(p_days integer default null)
returns table (tenant_id uuid, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select t.id, 'dashboard_days'
    from public.tenants t
    join app.clinic_day_states s on s.tenant_id = t.id, lateral (
      select case when p_days is null then least(
        (select (min(x.starts_at) at time zone 'UTC')::date - 1 from public.sessions x where x.tenant_id = t.id),
        (select min(e.occurred_on) from public.money_entries e where e.tenant_id = t.id),
        (select min(d.day) from app.clinic_day_summaries d where d.tenant_id = t.id), s.counted_until)
        else current_date - p_days end as day) f
    where exists (
      (select to_jsonb(k) from app.clinic_days(t.id, f.day, s.counted_until) k
        except all select to_jsonb(c) from app.count_clinic_days(t.id, f.day, s.counted_until) c)
      union all
      (select to_jsonb(c) from app.count_clinic_days(t.id, f.day, s.counted_until) c
        except all select to_jsonb(k) from app.clinic_days(t.id, f.day, s.counted_until) k))
    union
    -- an answer that was counted is there
    select a.tenant_id, 'dashboard_answers'
    from app.first_answers a
    where (p_days is null or a.asked_at > now() - make_interval(days => p_days))
      and not exists (
        select from public.conversation_messages m
        where m.tenant_id = a.tenant_id and m.thread_id = a.thread_id and m.direction = 'outbound' and m.origin in ('app', 'phone')
          and m.status <> 'failed' and m.occurred_at = a.answered_at);
end;
$$;
comment on function app.dashboard_faults(integer) is
  'Caller: app.check_books and tests. {tenant_id, fault dashboard_days|dashboard_answers}: clinics whose summaries differ from a recount of the last p_days (null: of all); no row is the only right answer.';
revoke execute on function app.dashboard_faults(integer) from public, anon, authenticated;
