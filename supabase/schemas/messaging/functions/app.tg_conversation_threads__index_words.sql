create function app.tg_conversation_threads__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.conversation_search (tenant_id, thread_id, words)
  values (new.tenant_id, new.id, concat_ws(' ', '', app.search_words(new.contact_name), substr(new.phone, 2),
    case when new.phone ~ '^\+55[1-9][1-9]9[0-9]{8}$' then substr(new.phone, 2, 4) || right(new.phone, 8) end))
  on conflict (tenant_id, thread_id) do update set words = excluded.words;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__index_words() from public, anon, authenticated;
