-- Open screens ask for it again.
create function app.tell_ai_document(p_document public.ai_documents)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_document.tenant_id, 'knowledge', jsonb_build_object('id', p_document.id, 'state', p_document.state));
$$;
revoke execute on function app.tell_ai_document(public.ai_documents) from public, anon, authenticated;
