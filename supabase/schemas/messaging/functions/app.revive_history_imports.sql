-- Imports that failed go on where they stopped, unless another has begun since.
create function app.revive_history_imports(p_tenant_id uuid, p_jobs app.jobs[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_import app.history_imports;
begin
  for v_import in
    update app.history_imports i set state = 'queued', finished_at = null, last_error = null
    where i.tenant_id = p_tenant_id and i.state = 'failed' and i.id in (select (j.payload ->> 'import_id')::uuid from unnest(p_jobs) j)
      and not exists (
        select from app.history_imports n
        where n.tenant_id = i.tenant_id and n.channel_id = i.channel_id and n.created_at > i.created_at)
    returning *
  loop
    perform app.publish_history_import(v_import);
  end loop;
end;
$$;
revoke execute on function app.revive_history_imports(uuid, app.jobs[]) from public, anon, authenticated;
