create function public.subscribe_push(p_tenant_id uuid, p_endpoint text, p_p256dh text, p_auth text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_push_subscription(p_endpoint, p_p256dh, p_auth);
  -- the browser is the one's who sits before it now
  insert into app.push_subscriptions as d (tenant_id, user_id, endpoint, p256dh, auth, session_id)
  values (p_tenant_id, auth.uid(), p_endpoint, p_p256dh, p_auth, app.session_id())
  on conflict (tenant_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
    session_id = excluded.session_id;
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.user_id = auth.uid() and d.id in (
    select o.id from app.push_subscriptions o where o.tenant_id = p_tenant_id and o.user_id = auth.uid()
    order by o.endpoint = p_endpoint desc, o.created_at desc offset 10);
end;
$$;
comment on function public.subscribe_push(uuid, text, text, text) is
  'Caller: members, for the browser before them; the ten latest stay. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_push_subscription.';
revoke execute on function public.subscribe_push(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.subscribe_push(uuid, text, text, text) to authenticated;
