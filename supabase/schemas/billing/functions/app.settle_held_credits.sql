create function app.settle_held_credits(p_tenant_id uuid, p_hold_id uuid, p_first_position integer, p_message_ids uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_taken int;
  v_hold app.credit_holds;
begin
  -- shared among all that settle; a release waits for them
  perform pg_advisory_xact_lock_shared(uuid_hash_extended(p_hold_id, 5));
  insert into app.credit_settlements as s (tenant_id, hold_id, position, conversation_message_id)
  select h.tenant_id, h.id, p_first_position + m.index::int - 1, m.id
  from app.credit_holds h, unnest(p_message_ids) with ordinality as m (id, index)
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is null
    and p_first_position >= 1 and p_first_position + cardinality(p_message_ids) - 1 <= h.credits
  on conflict (tenant_id, hold_id, position) do update set
    refunded_at = null, conversation_message_id = excluded.conversation_message_id, settled_at = now()
  where s.refunded_at is not null;
  get diagnostics v_taken = row_count;
  if v_taken = cardinality(p_message_ids) then
    return v_taken;
  end if;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  if v_hold.id is null then
    raise sqlstate 'PT404' using message = 'hold_not_found';
  elsif (
    select count(*) from app.credit_settlements s
    where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id and s.refunded_at is null
      and s.position between p_first_position and p_first_position + cardinality(p_message_ids) - 1
  ) is distinct from cardinality(p_message_ids) then
    raise sqlstate 'PT409' using message = 'hold_exhausted', detail = 'Released, or holds fewer credits.';
  elsif exists (
    select from app.credit_settlements s
    where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id
      and s.position between p_first_position and p_first_position + cardinality(p_message_ids) - 1
      and s.conversation_message_id is distinct from p_message_ids[s.position - p_first_position + 1]
  ) then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = 'A credit among these pays for another message.';
  end if;
  return v_taken;
end;
$$;
comment on function app.settle_held_credits(uuid, uuid, integer, uuid[]) is
  'Caller: a campaign that creates its messages from the n-th on, in the same transaction; p_first_position = n. All or none. How many credits were taken now; the others were taken before, for the same messages. Errors: PT404 hold_not_found, PT409 hold_exhausted, PT409 reference_in_use.';
revoke execute on function app.settle_held_credits(uuid, uuid, integer, uuid[]) from public, anon, authenticated;
