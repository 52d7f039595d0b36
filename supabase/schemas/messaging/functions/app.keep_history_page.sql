create function app.keep_history_page(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_place integer, p_actions jsonb, p_next_page integer
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_import app.history_imports := app.hold_history_import(p_tenant_id, p_job_id, p_lease_token);
  v_chat app.history_chats;
  v_action jsonb;
  v_is_odd boolean := false;
  v_stored integer := 0;
  v_refused integer := 0;
begin
  if v_import.id is null then
    return null;
  end if;
  select * into v_chat from app.history_chats c
  where c.tenant_id = p_tenant_id and c.import_id = v_import.id and c.place = p_place;
  if found then
    begin
      v_stored := app.import_messages(v_import, v_chat.name, p_actions);
    exception when others then
      if not app.is_about_content(sqlstate) then
        raise;
      end if;
      v_is_odd := true;
    end;
    if v_is_odd then
      -- one of them cannot be stored, and must not keep the others out
      for v_action in select a from jsonb_array_elements(p_actions) a loop
        begin
          v_stored := v_stored + app.import_messages(v_import, v_chat.name, jsonb_build_array(v_action));
        exception when others then
          if not app.is_about_content(sqlstate) then
            raise;
          end if;
          v_refused := v_refused + 1;
        end;
      end loop;
    end if;
    if p_next_page is null then
      delete from app.history_chats c where c.tenant_id = p_tenant_id and c.import_id = v_import.id and c.place = p_place;
    else
      update app.history_chats c set page = p_next_page
      where c.tenant_id = p_tenant_id and c.import_id = v_import.id and c.place = p_place;
    end if;
    update app.history_imports i set
      chats_done = i.chats_done + (p_next_page is null)::int, messages_stored = i.messages_stored + v_stored,
      messages_refused = i.messages_refused + v_refused,
      state = 'running', last_error = null, retry_at = null
    where i.tenant_id = p_tenant_id and i.id = v_import.id returning * into v_import;
  end if;
  return app.go_on_with_import(v_import, p_job_id, p_lease_token);
end;
$$;
comment on function app.keep_history_page(uuid, bigint, uuid, integer, jsonb, integer) is
  'Caller: worker that holds the lease of an import. Stores one page of the chat at p_place, as normalised actions, newest first, and moves the cursor in the same transaction; p_next_page null: it was the last. Returns {step: what to read next, null when all is read}; NULL when the lease is lost or the import is over.';
revoke execute on function app.keep_history_page(uuid, bigint, uuid, integer, jsonb, integer) from public, anon, authenticated;
grant execute on function app.keep_history_page(uuid, bigint, uuid, integer, jsonb, integer) to service_role;
