create function app.note_duration(
  p_tenant_id uuid, p_what text, p_person_id uuid, p_from timestamptz, p_to timestamptz, p_at timestamptz, p_business_minutes bigint, p_number integer
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number, total)
  select p_tenant_id, (p_at at time zone t.time_zone)::date, p_what || x.ending, coalesce(p_person_id, app.no_one()), app.no_one(),
    app.duration_slot(x.minutes), p_number, p_number * x.minutes
  from public.tenants t, (values ('_open', p_business_minutes), ('_clock', app.clock_minutes(p_from, p_to))) x (ending, minutes)
  where t.id = p_tenant_id;
end;
$$;
comment on function app.note_duration(uuid, text, uuid, timestamptz, timestamptz, timestamptz, bigint, integer) is
  'Counts an answer or a closing (p_what) by both clocks on the day of p_at; p_number -1 takes it back. Of a clinic that is being removed nothing is counted.';
revoke execute on function app.note_duration(uuid, text, uuid, timestamptz, timestamptz, timestamptz, bigint, integer) from public, anon, authenticated;
