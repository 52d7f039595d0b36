-- An import is over. What it had still to read is forgotten.
create function app.end_history_import(p_tenant_id uuid, p_import_id uuid, p_state text, p_error text default null)
returns app.history_imports
language plpgsql
set search_path = ''
as $$
declare
  v_import app.history_imports;
begin
  update app.history_imports i set state = p_state, last_error = p_error, retry_at = null, finished_at = now()
  where i.tenant_id = p_tenant_id and i.id = p_import_id and i.finished_at is null
  returning * into v_import;
  if found then
    -- one that failed may go on where it stopped
    delete from app.history_chats c where c.tenant_id = p_tenant_id and c.import_id = p_import_id and p_state <> 'failed';
    perform app.publish_history_import(v_import);
  end if;
  return v_import;
end;
$$;
revoke execute on function app.end_history_import(uuid, uuid, text, text) from public, anon, authenticated;
