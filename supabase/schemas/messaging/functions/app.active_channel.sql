-- The clinic's channel of a family that is on, if one is.
create function app.active_channel(p_tenant_id uuid, p_family text default 'whatsapp')
returns setof public.notification_channels
language sql
stable
rows 1
set search_path = ''
as $$
  select c.* from public.notification_channels c
  where c.tenant_id = p_tenant_id and c.family = p_family and c.is_active;
$$;
revoke execute on function app.active_channel(uuid, text) from public, anon, authenticated;
