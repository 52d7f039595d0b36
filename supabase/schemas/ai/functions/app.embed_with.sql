create function app.embed_with(p_tenant_id uuid, p_model text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_model text := coalesce(p_model, app.own_embedding_model());
begin
  if v_model <> coalesce((select k.model from public.ai_knowledge k where k.tenant_id = p_tenant_id), app.own_embedding_model()) then
    perform app.reindex_knowledge(p_tenant_id, v_model);
  end if;
end;
$$;
comment on function app.embed_with(uuid, text) is
  'From now on the vectors of a clinic''s knowledge are of a model, NULL: of the one that is part of the product. Indexes anew when that is another than before. Errors: none.';
revoke execute on function app.embed_with(uuid, text) from public, anon, authenticated;
