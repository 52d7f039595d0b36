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
  v_obstacle text := app.channel_obstacle(p_tenant_id);
  v_name text := (select t.name from public.tenants t where t.id = p_tenant_id);
  v_words text;
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
  v_words := case when v_back is null then 'assim que pudermos' else 'a partir de ' || app.moment_in_words(v_back, v_zone) end;
  return v_state || jsonb_build_object('replies', v_obstacle is null, 'reason', v_obstacle, 'situation', case when v_is_holiday then 'holiday' else 'closed' end,
    'text', replace(replace(case when v_is_holiday then v_settings.holiday_text else v_settings.closed_text end, '{clinica}', v_name), '{volta}', v_words),
    'outside_window', case
      when not exists (select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
        where c.tenant_id = p_tenant_id and c.is_active and k.window_hours is not null and not k.only_answers) then null
      when v_settings.template is null then 'no_template'
      else coalesce((select case when m.status = 'approved' then 'template' else 'template_not_approved' end from public.message_templates m
        where m.tenant_id = p_tenant_id and m.id = (v_settings.template ->> 'id')::uuid), 'template_not_found') end,
    'template', case when v_settings.template is not null then jsonb_build_object('id', v_settings.template -> 'id', 'variables', (
      select coalesce(jsonb_object_agg(e.key, replace(replace(e.value, '{clinica}', v_name), '{volta}', v_words)), '{}')
      from jsonb_each_text(coalesce(nullif(v_settings.template -> 'variables', 'null'), '{}')) e)) end);
end;
$$;
comment on function app.autoreply_decision(uuid, timestamptz) is
  'Whether a clinic would answer a message of p_at by itself, and why: {replies, reason: off, open or outside_custom_hours, situation, text with the clinic and the moment filled in, open, closes_at, opens_at; outside_window: what goes where free text is not taken (template, or why none does; null where it always is), template filled in likewise}. Where nothing would leave at all, reason is a code of app.channel_obstacle.';
revoke execute on function app.autoreply_decision(uuid, timestamptz) from public, anon, authenticated;
