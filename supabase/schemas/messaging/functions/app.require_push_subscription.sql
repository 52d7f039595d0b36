create function app.require_push_subscription(p_endpoint text, p_p256dh text, p_auth text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if coalesce(p_endpoint, '') !~ '^https://[^/@\s]+/\S+$' or octet_length(p_endpoint) > 1000
    or coalesce(p_p256dh, '') !~ '^[A-Za-z0-9_-]{80,100}$' or coalesce(p_auth, '') !~ '^[A-Za-z0-9_-]{16,40}$' then
    raise sqlstate 'PT400' using message = 'invalid_push_subscription';
  end if;
end;
$$;
comment on function app.require_push_subscription(text, text, text) is 'Refuses what no browser gives for its push service. Errors: PT400 invalid_push_subscription.';
revoke execute on function app.require_push_subscription(text, text, text) from public, anon, authenticated;
grant execute on function app.require_push_subscription(text, text, text) to service_role;
