create function app.end_import(p_tenant_id uuid, p_id uuid, p_attempt uuid, p_failure text default null)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_import public.imports;
begin
  update public.imports i set state = case when p_failure is null then 'ready' else 'failed' end, failure = left(p_failure, 80),
    total = coalesce(i.total, i.done), attempt = null, finished_at = clock_timestamp(), undo_until = clock_timestamp() + interval '7 days'
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'running' and i.attempt = p_attempt
  returning * into v_import;
  if not found then
    return false;
  end if;
  perform app.note_import_end(v_import, 'import.finished');
  return true;
end;
$$;
comment on function app.end_import(uuid, uuid, uuid, text) is
  'Caller: worker, when all rows are settled, or the file cannot be read (p_failure says why). False when it came too late. Errors: none.';
revoke execute on function app.end_import(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.end_import(uuid, uuid, uuid, text) to service_role;
