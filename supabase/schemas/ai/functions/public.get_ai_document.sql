create function public.get_ai_document(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_reader(p_tenant_id);
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at is null;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  return app.ai_document_json(v_document) || jsonb_build_object('body', v_document.body, 'chunks', (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'heading', c.heading, 'text', c.text, 'tokens', c.size) order by c.position), '[]')
    from (
      select * from public.ai_chunks x
      where x.tenant_id = p_tenant_id and x.document_id = p_id and x.is_live order by x.position limit 500) c));
end;
$$;
comment on function public.get_ai_document(uuid, uuid) is
  'Caller: members. A document as list_ai_documents, with body and chunks: [{id, heading, text, tokens}] as they are searched, at most 500. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT404 ai_document_not_found.';
revoke execute on function public.get_ai_document(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_ai_document(uuid, uuid) to authenticated;
