-- Acts are sealed with their commit. Nobody waits for it: where another act seals at this moment, the clock does it within a minute.
create function app.tg_audit_logs__seal()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_done text := coalesce(current_setting('app.audit_sealed', true), '');
begin
  -- once for all rows of a transaction; what sees the past cannot add to the end of a chain
  if strpos(v_done, new.tenant_id::text) > 0 or current_setting('transaction_isolation') <> 'read committed' then
    return null;
  end if;
  perform set_config('app.audit_sealed', v_done || ' ' || new.tenant_id, true);
  perform from app.audit_chains c where c.tenant_id = new.tenant_id for update skip locked;
  -- a clinic that is gone with the same transaction has no chain any more
  if found or (not exists (select from app.audit_chains c where c.tenant_id = new.tenant_id)
    and exists (select from public.tenants t where t.id = new.tenant_id)) then
    perform app.seal_audit(new.tenant_id, 100);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_audit_logs__seal() from public, anon, authenticated;
