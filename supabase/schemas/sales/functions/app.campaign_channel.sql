-- What campaigns go out by: the WhatsApp channel that is on, and what they may do there.
create function app.campaign_channel(p_tenant_id uuid)
returns table (channel_id uuid, provider text, label text, is_official boolean, is_connected boolean, needs_template boolean, most_per_minute integer, obstacle text)
language sql
stable
rows 1
set search_path = ''
as $$
  select c.id, c.provider, k.label, k.is_official, c.connection_state is distinct from 'close', r.needs_template, r.most_per_minute,
    case
      when r.kind is null then 'campaigns_not_supported'
      when r.needs_switch and not exists (
        select from public.campaign_settings s where s.tenant_id = p_tenant_id and s.unofficial_since is not null) then 'campaigns_not_on_unofficial'
    end
  from app.active_channel(p_tenant_id, 'whatsapp') c
  join public.channel_kinds k on k.kind = c.provider
  left join app.campaign_channels r on r.kind = c.provider;
$$;
comment on function app.campaign_channel(uuid) is
  'No row without a channel. obstacle: why it carries no campaigns, as a code.';
revoke execute on function app.campaign_channel(uuid) from public, anon, authenticated;
