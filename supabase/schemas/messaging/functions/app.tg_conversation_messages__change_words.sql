create function app.tg_conversation_messages__change_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if coalesce(new.body, '') = '' or new.deleted_at is not null then
    delete from app.message_words w where w.tenant_id = new.tenant_id and w.message_id = new.id;
  else
    insert into app.message_words (tenant_id, message_id, occurred_at, words)
    values (new.tenant_id, new.id, new.occurred_at, app.words_of_text(new.body))
    on conflict (tenant_id, message_id) do update set words = excluded.words;
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__change_words() from public, anon, authenticated;
