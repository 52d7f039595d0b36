-- The present version of a document is indexed next; an earlier one is no longer.
create function app.enqueue_indexing(p_tenant_id uuid, p_id uuid)
returns public.ai_documents
language plpgsql
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = 'waiting', failure = null, version = d.version + 1, done = 0, total = null, attempt = null
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  delete from public.ai_chunks c
  where c.tenant_id = p_tenant_id and c.document_id = p_id and not c.is_live;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'index_document', jsonb_build_object('id', p_id, 'version', v_document.version),
    format('index_document:%s:%s', p_id, v_document.version));
  perform app.tell_ai_document(v_document);
  return v_document;
end;
$$;
comment on function app.enqueue_indexing(uuid, uuid) is 'The document as it stands afterwards; what is searched stays until the new chunks are all there.';
revoke execute on function app.enqueue_indexing(uuid, uuid) from public, anon, authenticated;
