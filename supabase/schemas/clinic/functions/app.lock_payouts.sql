create function app.lock_payouts(p_tenant_id uuid, p_alone boolean)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_alone then
    perform pg_advisory_xact_lock(hashtextextended('payouts:' || p_tenant_id, 0));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended('payouts:' || p_tenant_id, 0));
  end if;
end;
$$;
comment on function app.lock_payouts(uuid, boolean) is
  'Who posts entries shares it; who closes a month or changes a rule waits for them and keeps them waiting. Taken after payers and charges, and nothing of theirs is locked under it.';
revoke execute on function app.lock_payouts(uuid, boolean) from public, anon, authenticated;
