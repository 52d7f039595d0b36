create function public.index_ai_documents(p_tenant_id uuid, p_id uuid default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_editor(p_tenant_id);
  if p_id is null then
    perform app.ensure_catalogue(p_tenant_id);
    perform app.touch_knowledge(p_tenant_id);
    return app.reindex_knowledge(p_tenant_id);
  end if;
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at is null for update;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if v_document.kind = 'catalogue' then
    update public.ai_documents d set body = left(app.catalogue_text(p_tenant_id), 400000) where d.tenant_id = p_tenant_id and d.id = p_id;
  end if;
  perform app.enqueue_indexing(p_tenant_id, p_id);
  return 1;
end;
$$;
comment on function public.index_ai_documents(uuid, uuid) is
  'Caller: owner, administrators and supervisors. Has a document indexed anew, or all of them (and the catalogue taken, if it was never) when none is named. How many. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 ai_document_not_found.';
revoke execute on function public.index_ai_documents(uuid, uuid) from public, anon, authenticated;
grant execute on function public.index_ai_documents(uuid, uuid) to authenticated;
