create function app.similar_words(p_tenant_id uuid, p_word text)
returns text[]
language sql
stable
set search_path = ''
as $$
  select array_agg(c.word) from (
    select v.word from app.search_vocabulary v
    where v.tenant_id = p_tenant_id and v.keys && app.word_keys(p_word) and v.word not like p_word || '%'
      and (app.is_one_letter_off(p_word, v.word)
        -- of a beginning the last letter is right: who goes on typing has not made the mistake there
        or exists (
          select from generate_series(char_length(p_word) - 1, char_length(p_word) + 1) n
          where char_length(v.word) > n and right(left(v.word, n), 1) = right(p_word, 1) and app.is_one_letter_off(p_word, left(v.word, n))))
    order by app.is_one_letter_off(p_word, v.word) desc, v.word
    limit 12) c;
$$;
comment on function app.similar_words(uuid, text) is 'Caller: app.find_entries. Words of the clinic that are, or begin with, a word with one letter wrong, missing, too many or swapped; NULL when there are none.';
revoke execute on function app.similar_words(uuid, text) from public, anon, authenticated;
