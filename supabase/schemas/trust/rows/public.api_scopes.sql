insert into public.api_scopes (key, position) values
  ('patients:read', 1), ('patients:write', 2), ('sessions:read', 3), ('sessions:write', 4), ('conversations:read', 5),
  ('conversations:write', 6), ('messages:send', 7), ('payments:read', 8), ('webhooks:read', 9), ('webhooks:write', 10)
on conflict (key) do update set position = excluded.position;
