create function app.refresh_catalogue(p_tenant_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_document public.ai_documents;
  v_text text;
begin
  -- what changes from here on asks again
  update app.jobs j set dedupe_key = null
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'refresh_catalogue' and j.finished_at is null and j.lease_token is not null;
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.kind = 'catalogue' for update;
  if not found or v_document.deleted_at is not null then
    return false;
  end if;
  v_text := left(app.catalogue_text(p_tenant_id), 400000);
  if v_text = v_document.body and v_document.state <> 'failed' then
    return false;
  end if;
  update public.ai_documents d set body = v_text where d.tenant_id = p_tenant_id and d.id = v_document.id;
  perform app.enqueue_indexing(p_tenant_id, v_document.id);
  return true;
end;
$$;
comment on function app.refresh_catalogue(uuid) is
  'Caller: worker, after products, prices or services changed. Writes the catalogue of a clinic anew and has it indexed; false when it is the same, or the clinic does not want it. Errors: none.';
revoke execute on function app.refresh_catalogue(uuid) from public, anon, authenticated;
grant execute on function app.refresh_catalogue(uuid) to service_role;
