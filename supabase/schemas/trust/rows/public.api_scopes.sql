insert into public.api_scopes (key, position) values
  ('patients:read', 1), ('patients:write', 2), ('sessions:read', 3), ('sessions:write', 4), ('conversations:read', 5),
  ('conversations:write', 6), ('messages:send', 7), ('payments:read', 8), ('webhooks:read', 9), ('webhooks:write', 10)
on conflict (key) do update set position = excluded.position;

insert into app.api_operations (key, scope, function, is_write) values
  ('me', null, 'app.api_me', false),
  ('patients.list', 'patients:read', 'app.api_list_patients', false),
  ('patients.get', 'patients:read', 'app.api_get_patient', false),
  ('patients.create', 'patients:write', 'app.api_create_patient', true),
  ('therapists.list', 'sessions:read', 'app.api_list_therapists', false),
  ('session_types.list', 'sessions:read', 'app.api_list_session_types', false),
  ('free_slots.list', 'sessions:read', 'app.api_list_free_slots', false),
  ('sessions.list', 'sessions:read', 'app.api_list_sessions', false),
  ('sessions.get', 'sessions:read', 'app.api_get_session', false),
  ('sessions.create', 'sessions:write', 'app.api_create_session', true),
  ('sessions.move', 'sessions:write', 'app.api_move_session', true),
  ('sessions.cancel', 'sessions:write', 'app.api_cancel_session', true),
  ('conversations.list', 'conversations:read', 'app.api_list_conversations', false),
  ('messages.list', 'conversations:read', 'app.api_list_messages', false),
  ('messages.send', 'messages:send', 'app.api_send_message', true),
  ('tags.list', 'conversations:read', 'app.api_list_tags', false),
  ('conversations.tag', 'conversations:write', 'app.api_tag_conversation', true),
  ('payments.list', 'payments:read', 'app.api_list_payments', false),
  ('webhook_endpoints.list', 'webhooks:read', 'app.api_list_webhook_endpoints', false),
  ('webhook_endpoints.create', 'webhooks:write', 'app.api_create_webhook_endpoint', true),
  ('webhook_endpoints.delete', 'webhooks:write', 'app.api_delete_webhook_endpoint', true)
on conflict (key) do update set scope = excluded.scope, function = excluded.function, is_write = excluded.is_write;
