-- It failed as often as its kind allows: the screen says so, and what was searched before still is.
create function app.give_up_indexing(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = 'failed', failure = left(coalesce(p_job.last_error, 'internal'), 80), attempt = null
  where d.tenant_id = p_job.tenant_id and d.id = (p_job.payload ->> 'id')::uuid and d.version = (p_job.payload ->> 'version')::int
    and d.state in ('waiting', 'indexing')
  returning * into v_document;
  if found then
    perform app.tell_ai_document(v_document);
  end if;
end;
$$;
revoke execute on function app.give_up_indexing(app.jobs) from public, anon, authenticated;
