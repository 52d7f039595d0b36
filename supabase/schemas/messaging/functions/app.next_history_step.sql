-- What an import reads next: the list of chats ({}), or a page of the chat that comes first. NULL when all is read.
create function app.next_history_step(p_import app.history_imports)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case when p_import.chats_total is null then '{}' else (
    select jsonb_build_object('place', c.place, 'chat', c.provider_address, 'name', c.name, 'page', c.page)
    from app.history_chats c where c.tenant_id = p_import.tenant_id and c.import_id = p_import.id
    order by c.place limit 1) end;
$$;
revoke execute on function app.next_history_step(app.history_imports) from public, anon, authenticated;
