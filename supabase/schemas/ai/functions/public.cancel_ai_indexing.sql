create function public.cancel_ai_indexing(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_editor(p_tenant_id);
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at is null for update;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if v_document.state in ('waiting', 'indexing') then
    update public.ai_documents d set state = 'cancelled', attempt = null where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
    delete from public.ai_chunks c where c.tenant_id = p_tenant_id and c.document_id = p_id and not c.is_live;
    perform app.tell_ai_document(v_document);
  end if;
  return app.ai_document_json(v_document);
end;
$$;
comment on function public.cancel_ai_indexing(uuid, uuid) is
  'Caller: owner, administrators and supervisors. Stops the indexing of a document; what was searched before still is. One that is over stays as it is. Answers as list_ai_documents. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 ai_document_not_found.';
revoke execute on function public.cancel_ai_indexing(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_ai_indexing(uuid, uuid) to authenticated;
