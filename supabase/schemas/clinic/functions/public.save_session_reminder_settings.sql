create function public.save_session_reminder_settings(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.conversation_session_reminders_settings;
  v_on boolean;
  v_window jsonb;
  v_windows jsonb := '[]';
  v_minutes integer;
  v_holdout integer;
  v_text text;
begin
  perform app.require_leader(p_tenant_id);
  v_old := app.reminder_settings_of(p_tenant_id);
  v_on := case when jsonb_typeof(p_settings -> 'is_on') = 'boolean' then (p_settings ->> 'is_on')::boolean else v_old.is_on end;
  v_holdout := case when p_settings ? 'holdout_percent' then app.typed_number(p_settings ->> 'holdout_percent') else v_old.holdout_percent end;
  if v_holdout is null or v_holdout not between 0 and 20
    or jsonb_typeof(coalesce(p_settings -> 'windows', v_old.windows)) <> 'array'
    or coalesce(p_settings ->> 'quiet_from', '00:00') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    or coalesce(p_settings ->> 'quiet_to', '00:00') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  for v_window in select w from jsonb_array_elements(coalesce(p_settings -> 'windows', v_old.windows)) w loop
    v_minutes := app.typed_number(v_window ->> 'minutes');
    v_text := app.trimmed(v_window ->> 'text', 1000);
    if coalesce(v_minutes, 0) not between 60 and 10080 or v_windows @> jsonb_build_array(jsonb_build_object('minutes', v_minutes)) then
      raise sqlstate 'PT400' using message = 'invalid_reminder_window', detail = coalesce(v_window ->> 'minutes', '');
    end if;
    if v_text is null then
      raise sqlstate 'PT400' using message = 'empty_body', detail = v_minutes::text;
    end if;
    if jsonb_typeof(v_window -> 'template') = 'object' then
      perform app.require_template(p_tenant_id, v_window -> 'template');
    end if;
    -- what was due before a window was there is not made up for: nobody is reminded twice of one session
    v_windows := v_windows || jsonb_build_array(jsonb_build_object('minutes', v_minutes, 'text', v_text,
      'template', case when jsonb_typeof(v_window -> 'template') = 'object' then v_window -> 'template' end,
      'since', coalesce((
        select w.since from app.reminder_windows(v_old.windows) w where w.minutes = v_minutes and v_old.is_on), clock_timestamp())));
  end loop;
  if jsonb_array_length(v_windows) not between 1 and 5 then
    raise sqlstate 'PT400' using message = 'invalid_reminder_window', detail = '';
  end if;
  insert into public.conversation_session_reminders_settings as s (tenant_id, is_on, windows, quiet_from, quiet_to, skip_when_confirmed, holdout_percent)
  values (p_tenant_id, v_on, v_windows, coalesce((p_settings ->> 'quiet_from')::time, v_old.quiet_from),
    coalesce((p_settings ->> 'quiet_to')::time, v_old.quiet_to), case when jsonb_typeof(p_settings -> 'skip_when_confirmed') = 'boolean'
      then (p_settings ->> 'skip_when_confirmed')::boolean else v_old.skip_when_confirmed end, v_holdout)
  on conflict (tenant_id) do update set is_on = excluded.is_on, windows = excluded.windows, quiet_from = excluded.quiet_from,
    quiet_to = excluded.quiet_to, skip_when_confirmed = excluded.skip_when_confirmed,
    holdout_percent = excluded.holdout_percent, updated_at = clock_timestamp();
  return public.get_session_reminder_settings(p_tenant_id);
end;
$$;
comment on function public.save_session_reminder_settings(uuid, jsonb) is
  'Caller: owner, admin, supervisor. {is_on, quiet_from HH:MM, quiet_to, skip_when_confirmed, holdout_percent 0–20, windows: [{minutes 60–10080, text up to 1000, template: {id, variables}|null}], one to five}; keys that are not there stay. What is still due follows at once. Answers get_session_reminder_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings, PT400 invalid_reminder_window, PT400 empty_body, PT404 template_not_found, PT409 template_not_approved, PT409 template_not_supported, PT400 template_variables_invalid, PT400 template_too_long.';
revoke execute on function public.save_session_reminder_settings(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_session_reminder_settings(uuid, jsonb) to authenticated;
