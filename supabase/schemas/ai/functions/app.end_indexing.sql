create function app.end_indexing(p_tenant_id uuid, p_id uuid, p_version integer, p_attempt uuid, p_failure text default null)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = case when p_failure is null then 'ready' else 'failed' end, failure = left(p_failure, 80), attempt = null,
    total = d.done, live_version = case when p_failure is null then p_version else d.live_version end,
    indexed_at = case when p_failure is null then clock_timestamp() else d.indexed_at end
  where d.tenant_id = p_tenant_id and d.id = p_id and d.version = p_version and d.state = 'indexing' and d.attempt = p_attempt
  returning * into v_document;
  if not found then
    return false;
  end if;
  if p_failure is null then
    delete from public.ai_chunks c where c.tenant_id = p_tenant_id and c.document_id = p_id and c.version <> p_version;
    update public.ai_chunks c set is_live = true where c.tenant_id = p_tenant_id and c.document_id = p_id and v_document.deleted_at is null;
    perform app.touch_knowledge(p_tenant_id);
  end if;
  perform app.tell_ai_document(v_document);
  return true;
end;
$$;
comment on function app.end_indexing(uuid, uuid, integer, uuid, text) is
  'Caller: worker, when all chunks are there, which are searched from now on in place of those before, or when there is nothing to read (p_failure says why). False when it came too late. Errors: none.';
revoke execute on function app.end_indexing(uuid, uuid, integer, uuid, text) from public, anon, authenticated;
grant execute on function app.end_indexing(uuid, uuid, integer, uuid, text) to service_role;
