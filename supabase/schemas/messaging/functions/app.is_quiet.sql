create function app.is_quiet(s public.notification_settings, p_time_zone text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_now time := (now() at time zone p_time_zone)::time;
begin
  return case
    when s.is_muted then true
    when s.quiet_from is null then false
    when s.quiet_from < s.quiet_until then v_now >= s.quiet_from and v_now < s.quiet_until
    else v_now >= s.quiet_from or v_now < s.quiet_until end;
end;
$$;
comment on function app.is_quiet(public.notification_settings, text) is 'Whether nothing may sound now: muted, or within the quiet hours of the clinic''s zone.';
revoke execute on function app.is_quiet(public.notification_settings, text) from public, anon, authenticated;
