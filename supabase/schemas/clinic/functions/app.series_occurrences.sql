create function app.series_occurrences(
  s public.sessions, r public.session_series, p_decisions jsonb, p_ignore uuid[] default '{}', p_reason text default null
)
returns table (
  n integer, day date, start_local text, starts_at timestamptz, ends_at timestamptz, hits jsonb, needs_decision boolean, decision text,
  reason text, is_open boolean
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(s.tenant_id);
  v_slot record;
  v_said jsonb;
begin
  for v_slot in select * from app.expand_rule(r.start_date, r.freq, r.weekdays, r.nth, r.count, r.until_date) loop
    n := v_slot.n;
    day := v_slot.day;
    v_said := p_decisions -> day::text;
    decision := case when day = any (r.skipped) then 'skip' else v_said ->> 'action' end;
    reason := app.trimmed(v_said ->> 'reason', 200);
    starts_at := app.local_moment(day + r.start_time, v_zone);
    hits := case when decision = 'skip' then '[]'
      else app.session_hits(s.tenant_id, s.therapist_id, s.room_id, starts_at, starts_at + make_interval(mins => r.minutes), p_ignore) end;
    needs_decision := app.blocks(hits) or hits @> '[{"kind": "holiday"}]';
    if decision = 'move' then
      starts_at := app.local_moment(app.typed_moment(v_said ->> 'start_local'), v_zone);
      hits := app.session_hits(s.tenant_id, s.therapist_id, s.room_id, starts_at, starts_at + make_interval(mins => r.minutes), p_ignore);
    elsif decision is null and needs_decision and p_reason is not null then
      decision := case when app.blocks(hits) then 'squeeze_in' else 'keep' end;
      reason := p_reason;
    end if;
    start_local := app.local_text(starts_at, v_zone);
    ends_at := starts_at + make_interval(mins => r.minutes);
    is_open := case
      when decision in ('skip', 'cancel') then false
      when decision in ('keep', 'move') then app.blocks(hits)
      when decision = 'squeeze_in' then reason is null
      else needs_decision end;
    return next;
  end loop;
end;
$$;
comment on function app.series_occurrences(public.sessions, public.session_series, jsonb, uuid[], text) is
  'Every session that a series would give, with what it meets and what was decided about it; is_open: somebody has to decide yet.';
revoke execute on function app.series_occurrences(public.sessions, public.session_series, jsonb, uuid[], text) from public, anon, authenticated;
grant execute on function app.series_occurrences(public.sessions, public.session_series, jsonb, uuid[], text) to authenticated;
