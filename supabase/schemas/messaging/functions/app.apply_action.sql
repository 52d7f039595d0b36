-- One thing that an event says, applied by itself.
create function app.apply_action(p_incoming app.incoming_action)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_action jsonb := p_incoming.action;
begin
  case v_action ->> 'type'
    when 'message' then
      perform app.apply_messages(array[p_incoming]);
    when 'status', 'edit', 'delete', 'reaction', 'vote' then
      perform app.apply_change(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'connection' then
      perform app.set_channel_state(p_incoming.tenant_id, p_incoming.channel_id, v_action ->> 'state', v_action ->> 'phone', v_action ->> 'reason');
    when 'qr' then
      perform app.set_channel_state(p_incoming.tenant_id, p_incoming.channel_id, null, null, null, v_action ->> 'data_url', v_action ->> 'pairing_code');
    when 'contact' then
      perform app.learn_contact_name(p_incoming.tenant_id, v_action -> 'address', nullif(app.normalize_name(left(v_action ->> 'name', 200)), ''),
        app.name_source(v_action));
    when 'picture' then
      perform app.learn_picture(p_incoming.tenant_id, v_action -> 'address', v_action ->> 'key');
    when 'watermark' then
      perform app.apply_watermark(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'account' then
      perform app.apply_account_news(p_incoming.tenant_id, p_incoming.channel_id, v_action -> 'facts');
    when 'template' then
      perform app.apply_template_news(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'preference' then
      perform app.apply_preference(p_incoming.tenant_id, v_action);
    when 'moved' then
      perform app.apply_moved_person(p_incoming.tenant_id, v_action);
    when 'history' then
      perform app.apply_history(p_incoming);
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = v_action ->> 'type';
  end case;
end;
$$;
revoke execute on function app.apply_action(app.incoming_action) from public, anon, authenticated;
