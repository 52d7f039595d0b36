create function app.campaign_counts(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('total', count(*), 'queued', count(*) filter (where r.state = 'queued'), 'sending', count(*) filter (where r.state = 'sending'),
    'sent', count(*) filter (where r.state in ('sent', 'delivered', 'read')), 'delivered', count(*) filter (where r.state in ('delivered', 'read')),
    'read', count(*) filter (where r.state = 'read'), 'replied', count(*) filter (where r.replied_at is not null),
    'failed', count(*) filter (where r.state = 'failed'), 'skipped', count(*) filter (where r.state = 'skipped'))
  from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = p_id;
$$;
comment on function app.campaign_counts(uuid, uuid) is
  'How far a campaign is: who was delivered to was sent to, and who read was delivered to.';
revoke execute on function app.campaign_counts(uuid, uuid) from public, anon, authenticated;
