-- Applies what came before its message, now that the message is there.
create function app.apply_early_actions(p_tenant_id uuid, p_channel_id uuid, p_provider_message_id text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_early record;
begin
  for v_early in
    delete from app.early_actions e
    where e.tenant_id = p_tenant_id and e.channel_id = p_channel_id and e.provider_message_id = p_provider_message_id
    returning e.action, e.id
  loop
    perform app.apply_change(p_tenant_id, p_channel_id, v_early.action);
  end loop;
end;
$$;
revoke execute on function app.apply_early_actions(uuid, uuid, text) from public, anon, authenticated;
