create function app.call_scheduled_function(p_name text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_call record;
begin
  select s.function_name, s.body into v_call from app.scheduled_functions s where s.name = p_name and s.enabled;
  if found then
    -- net and vault exist on hosted projects only, so their names are resolved when this runs
    execute $call$
      select net.http_post(
        url := (select decrypted_secret from vault.decrypted_secrets where name = 'project_url') || '/functions/v1/' || $1,
        headers := jsonb_build_object('content-type', 'application/json',
          'apikey', (select decrypted_secret from vault.decrypted_secrets where name = 'cron_key')),
        body := $2)
    $call$ using v_call.function_name, v_call.body;
  end if;
end;
$$;
revoke execute on function app.call_scheduled_function(text) from public, anon, authenticated;
