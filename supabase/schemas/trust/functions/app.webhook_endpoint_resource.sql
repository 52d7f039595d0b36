create function app.webhook_endpoint_resource(p_endpoint jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('id', p_endpoint -> 'id', 'url', p_endpoint -> 'url', 'description', p_endpoint -> 'description', 'events', p_endpoint -> 'events',
    'is_active', p_endpoint -> 'is_active', 'disabled_reason', p_endpoint -> 'disabled_reason', 'failing_since', p_endpoint -> 'failing_since',
    'created_at', p_endpoint -> 'created_at');
$$;
comment on function app.webhook_endpoint_resource(jsonb) is
  'An endpoint as programs outside get it.';
revoke execute on function app.webhook_endpoint_resource(jsonb) from public, anon, authenticated;
grant execute on function app.webhook_endpoint_resource(jsonb) to authenticated;
