create function app.tg_credit_holds__delete_settlements()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from app.credit_settlements s where s.tenant_id = old.tenant_id and s.hold_id = old.id;
  return null;
end;
$$;
revoke execute on function app.tg_credit_holds__delete_settlements() from public, anon, authenticated;
