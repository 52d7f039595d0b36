create function public.save_notification_settings(
  p_tenant_id uuid, p_is_muted boolean, p_plays_sound boolean, p_rule text, p_quiet_from time, p_quiet_until time, p_shows_text_in_push boolean
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  if p_is_muted is null or p_plays_sound is null or p_shows_text_in_push is null
    or coalesce(p_rule, '') not in ('all', 'unassigned', 'mine', 'mentions')
    or (p_quiet_from is null) <> (p_quiet_until is null) or p_quiet_from = p_quiet_until then
    raise sqlstate 'PT400' using message = 'invalid_notification_settings', detail = 'Quiet hours have a beginning and another end.';
  end if;
  insert into public.notification_settings as s
    (tenant_id, user_id, is_muted, plays_sound, rule, quiet_from, quiet_until, shows_text_in_push)
  values (p_tenant_id, auth.uid(), p_is_muted, p_plays_sound, p_rule, p_quiet_from, p_quiet_until, p_shows_text_in_push)
  on conflict (tenant_id, user_id) do update set
    is_muted = excluded.is_muted, plays_sound = excluded.plays_sound, rule = excluded.rule, quiet_from = excluded.quiet_from,
    quiet_until = excluded.quiet_until, shows_text_in_push = excluded.shows_text_in_push;
  perform app.broadcast(p_tenant_id, 'notification_settings', jsonb_build_object('user_id', auth.uid()));
  return public.get_notification_settings(p_tenant_id);
end;
$$;
comment on function public.save_notification_settings(uuid, boolean, boolean, text, time, time, boolean) is
  'Caller: members, for themselves. Answers as get_notification_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_notification_settings.';
revoke execute on function public.save_notification_settings(uuid, boolean, boolean, text, time, time, boolean) from public, anon, authenticated;
grant execute on function public.save_notification_settings(uuid, boolean, boolean, text, time, time, boolean) to authenticated;
