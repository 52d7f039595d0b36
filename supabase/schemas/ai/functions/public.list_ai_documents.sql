create function public.list_ai_documents(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_knowledge_reader(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.ai_document_json(d) order by app.normalize_text(d.title), d.id) from public.ai_documents d
    where d.tenant_id = p_tenant_id and d.deleted_at is null), '[]');
end;
$$;
comment on function public.list_ai_documents(uuid) is
  'Caller: members. The documents of a clinic by their titles: [{id, kind, title, source, state: waiting|indexing|ready|failed|cancelled, failure, done, total: chunks, is_live: whether it is answered from, characters, updated_at, indexed_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off.';
revoke execute on function public.list_ai_documents(uuid) from public, anon, authenticated;
grant execute on function public.list_ai_documents(uuid) to authenticated;
