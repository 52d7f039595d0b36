create function app.put_words(p_tenant_id uuid, p_words text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- in one order, and only what is new: two who bring the same words do not wait for each other in a circle
  insert into app.search_vocabulary (tenant_id, word, keys)
  select p_tenant_id, n.word, app.word_keys(n.word)
  from (select distinct w as word from unnest(string_to_array(p_words, ' ')) w where char_length(w) between 4 and 60 and w !~ '[0-9#]') n
  where not exists (select from app.search_vocabulary v where v.tenant_id = p_tenant_id and v.word = n.word)
  order by n.word
  on conflict do nothing;
end;
$$;
comment on function app.put_words(uuid, text) is 'Caller: app.put_search_entry. Words of search_entries.words that the vocabulary of the clinic does not have yet.';
revoke execute on function app.put_words(uuid, text) from public, anon, authenticated;
