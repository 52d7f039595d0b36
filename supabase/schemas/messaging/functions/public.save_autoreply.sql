create function public.save_autoreply(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_mode text := p_settings ->> 'mode';
  v_closed text := nullif(btrim(p_settings ->> 'closed_text'), '');
  v_holiday text := nullif(btrim(p_settings ->> 'holiday_text'), '');
  v_template jsonb := nullif(p_settings -> 'template', 'null');
begin
  perform app.require_leader(p_tenant_id);
  if v_mode is null or v_mode not in ('agenda', 'business_hours', 'custom') then
    raise sqlstate 'PT400' using message = 'invalid_mode';
  elsif coalesce(p_settings ->> 'cooldown_minutes', '') !~ '^\d{1,5}$' or (p_settings ->> 'cooldown_minutes')::integer not between 10 and 10080 then
    raise sqlstate 'PT400' using message = 'invalid_cooldown', detail = '10-10080';
  elsif v_closed is null or v_holiday is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif char_length(v_closed) > 1000 or char_length(v_holiday) > 1000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '1000';
  elsif v_closed || v_holiday ~ '\{(?!(nome|clinica|volta)\})' then
    raise sqlstate 'PT400' using message = 'unknown_variable', hint = 'Known are {nome}, {clinica} and {volta}.';
  elsif v_template is not null and not exists (
    select from public.message_templates m where m.tenant_id = p_tenant_id and m.id::text = v_template ->> 'id')
  then
    raise sqlstate 'PT404' using message = 'template_not_found';
  elsif exists (
    select from jsonb_each_text(case when jsonb_typeof(v_template -> 'variables') = 'object' then v_template -> 'variables' else '{}' end) e
    where e.value ~ '\{(?!(nome|clinica|volta)\})')
  then
    raise sqlstate 'PT400' using message = 'unknown_variable', hint = 'Known are {nome}, {clinica} and {volta}.';
  end if;
  insert into public.conversation_autoreply_settings (tenant_id, is_on, mode, business_hours, custom_hours, closes_on_holidays, cooldown_minutes, closed_text, holiday_text, template)
  values (p_tenant_id, coalesce((p_settings ->> 'is_on')::boolean, false), v_mode, app.checked_weekly(p_settings -> 'business_hours'),
    app.checked_weekly(p_settings -> 'custom_hours'), coalesce((p_settings ->> 'closes_on_holidays')::boolean, true),
    (p_settings ->> 'cooldown_minutes')::integer, v_closed, v_holiday, v_template)
  on conflict (tenant_id) do update set is_on = excluded.is_on, mode = excluded.mode, business_hours = excluded.business_hours,
    custom_hours = excluded.custom_hours, closes_on_holidays = excluded.closes_on_holidays, cooldown_minutes = excluded.cooldown_minutes,
    closed_text = excluded.closed_text, holiday_text = excluded.holiday_text, template = excluded.template, updated_at = now();
  return public.get_autoreply(p_tenant_id);
end;
$$;
comment on function public.save_autoreply(uuid, jsonb) is
  'Caller: owner, admin, supervisor. {is_on, mode, business_hours, custom_hours, closes_on_holidays, cooldown_minutes, closed_text, holiday_text, template}; answers what get_autoreply does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_mode, PT400 invalid_cooldown, PT400 invalid_hours, PT400 empty_body, PT400 body_too_long, PT400 unknown_variable, PT404 template_not_found.';
revoke execute on function public.save_autoreply(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_autoreply(uuid, jsonb) to authenticated;
