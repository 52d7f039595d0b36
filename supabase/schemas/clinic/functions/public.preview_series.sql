create function public.preview_series(p_tenant_id uuid, p_series jsonb, p_decisions jsonb default '{}')
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_session public.sessions;
  v_rule public.session_series;
  v_answer jsonb;
begin
  perform app.require_member(p_tenant_id);
  v_session := app.typed_session(p_tenant_id, p_series);
  v_rule := app.typed_rule(p_series, app.typed_moment(p_series ->> 'start_local')::date);
  v_rule.start_time := app.typed_moment(p_series ->> 'start_local')::time;
  v_rule.minutes := extract(epoch from v_session.ends_at - v_session.starts_at) / 60;
  select jsonb_build_object('occurrences', jsonb_agg(app.occurrence_payload(to_jsonb(o)) order by o.n), 'count', count(*),
    'undecided', count(*) filter (where o.is_open), 'last_date', max(o.day))
  into v_answer
  from app.series_occurrences(v_session, v_rule, p_decisions) o;
  return v_answer;
end;
$$;
comment on function public.preview_series(uuid, jsonb, jsonb) is
  'Caller: members. What a series would give, before anything is booked: {occurrences, count, undecided, last_date}. p_series: book_session''s p_session with freq (weekly, biweekly, monthly_nth), weekdays, nth, count, until, skip. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT400 invalid_moment, PT400 invalid_date, PT400 invalid_rule, PT400 invalid_link, PT400 invalid_price.';
revoke execute on function public.preview_series(uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.preview_series(uuid, jsonb, jsonb) to authenticated;
