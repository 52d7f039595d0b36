create function public.list_report_visits(
  p_tenant_id uuid, p_from date, p_to date, p_reminder text default null, p_status text default 'missed', p_person_id uuid default null,
  p_limit integer default 50, p_after_at timestamptz default null, p_after_id uuid default null
)
returns table (session_id uuid, patient_id uuid, patient_name text, therapist_name text, starts_at timestamptz, status text, reminder text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := app.report_reader(p_tenant_id, p_person_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  perform app.require_report_days(p_tenant_id, p_from, p_to);
  if p_reminder is not null and p_reminder not in ('confirmed', 'cancelled', 'silent', 'none')
    or coalesce(p_status, '') not in ('attended', 'missed', 'cancelled') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return query
    select x.* from (
      select s.id, sp.patient_id, p.name as patient_name, t.name as therapist_name, s.starts_at, sp.status, (
        select case when max(l.answer) is not null then max(l.answer) when bool_or(l.state = 'sent') then 'silent' else 'none' end
        from public.conversation_session_reminders_logs l
        where l.tenant_id = p_tenant_id and l.session_id = s.id and l.patient_id = sp.patient_id and l.starts_at = s.starts_at) as reminder
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id
      join public.patients p on p.tenant_id = p_tenant_id and p.id = sp.patient_id
      left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
      where s.tenant_id = p_tenant_id and s.starts_at >= app.local_moment(p_from::timestamp, v_zone)
        and s.starts_at < least(app.local_moment((p_to + 1)::timestamp, v_zone), now())
        and (v_person is null or s.therapist_id = v_person) and sp.status = p_status
        and (p_after_at is null or (s.starts_at, sp.patient_id) < (p_after_at, p_after_id))
    ) x
    where p_reminder is null or x.reminder = p_reminder
    order by x.starts_at desc, x.patient_id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_report_visits(uuid, date, date, text, text, uuid, integer, timestamptz, uuid) is
  'Caller: members, as of get_service_report. The visits behind its numbers: attended, missed or cancelled, of one answer to the reminder or all; the latest first; pass starts_at and patient_id of the last row for the next page. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';
revoke execute on function public.list_report_visits(uuid, date, date, text, text, uuid, integer, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.list_report_visits(uuid, date, date, text, text, uuid, integer, timestamptz, uuid) to authenticated;
