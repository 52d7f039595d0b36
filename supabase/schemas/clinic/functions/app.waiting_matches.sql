-- Who could come at a time, in their turn.
create function app.waiting_matches(p_tenant_id uuid, p_therapist_id uuid, p_starts_at timestamptz, p_ends_at timestamptz)
returns table (entry_id uuid, place bigint)
language sql
stable
set search_path = ''
as $$
  select w.id, row_number() over (order by w.is_priority desc, w.since, w.id)
  from (select p_starts_at at time zone app.clinic_zone(p_tenant_id) as at) l
  join public.waiting_list w on w.tenant_id = p_tenant_id and w.status = 'waiting'
  join public.session_types t on t.tenant_id = p_tenant_id and t.id = w.session_type_id
  join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id and p.archived_at is null
  where coalesce(w.therapist_id, p_therapist_id) = p_therapist_id
    and p_starts_at + make_interval(mins => t.minutes) <= p_ends_at
    and (w.weekdays = '{}' or app.weekday_of(l.at::date) = any (w.weekdays))
    and (w.turns = '{}' or case when l.at::time < '12:00' then 'morning' when l.at::time < '18:00' then 'afternoon' else 'evening' end
      = any (w.turns))
    and (w.earliest_on is null or l.at::date >= w.earliest_on);
$$;
comment on function app.waiting_matches(uuid, uuid, timestamptz, timestamptz) is
  'Entries of the waiting list that fit a free time: therapist, length, weekday, turn and earliest day; who is in a hurry first, then whoever waits longest.';
revoke execute on function app.waiting_matches(uuid, uuid, timestamptz, timestamptz) from public, anon, authenticated;
