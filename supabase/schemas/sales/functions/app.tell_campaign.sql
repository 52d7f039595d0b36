create function app.tell_campaign(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_tenant_id, 'campaign', jsonb_build_object('id', p_id));
$$;
comment on function app.tell_campaign(uuid, uuid) is
  'Tells open screens that a campaign changed.';
revoke execute on function app.tell_campaign(uuid, uuid) from public, anon, authenticated;
