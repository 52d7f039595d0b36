-- The channels whose state a call changes, before anything else and in one order: a call that holds one (the sign of life)
-- never waits for another.
create function app.lock_channels(p_events jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from public.notification_channels c
  where (c.tenant_id, c.id) in (
    select a.tenant_id, a.id from (
      select e ->> 'provider' as provider, e -> 'auth' as auth,
        bool_or(e @? '$.actions[*] ? (@.type == "connection" || @.type == "qr")') as tells_state
      from jsonb_array_elements(p_events) e group by 1, 2) s
    cross join app.authorize_event(s.provider, s.auth) a
    where s.tells_state or (a.connection_state <> 'open' and exists (
      select from public.channel_kinds k where k.kind = a.provider and not k.needs_pairing)))
  order by c.id for no key update;
end;
$$;
revoke execute on function app.lock_channels(jsonb) from public, anon, authenticated;
