create function app.autoreply_decision(p_tenant_id uuid, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_state jsonb;
  v_is_holiday boolean;
  v_back timestamptz;
begin
  if not v_settings.is_on then
    return jsonb_build_object('replies', false, 'reason', 'off');
  end if;
  v_state := app.stretch_at(app.autoreply_hours(v_settings, p_at), p_at);
  if (v_state ->> 'open')::boolean <> (v_settings.mode = 'custom') then
    return v_state || jsonb_build_object('replies', false, 'reason', case v_settings.mode when 'custom' then 'outside_custom_hours' else 'open' end);
  end if;
  v_is_holiday := v_settings.closes_on_holidays and v_settings.mode <> 'custom' and exists (
    select from app.holidays_between(p_tenant_id, (p_at at time zone v_zone)::date, (p_at at time zone v_zone)::date) h where h.scope <> 'optional');
  v_back := case when v_settings.mode <> 'custom' then v_state ->> 'opens_at' else v_state ->> 'closes_at' end;
  return v_state || jsonb_build_object('replies', true, 'reason', null, 'situation', case when v_is_holiday then 'holiday' else 'closed' end,
    'text', replace(replace(case when v_is_holiday then v_settings.holiday_text else v_settings.closed_text end,
      '{clinica}', (select t.name from public.tenants t where t.id = p_tenant_id)),
      '{volta}', case when v_back is null then 'assim que pudermos' else 'a partir de ' || app.moment_in_words(v_back, v_zone) end));
end;
$$;
comment on function app.autoreply_decision(uuid, timestamptz) is
  'Whether a clinic would answer a message of p_at by itself, and why: {replies, reason: off, open or outside_custom_hours, situation, text with the clinic and the moment filled in, open, closes_at, opens_at}.';
revoke execute on function app.autoreply_decision(uuid, timestamptz) from public, anon, authenticated;
