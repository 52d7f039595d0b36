create function public.get_campaign_kit(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_settings public.campaign_settings;
begin
  select * into v_settings from public.campaign_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object(
    'may_send', v_role in ('owner', 'admin') or v_role = any (coalesce(v_settings.roles, '{}')),
    'may_manage', v_role in ('owner', 'admin'),
    'roles', to_jsonb(coalesce(v_settings.roles, '{}')), 'unofficial_since', v_settings.unofficial_since,
    'channel', (
      select to_jsonb(c) - 'most_per_minute' || jsonb_build_object('most_per_minute', c.most_per_minute, 'tier', app.campaign_tier(p_tenant_id))
      from app.campaign_channel(p_tenant_id) c),
    'hours', (
      select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday) from app.campaign_hours h),
    'time_zone', app.clinic_zone(p_tenant_id), 'variables', '["nome", "nome_completo", "clinica"]'::jsonb);
end;
$$;
comment on function public.get_campaign_kit(uuid) is
  'Caller: whoever sells. What campaigns can be here: {may_send, may_manage, roles, unofficial_since, channel|null {channel_id, provider, label, is_official, is_connected, needs_template, most_per_minute, obstacle, tier}, hours, time_zone, variables}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_campaign_kit(uuid) from public, anon, authenticated;
grant execute on function public.get_campaign_kit(uuid) to authenticated;
