create function app.replace_sealed(p_store text, p_tenant_id uuid, p_owner_id uuid, p_old jsonb, p_new jsonb)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_store app.sealed_stores;
  v_rows integer;
begin
  if p_new is null or not p_new ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  select * into strict v_store from app.sealed_stores s where s.name = p_store;
  execute format('update %3$s t set %2$I = $4 where t.tenant_id = $1 and t.%1$I = $2 and t.%2$I = $3',
    v_store.owner_column, v_store.sealed_column, v_store.name)
  using p_tenant_id, p_owner_id, p_old, p_new;
  get diagnostics v_rows = row_count;
  return v_rows > 0;
end;
$$;
comment on function app.replace_sealed(text, uuid, uuid, jsonb, jsonb) is
  'Caller: the worker. Puts the same secret under another key, if it is still the one that was read; what somebody connected since stays. Errors: PT400 credentials_not_encrypted.';
revoke execute on function app.replace_sealed(text, uuid, uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.replace_sealed(text, uuid, uuid, jsonb, jsonb) to service_role;
