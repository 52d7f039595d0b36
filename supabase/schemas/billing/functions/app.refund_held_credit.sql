create function app.refund_held_credit(p_tenant_id uuid, p_hold_id uuid, p_position integer)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock_shared(uuid_hash_extended(p_hold_id, 5));
  update app.credit_settlements s set refunded_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id and s.position = p_position and s.refunded_at is null;
  if not found then
    return false;
  end if;
  -- a hold that is open gives it back with the rest
  update app.credit_holds h set settled_credits = h.settled_credits - 1
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is not null;
  if found then
    perform app.post_credits(p_tenant_id, 'refund', 1, format('hold:%s:%s', p_hold_id, p_position));
  end if;
  return true;
end;
$$;
comment on function app.refund_held_credit(uuid, uuid, integer) is
  'Caller: a campaign whose n-th message finally failed. True when the credit came back now. Errors: none.';
revoke execute on function app.refund_held_credit(uuid, uuid, integer) from public, anon, authenticated;
