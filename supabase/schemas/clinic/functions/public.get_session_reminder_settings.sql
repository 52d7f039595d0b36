create function public.get_session_reminder_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_session_reminders_settings;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.reminder_settings_of(p_tenant_id);
  return jsonb_build_object('is_on', v_row.is_on, 'quiet_from', to_char(v_row.quiet_from, 'HH24:MI'),
    'quiet_to', to_char(v_row.quiet_to, 'HH24:MI'), 'skip_when_confirmed', v_row.skip_when_confirmed, 'holdout_percent', v_row.holdout_percent,
    'windows', (select jsonb_agg(jsonb_build_object('minutes', w.minutes, 'text', w.text, 'template', w.template) order by w.minutes desc)
      from app.reminder_windows(v_row.windows) w));
end;
$$;
comment on function public.get_session_reminder_settings(uuid) is
  'Caller: members. {is_on, quiet_from HH:MM, quiet_to, skip_when_confirmed, holdout_percent 0–20, windows: [{minutes, text, template: {id, variables}|null}]}, the longest window first. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_session_reminder_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_session_reminder_settings(uuid) to authenticated;
