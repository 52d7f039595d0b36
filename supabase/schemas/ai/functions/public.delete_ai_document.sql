create function public.delete_ai_document(p_tenant_id uuid, p_id uuid, p_is_deleted boolean default true)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_editor(p_tenant_id);
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if (v_document.deleted_at is not null) = p_is_deleted then
    return;
  end if;
  update public.ai_documents d set deleted_at = case when p_is_deleted then clock_timestamp() end, attempt = null,
    state = case when d.state = 'indexing' then 'waiting' else d.state end
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  if p_is_deleted then
    update public.ai_chunks c set is_live = false where c.tenant_id = p_tenant_id and c.document_id = p_id and c.is_live;
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (p_tenant_id, 'forget_document', jsonb_build_object('id', p_id), 'forget_document:' || p_id, now() + interval '7 days')
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set run_at = excluded.run_at;
  else
    update public.ai_chunks c set is_live = true
    where c.tenant_id = p_tenant_id and c.document_id = p_id and c.version = v_document.live_version;
    if v_document.kind = 'catalogue' or v_document.state not in ('ready', 'failed', 'cancelled') then
      update public.ai_documents d set body = case when d.kind = 'catalogue' then left(app.catalogue_text(p_tenant_id), 400000) else d.body end
      where d.tenant_id = p_tenant_id and d.id = p_id;
      v_document := app.enqueue_indexing(p_tenant_id, p_id);
    end if;
  end if;
  perform app.touch_knowledge(p_tenant_id);
  perform app.audit(p_tenant_id, case when p_is_deleted then 'ai_document.deleted' else 'ai_document.restored' end, 'ai_document', p_id::text, null,
    jsonb_build_object('title', v_document.title));
  perform app.tell_ai_document(v_document);
end;
$$;
comment on function public.delete_ai_document(uuid, uuid, boolean) is
  'Caller: owner, administrators and supervisors. Nothing is answered from it any more; p_is_deleted false within seven days brings it back. The catalogue stays away until it is brought back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 ai_document_not_found.';
revoke execute on function public.delete_ai_document(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.delete_ai_document(uuid, uuid, boolean) to authenticated;
