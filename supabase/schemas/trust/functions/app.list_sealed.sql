create function app.list_sealed(p_key_id text, p_store text, p_after_tenant uuid default null, p_after_owner uuid default null, p_limit integer default 100)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_store app.sealed_stores;
  v_rows jsonb;
begin
  select * into strict v_store from app.sealed_stores s where s.name = p_store;
  -- with ties: what belongs to one owner stands on one page
  execute format('
    select coalesce(jsonb_agg(to_jsonb(w) order by w.tenant_id, w.owner_id), ''[]'') from (
      select t.tenant_id, t.%1$I as owner_id, t.%2$I as sealed from %3$s t
      where t.%2$I ->> ''kid'' is distinct from $1 and ($2 is null or (t.tenant_id, t.%1$I) > ($2, $3))
      order by t.tenant_id, t.%1$I fetch first ($4) rows with ties) w',
    v_store.owner_column, v_store.sealed_column, v_store.name)
  into v_rows using p_key_id, p_after_tenant, p_after_owner, least(greatest(p_limit, 1), 1000);
  return v_rows;
end;
$$;
comment on function app.list_sealed(text, text, uuid, uuid, integer) is
  'Caller: the worker. [{tenant_id, owner_id, sealed}] of a store that another key than this one sealed, by clinic and owner, from behind an owner on.';
revoke execute on function app.list_sealed(text, text, uuid, uuid, integer) from public, anon, authenticated;
grant execute on function app.list_sealed(text, text, uuid, uuid, integer) to service_role;
