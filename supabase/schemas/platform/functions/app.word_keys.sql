-- The first five letters of a word, each time without one of them; a word of four letters is its own key. When two words
-- differ by one wrong, missing, extra or swapped letter, they share a key; what shares one still has to be compared.
create function app.word_keys(p_word text)
returns text[]
language sql
immutable
set search_path = ''
as $$
  select case
    when char_length(p_word) < 4 then '{}'
    when char_length(p_word) = 4 then array[p_word]
    else array(select distinct overlay(left(p_word, 5) placing '' from i for 1) from generate_series(1, 5) i)
  end;
$$;
revoke execute on function app.word_keys(text) from public, anon, authenticated;
