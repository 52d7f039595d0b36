create function app.keep_history_chats(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_chats jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_import app.history_imports := app.hold_history_import(p_tenant_id, p_job_id, p_lease_token);
begin
  if v_import.id is null then
    return null;
  end if;
  if v_import.chats_total is null then
    insert into app.history_chats (tenant_id, import_id, place, provider_address, name)
    select p_tenant_id, v_import.id, c.place, c.chat ->> 'address', nullif(app.normalize_name(left(c.chat ->> 'name', 200)), '')
    from jsonb_array_elements(p_chats) with ordinality c (chat, place);
    update app.history_imports i set chats_total = jsonb_array_length(p_chats), state = 'running', last_error = null, retry_at = null
    where i.tenant_id = p_tenant_id and i.id = v_import.id returning * into v_import;
  end if;
  return app.go_on_with_import(v_import, p_job_id, p_lease_token);
end;
$$;
comment on function app.keep_history_chats(uuid, bigint, uuid, jsonb) is
  'Caller: worker that holds the lease of an import. p_chats: [{address, name}] in the order in which they are read. Returns {step: what to read next, null when all is read}; NULL when the lease is lost or the import is over.';
revoke execute on function app.keep_history_chats(uuid, bigint, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.keep_history_chats(uuid, bigint, uuid, jsonb) to service_role;
