create function app.lock_identity(p_tenant_id uuid, p_keys text[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_key text;
begin
  -- an import writes down many at once and locks the clinic instead of each key
  perform pg_advisory_xact_lock_shared(hashtextextended(p_tenant_id || ':import', 20));
  for v_key in select distinct k from unnest(p_keys) k where k is not null order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':' || v_key, 20));
  end loop;
end;
$$;
comment on function app.lock_identity(uuid, text[]) is
  'Of two who write down one phone or address at once, the second sees what the first wrote.';
revoke execute on function app.lock_identity(uuid, text[]) from public, anon, authenticated;
