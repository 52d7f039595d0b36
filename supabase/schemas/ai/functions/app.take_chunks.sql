create function app.take_chunks(p_tenant_id uuid, p_id uuid, p_version integer, p_attempt uuid, p_piece jsonb)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('index_document')
  where j.tenant_id = p_tenant_id and j.dedupe_key = format('index_document:%s:%s', p_id, p_version) and j.lease_token = p_attempt
    and j.finished_at is null;
  if not found then
    return false;
  end if;
  select * into v_document from public.ai_documents d
  where d.tenant_id = p_tenant_id and d.id = p_id and d.version = p_version and d.state = 'indexing' and d.attempt = p_attempt for update;
  if not found then
    return false;
  end if;
  -- said again: it is there
  if v_document.done <> (p_piece ->> 'from')::int then
    return true;
  end if;
  insert into public.ai_chunks (tenant_id, document_id, version, position, heading, text, size, model, vector)
  select p_tenant_id, p_id, p_version, v_document.done + x.ordinality, x.value ->> 'heading', x.value ->> 'text', (x.value ->> 'tokens')::int,
    coalesce(p_piece ->> 'model', app.own_embedding_model()), array(select v::real from jsonb_array_elements_text(x.value -> 'vector') v)
  from jsonb_array_elements(p_piece -> 'chunks') with ordinality x (value, ordinality);
  update public.ai_documents d set done = v_document.done + jsonb_array_length(p_piece -> 'chunks'), total = (p_piece ->> 'total')::int
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  perform app.tell_ai_document(v_document);
  return true;
end;
$$;
comment on function app.take_chunks(uuid, uuid, integer, uuid, jsonb) is
  'Caller: worker that holds the job. Writes a piece {from, total, model: NULL for the product''s own, chunks: [{heading, text, tokens, vector}]} and the place it has come to in one transaction; from is where the document stands. False when it was cancelled, changed, or somebody else holds it. Errors: none.';
revoke execute on function app.take_chunks(uuid, uuid, integer, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.take_chunks(uuid, uuid, integer, uuid, jsonb) to service_role;
