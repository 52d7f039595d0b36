create function app.count_sealed()
returns table (store text, key_id text, secrets bigint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_store app.sealed_stores;
begin
  for v_store in select * from app.sealed_stores s order by s.name loop
    return query execute format('select %L, t.%I ->> ''kid'', count(*) from %s t group by 2 order by 2',
      v_store.name, v_store.sealed_column, v_store.name);
  end loop;
end;
$$;
comment on function app.count_sealed() is
  'Caller: whoever runs the service, in SQL. How many secrets each key seals: a key that seals none may be taken out of the environment.';
revoke execute on function app.count_sealed() from public, anon, authenticated;
grant execute on function app.count_sealed() to service_role;
