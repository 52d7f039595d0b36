-- A document in a list: all but its text.
create function app.ai_document_json(p_document public.ai_documents)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_document.id, 'kind', p_document.kind, 'title', p_document.title, 'source', p_document.source,
    'state', p_document.state, 'failure', p_document.failure, 'done', p_document.done, 'total', p_document.total,
    'is_live', p_document.live_version is not null and p_document.deleted_at is null, 'characters', char_length(p_document.body),
    'updated_at', p_document.updated_at, 'indexed_at', p_document.indexed_at);
$$;
revoke execute on function app.ai_document_json(public.ai_documents) from public, anon, authenticated;
