create function public.get_notification_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('is_muted', coalesce(s.is_muted, false), 'plays_sound', coalesce(s.plays_sound, true),
      'rule', coalesce(s.rule, 'all'), 'quiet_from', to_char(s.quiet_from, 'HH24:MI'), 'quiet_until', to_char(s.quiet_until, 'HH24:MI'),
      'shows_text_in_push', coalesce(s.shows_text_in_push, false), 'time_zone', c.time_zone)
    from public.tenants c
    left join public.notification_settings s on s.tenant_id = c.id and s.user_id = auth.uid()
    where c.id = p_tenant_id);
end;
$$;
comment on function public.get_notification_settings(uuid) is
  'Caller: members. The caller''s own, or the defaults: {is_muted, plays_sound, rule, quiet_from, quiet_until, shows_text_in_push, time_zone}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_notification_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_notification_settings(uuid) to authenticated;
