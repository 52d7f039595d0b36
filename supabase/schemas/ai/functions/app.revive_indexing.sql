-- A job that is tried again finds its document waiting, if that is still the version.
create function app.revive_indexing(p_tenant_id uuid, p_jobs app.jobs[])
returns void
language sql
set search_path = ''
as $$
  update public.ai_documents d set state = 'waiting', failure = null
  from unnest(p_jobs) j
  where d.tenant_id = p_tenant_id and d.id = (j.payload ->> 'id')::uuid and d.version = (j.payload ->> 'version')::int and d.state = 'failed';
$$;
revoke execute on function app.revive_indexing(uuid, app.jobs[]) from public, anon, authenticated;
