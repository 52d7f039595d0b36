create function app.is_authentic_event(p_provider text, p_auth jsonb)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels := app.authorize_event(p_provider, p_auth);
begin
  return v_channel.id is not null;
end;
$$;
comment on function app.is_authentic_event(text, jsonb) is
  'Caller: the inbound edge functions, before they translate a large event. Errors: none.';
revoke execute on function app.is_authentic_event(text, jsonb) from public, anon, authenticated;
grant execute on function app.is_authentic_event(text, jsonb) to service_role;
