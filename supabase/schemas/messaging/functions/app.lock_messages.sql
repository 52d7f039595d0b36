-- The locks of all messages that a batch is about, in one order: taken one by one on the way, two batches that carry the
-- same messages would wait for each other.
create function app.lock_messages(p_events jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(l.key) from (
    select distinct hashtextextended(coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id'), 2) as key
    from jsonb_array_elements(p_events) e, jsonb_array_elements(e -> 'actions') a
    where coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id') is not null
    order by 1
  ) l;
end;
$$;
revoke execute on function app.lock_messages(jsonb) from public, anon, authenticated;
