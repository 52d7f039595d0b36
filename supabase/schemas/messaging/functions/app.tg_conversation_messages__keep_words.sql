create function app.tg_conversation_messages__keep_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.message_words (tenant_id, message_id, occurred_at, words)
  select m.tenant_id, m.id, m.occurred_at, app.words_of_text(m.body) from added m where m.body <> '';
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__keep_words() from public, anon, authenticated;
