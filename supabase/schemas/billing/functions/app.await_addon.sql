-- Waits for the clinic's balance of a kind; the moment when it is ours, by which its limits and its ledger go.
create function app.await_addon(p_tenant_id uuid, p_addon_type text)
returns timestamptz
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_addon_type, uuid_hash_extended(p_tenant_id, 7)));
  return clock_timestamp();
end;
$$;
revoke execute on function app.await_addon(uuid, text) from public, anon, authenticated;
