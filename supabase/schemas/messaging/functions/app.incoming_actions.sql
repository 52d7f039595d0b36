-- What the events of a batch say, with the clinics that they are said to.
create function app.incoming_actions(p_events jsonb)
returns app.incoming_action[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(row(c.tenant_id, c.id, c.provider, a.action)::app.incoming_action)
    from (select distinct e ->> 'provider' as provider, e -> 'auth' as auth from jsonb_array_elements(p_events) e) s
    cross join app.authorize_event(s.provider, s.auth) c
    join jsonb_array_elements(p_events) e on e ->> 'provider' = s.provider and e -> 'auth' = s.auth
    cross join jsonb_path_query(e, '$.actions[*]') a (action)
    where c.id is not null);
end;
$$;
revoke execute on function app.incoming_actions(jsonb) from public, anon, authenticated;
