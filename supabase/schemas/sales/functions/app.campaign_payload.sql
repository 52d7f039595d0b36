create function app.campaign_payload(p_campaign public.campaigns)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_campaign.id, 'name', p_campaign.name, 'state', p_campaign.state, 'definition', p_campaign.definition,
    'version', p_campaign.version, 'starts_at', p_campaign.starts_at, 'started_at', p_campaign.started_at, 'started_by_name', app.name_of_member(p_campaign.started_by),
    'is_planned', p_campaign.planned_at is not null, 'pause_reason', p_campaign.pause_reason, 'waits_for', p_campaign.waits_for,
    'waits_until', p_campaign.waits_until, 'retried_at', p_campaign.retried_at, 'closed_at', p_campaign.closed_at,
    'created_by_name', app.name_of_member(p_campaign.created_by), 'created_at', p_campaign.created_at, 'updated_at', p_campaign.updated_at,
    'counts', app.campaign_counts(p_campaign.tenant_id, p_campaign.id));
$$;
comment on function app.campaign_payload(public.campaigns) is
  'A campaign as screens get it.';
revoke execute on function app.campaign_payload(public.campaigns) from public, anon, authenticated;
