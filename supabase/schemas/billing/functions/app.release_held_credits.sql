create function app.release_held_credits(p_tenant_id uuid, p_hold_id uuid)
returns app.credit_holds
language plpgsql
set search_path = ''
as $$
declare
  v_hold app.credit_holds;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  update app.credit_holds h set released_at = clock_timestamp(), settled_credits = (
    select count(*) from app.credit_settlements s where s.tenant_id = h.tenant_id and s.hold_id = h.id and s.refunded_at is null)
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is null
  returning * into v_hold;
  if not found then
    select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
    if v_hold.id is null then
      raise sqlstate 'PT404' using message = 'hold_not_found';
    end if;
  elsif v_hold.credits > v_hold.settled_credits then
    perform app.post_credits(p_tenant_id, 'refund', v_hold.credits - v_hold.settled_credits, 'hold:' || p_hold_id);
  end if;
  return v_hold;
end;
$$;
comment on function app.release_held_credits(uuid, uuid) is
  'Caller: a campaign that ends. What was not settled goes back to the balance, once. Errors: PT404 hold_not_found.';
revoke execute on function app.release_held_credits(uuid, uuid) from public, anon, authenticated;
