-- What a phone remembers of a conversation: stored as it would stand here, and nobody is told (app.import_messages). A file
-- that came without its content before is completed.
create function app.apply_history(p_incoming app.incoming_action)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_messages jsonb := p_incoming.action -> 'messages';
  v_message jsonb;
begin
  perform app.import_messages(
    jsonb_populate_record(null::app.history_imports, jsonb_build_object('tenant_id', p_incoming.tenant_id,
      'channel_id', p_incoming.channel_id, 'since', now() - interval '200 days', 'until', now() + interval '1 hour')),
    p_incoming.action ->> 'name', v_messages);
  for v_message in select m from jsonb_array_elements(v_messages) m where m ->> 'kind' not in ('unsupported', 'view_once') loop
    perform app.apply_repeated_message(row(p_incoming.tenant_id, p_incoming.channel_id, p_incoming.provider, v_message));
  end loop;
end;
$$;
revoke execute on function app.apply_history(app.incoming_action) from public, anon, authenticated;
