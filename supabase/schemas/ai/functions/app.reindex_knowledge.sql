create function app.reindex_knowledge(p_tenant_id uuid, p_model text default null)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_count integer := 0;
begin
  if p_model is not null then
    insert into public.ai_knowledge as k (tenant_id, model) values (p_tenant_id, p_model)
    on conflict (tenant_id) do update set model = excluded.model, version = k.version + 1;
  end if;
  for v_id in
    select d.id from public.ai_documents d where d.tenant_id = p_tenant_id and d.deleted_at is null order by d.id for update
  loop
    perform app.enqueue_indexing(p_tenant_id, v_id);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.reindex_knowledge(uuid, text) is
  'Indexes all documents of a clinic anew, with p_model from now on when it is named: whoever saves another embedding model calls it. What is searched by words stays meanwhile. How many there are. Errors: none.';
revoke execute on function app.reindex_knowledge(uuid, text) from public, anon, authenticated;
grant execute on function app.reindex_knowledge(uuid, text) to service_role;
