create function app.can_be_paid_online(p_tenant_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null and a.key_refused_at is null)
    or exists (select from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null);
$$;
comment on function app.can_be_paid_online(uuid) is
  'Whether the page of an order takes PIX or cards.';
revoke execute on function app.can_be_paid_online(uuid) from public, anon, authenticated;
