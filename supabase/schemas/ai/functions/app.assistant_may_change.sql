create function app.assistant_may_change(p_session public.sessions, p_now timestamptz)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_now < p_session.starts_at - make_interval(hours => (app.booking_settings_of(p_session.tenant_id)).change_hours);
end;
$$;
comment on function app.assistant_may_change(public.sessions, timestamptz) is
  'Whether a patient may still move or cancel a session without a person: the limit of the clinic''s online booking.';
revoke execute on function app.assistant_may_change(public.sessions, timestamptz) from public, anon, authenticated;
