create function app.call_scheduled_function(p_name text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.call_function(s.function_name, s.body) from app.scheduled_functions s where s.name = p_name and s.enabled;
end;
$$;
revoke execute on function app.call_scheduled_function(text) from public, anon, authenticated;
