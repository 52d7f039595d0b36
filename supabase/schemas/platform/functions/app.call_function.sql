-- Net and vault exist on hosted projects only, so their names are resolved when this runs. Elsewhere, and until the
-- operator has named address and key (HANDOFF.md), nothing is called: what waits is found by the clock.
create function app.call_function(p_name text, p_body jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_url text;
  v_key text;
begin
  if to_regprocedure('net.http_post(text,jsonb,jsonb,jsonb,integer)') is null or to_regclass('vault.decrypted_secrets') is null then
    return;
  end if;
  execute $read$
    select min(s.decrypted_secret) filter (where s.name = 'project_url'), min(s.decrypted_secret) filter (where s.name = 'cron_key')
    from vault.decrypted_secrets s where s.name in ('project_url', 'cron_key')
  $read$ into v_url, v_key;
  if v_url is null or v_key is null then
    return;
  end if;
  execute $call$
    select net.http_post(url := $1, headers := jsonb_build_object('content-type', 'application/json', 'apikey', $2), body := $3)
  $call$ using v_url || '/functions/v1/' || p_name, v_key, p_body;
end;
$$;
comment on function app.call_function(text, jsonb) is
  'Caller: the clock, triggers of the owner. Has an edge function called once the transaction has ended; nobody waits for its answer, and a call that is lost must not matter.';
revoke execute on function app.call_function(text, jsonb) from public, anon, authenticated;
