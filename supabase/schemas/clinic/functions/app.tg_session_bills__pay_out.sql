create function app.tg_session_bills__pay_out()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.post_payouts(new.tenant_id, array[new.charge_id], false);
  return null;
end;
$$;
comment on function app.tg_session_bills__pay_out() is 'The type of a session has changed: another rule may count.';
revoke execute on function app.tg_session_bills__pay_out() from public, anon, authenticated;
