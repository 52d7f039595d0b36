-- What assistants of the clinic's own ask for, by the function mcp. The right comes first: this file is run before the others'.
insert into public.api_scopes (key, position) values ('assistant:use', 11)
on conflict (key) do update set position = excluded.position;

insert into app.api_operations (key, scope, function, is_write, protocol) values
  ('assistant.tools', 'assistant:use', 'app.api_assistant_tools', false, 'mcp'),
  ('assistant.call', 'assistant:use', 'app.api_assistant_call', false, 'mcp'),
  ('assistant.call_once', 'assistant:use', 'app.api_assistant_call_once', true, 'mcp'),
  ('assistant.knowledge', 'assistant:use', 'app.api_assistant_knowledge', false, 'mcp')
on conflict (key) do update set scope = excluded.scope, function = excluded.function, is_write = excluded.is_write, protocol = excluded.protocol;
