-- Pays a message out of the hold of its campaign. False for others, and once the hold is released.
create function app.settle_message(p_message public.conversation_messages)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_place record;
begin
  select * into v_place from app.hold_of_message(p_message);
  if not found or not exists (
    select from app.credit_holds h where h.tenant_id = p_message.tenant_id and h.id = v_place.hold_id and h.released_at is null) then
    return false;
  end if;
  perform app.settle_held_credits(p_message.tenant_id, v_place.hold_id, v_place.hold_position, array_fill(p_message.id, array[v_place.credits]));
  return true;
end;
$$;
revoke execute on function app.settle_message(public.conversation_messages) from public, anon, authenticated;
