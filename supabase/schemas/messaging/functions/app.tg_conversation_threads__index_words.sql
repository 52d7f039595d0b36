create function app.tg_conversation_threads__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e
    where e.tenant_id = old.tenant_id and e.kind = 'conversation' and e.record_id = old.id;
    return null;
  end if;
  perform app.put_search_entry(new.tenant_id, 'conversation', new.id, coalesce(new.contact_name, new.phone, ''),
    p_phones => array_remove(array[new.phone], null));
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__index_words() from public, anon, authenticated;
