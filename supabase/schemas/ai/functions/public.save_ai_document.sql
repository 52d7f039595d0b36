create function public.save_ai_document(p_tenant_id uuid, p_id uuid, p_kind text, p_title text, p_body text default null, p_source text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.ai_documents;
  v_document public.ai_documents;
  v_title text;
  v_body text := btrim(regexp_replace(coalesce(p_body, ''), '\r\n?', e'\n', 'g'), e' \n\t');
begin
  perform app.require_knowledge_editor(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_kind, '') not in ('text', 'pdf', 'docx', 'url', 'faq') then
    raise sqlstate 'PT400' using message = 'invalid_ai_document', detail = 'kind';
  end if;
  v_title := app.require_name(p_title, 160);
  if v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body';
  end if;
  if char_length(v_body) > 400000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '400000';
  end if;
  -- one writer a clinic: the limit holds
  perform pg_advisory_xact_lock(hashtextextended('ai_documents:' || p_tenant_id, 0));
  select * into v_before from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if v_before.kind = 'catalogue' or v_before.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if v_before.id is null and (
    select count(*) from public.ai_documents d where d.tenant_id = p_tenant_id and d.deleted_at is null) >= 1000 then
    raise sqlstate 'PT409' using message = 'too_many_ai_documents', detail = '1000';
  end if;
  if v_before.id is not null
    and (v_before.kind, v_before.title, v_before.body, v_before.source) is not distinct from (p_kind, v_title, v_body, app.trimmed(p_source, 2000)) then
    return app.ai_document_json(v_before);
  end if;
  insert into public.ai_documents (tenant_id, id, kind, title, body, source, created_by)
  values (p_tenant_id, p_id, p_kind, v_title, v_body, app.trimmed(p_source, 2000), auth.uid())
  on conflict (tenant_id, id) do update set kind = excluded.kind, title = excluded.title, body = excluded.body, source = excluded.source;
  perform app.touch_knowledge(p_tenant_id);
  v_document := app.enqueue_indexing(p_tenant_id, p_id);
  perform app.ensure_catalogue(p_tenant_id);
  perform app.audit(p_tenant_id, 'ai_document.saved', 'ai_document', p_id::text,
    case when v_before.id is not null then jsonb_build_object('title', v_before.title, 'body', left(v_before.body, 1000)) end,
    jsonb_build_object('title', v_title, 'body', left(v_body, 1000)));
  return app.ai_document_json(v_document);
end;
$$;
comment on function public.save_ai_document(uuid, uuid, text, text, text, text) is
  'Caller: owner, administrators and supervisors. A document of kind text, pdf, docx, url or faq; p_body is its text in Markdown, p_source the file or address that it was read from. p_id comes from the client. It is indexed by a job; until then its last version is answered from. Answers as list_ai_documents. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_ai_document, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT404 ai_document_not_found, PT409 too_many_ai_documents.';
revoke execute on function public.save_ai_document(uuid, uuid, text, text, text, text) from public, anon, authenticated;
grant execute on function public.save_ai_document(uuid, uuid, text, text, text, text) to authenticated;
