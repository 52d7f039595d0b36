-- A browser changes its address by itself, also while nobody is signed in: who knows the secret of the old one is it.
create function app.renew_push_subscription(
  p_tenant_id uuid, p_endpoint text, p_auth text, p_new_endpoint text, p_new_p256dh text, p_new_auth text
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_user_id uuid;
  v_session_id uuid;
begin
  perform app.require_push_subscription(p_new_endpoint, p_new_p256dh, p_new_auth);
  delete from app.push_subscriptions d
  where d.tenant_id = p_tenant_id and d.endpoint = p_endpoint and d.auth = p_auth
  returning d.user_id, d.session_id into v_user_id, v_session_id;
  if v_user_id is not null then
    insert into app.push_subscriptions (tenant_id, user_id, endpoint, p256dh, auth, session_id)
    values (p_tenant_id, v_user_id, p_new_endpoint, p_new_p256dh, p_new_auth, v_session_id)
    on conflict (tenant_id, endpoint) do nothing;
  elsif not exists (
    select from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.endpoint = p_new_endpoint and d.auth = p_new_auth) then
    raise sqlstate 'PT404' using message = 'push_subscription_not_found';
  end if;
end;
$$;
comment on function app.renew_push_subscription(uuid, text, text, text, text, text) is
  'Caller: renew-push-subscription, for a service worker. The person of the old address is told at the new one; said twice it is the same. Errors: PT400 invalid_push_subscription, PT404 push_subscription_not_found.';
revoke execute on function app.renew_push_subscription(uuid, text, text, text, text, text) from public, anon, authenticated;
grant execute on function app.renew_push_subscription(uuid, text, text, text, text, text) to service_role;
