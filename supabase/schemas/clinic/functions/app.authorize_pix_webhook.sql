create function app.authorize_pix_webhook(p_tenant_id uuid, p_account_id uuid, p_token_sha256 text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from app.pix_accounts a
    where a.tenant_id = p_tenant_id and a.id = p_account_id and a.webhook_sha256 = p_token_sha256);
$$;
comment on function app.authorize_pix_webhook(uuid, uuid, text) is
  'Caller: clinic-asaas-webhook, before it reads a body. Also of an account that was disconnected: what it charged may be paid. Errors: none.';
revoke execute on function app.authorize_pix_webhook(uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.authorize_pix_webhook(uuid, uuid, text) to service_role;
