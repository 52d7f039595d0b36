create function public.list_report_conversations(
  p_tenant_id uuid, p_from date, p_to date, p_what text, p_hours text default 'open', p_person_id uuid default null,
  p_limit integer default 50, p_after_minutes integer default null, p_after_id text default null
)
returns table (id text, thread_key text, contact_name text, phone text, from_at timestamptz, to_at timestamptz, minutes integer, person_name text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := app.report_reader(p_tenant_id, p_person_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_from timestamptz;
  v_to timestamptz;
begin
  perform app.require_report_days(p_tenant_id, p_from, p_to);
  if coalesce(p_what, '') not in ('answers', 'closings') or coalesce(p_hours, '') not in ('open', 'clock') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_from := app.local_moment(p_from::timestamp, v_zone);
  v_to := app.local_moment((p_to + 1)::timestamp, v_zone);
  return query
    select x.id, t.thread_key, t.contact_name, t.phone, x.from_at, x.to_at, x.minutes, coalesce(nullif(u.full_name, ''), u.email)
    from (
      select a.thread_id || ':' || extract(epoch from a.asked_at) as id, a.thread_id, a.asked_at as from_at, a.answered_at as to_at,
        case p_hours when 'open' then a.business_minutes else app.clock_minutes(a.asked_at, a.answered_at)::integer end as minutes, a.answered_by as person_id
      from app.first_answers a
      where p_what = 'answers' and a.tenant_id = p_tenant_id and a.asked_at >= v_from and a.asked_at < v_to
      union all
      select r.id::text, r.thread_id, r.opened_at, r.finished_at,
        case p_hours when 'open' then r.business_minutes else app.clock_minutes(r.opened_at, r.finished_at)::integer end, r.finished_by
      from app.resolutions r
      where p_what = 'closings' and r.tenant_id = p_tenant_id and r.finished_at >= v_from and r.finished_at < v_to
    ) x
    join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
    left join public.profiles u on u.id = x.person_id
    where (v_person is null or x.person_id = v_person)
      and (p_after_minutes is null or (x.minutes, x.id) < (p_after_minutes, p_after_id))
    order by x.minutes desc, x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_report_conversations(uuid, date, date, text, text, uuid, integer, integer, text) is
  'Caller: members, as of get_service_report. The conversations behind a number of it (p_what answers|closings), the longest first; pass minutes and id of the last row for the next page. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';
revoke execute on function public.list_report_conversations(uuid, date, date, text, text, uuid, integer, integer, text) from public, anon, authenticated;
grant execute on function public.list_report_conversations(uuid, date, date, text, text, uuid, integer, integer, text) to authenticated;
