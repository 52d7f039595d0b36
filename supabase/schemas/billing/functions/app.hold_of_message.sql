-- The credits of a campaign's hold that are for a message.
create function app.hold_of_message(p_message public.conversation_messages)
returns table (tenant_id uuid, hold_id uuid, hold_position integer, credits integer)
language plpgsql
stable
rows 1
set search_path = ''
as $$
begin
  if p_message.origin = 'automation' and p_message.client_id is not null then
    return query
      select r.tenant_id, r.hold_id, r.hold_position, r.credits from public.campaign_recipients r
      where r.tenant_id = p_message.tenant_id and r.id = p_message.client_id and r.hold_id is not null;
  end if;
end;
$$;
revoke execute on function app.hold_of_message(public.conversation_messages) from public, anon, authenticated;
