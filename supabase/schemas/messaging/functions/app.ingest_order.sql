-- The places of a batch's events, those of one person in their order. Clinics and people are taken in one order by every
-- batch, so that two batches do not wait for each other's conversations.
create function app.ingest_order(p_events jsonb)
returns int[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select array_agg(e.place - 1
      order by e.event -> 'auth', coalesce(e.event #>> '{actions,0,address,phone}', e.event #>> '{actions,0,address,lid}'), e.place)
    from jsonb_array_elements(p_events) with ordinality e (event, place));
end;
$$;
revoke execute on function app.ingest_order(jsonb) from public, anon, authenticated;
