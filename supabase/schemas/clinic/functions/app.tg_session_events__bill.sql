create function app.tg_session_events__bill()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.bill_session(new.tenant_id, new.session_id);
  return null;
end;
$$;
comment on function app.tg_session_events__bill() is
  'Whatever happens to a session reaches its money. Definer: whoever changes sessions has no rights on the ledger.';
revoke execute on function app.tg_session_events__bill() from public, anon, authenticated;
