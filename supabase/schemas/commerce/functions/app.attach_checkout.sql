create function app.attach_checkout(p_tenant_id uuid, p_id uuid, p_session_id text, p_url text)
returns void
language sql
set search_path = ''
as $$
  update app.stripe_checkouts k set session_id = p_session_id, url = coalesce(p_url, k.url)
  where k.tenant_id = p_tenant_id and k.id = p_id and coalesce(k.session_id, p_session_id) = p_session_id;
$$;
comment on function app.attach_checkout(uuid, uuid, text, text) is
  'Caller: whoever created the page at Stripe, or found it by its idempotency key. Errors: none.';
revoke execute on function app.attach_checkout(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function app.attach_checkout(uuid, uuid, text, text) to service_role;
