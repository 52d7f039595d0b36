create function app.begin_indexing(p_tenant_id uuid, p_id uuid, p_version integer, p_attempt uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = 'indexing', attempt = p_attempt
  where d.tenant_id = p_tenant_id and d.id = p_id and d.version = p_version and d.state in ('waiting', 'indexing') and d.deleted_at is null
  returning * into v_document;
  if not found then
    return null;
  end if;
  perform app.tell_ai_document(v_document);
  return jsonb_build_object('kind', v_document.kind, 'title', v_document.title, 'body', v_document.body, 'done', v_document.done,
    'model', (select nullif(k.model, app.own_embedding_model()) from public.ai_knowledge k where k.tenant_id = p_tenant_id));
end;
$$;
comment on function app.begin_indexing(uuid, uuid, integer, uuid) is
  'Caller: worker. What to index and from which chunk on: {kind, title, body, done, model: NULL for the product''s own}. p_attempt is the lease of its job: what an earlier one says no longer counts. NULL when there is nothing to do any more. Errors: none.';
revoke execute on function app.begin_indexing(uuid, uuid, integer, uuid) from public, anon, authenticated;
grant execute on function app.begin_indexing(uuid, uuid, integer, uuid) to service_role;
