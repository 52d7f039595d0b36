-- One creator at a time for any of these addresses, always in the same order.
create function app.lock_addresses(p_tenant_id uuid, p_keys text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || k, 1)) from (select k from unnest(p_keys) k order by k) s;
end;
$$;
revoke execute on function app.lock_addresses(uuid, text[]) from public, anon, authenticated;
