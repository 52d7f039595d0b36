-- Whether two words differ by one wrong, missing, extra or swapped letter at most.
create function app.is_one_letter_off(p_one text, p_other text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select extensions.levenshtein_less_equal(left(p_one, 200), left(p_other, 200), 1) <= 1
    or char_length(p_one) = char_length(p_other) and exists (
      select from generate_series(1, char_length(p_one) - 1) i
      where overlay(p_one placing reverse(substr(p_one, i, 2)) from i for 2) = p_other);
$$;
revoke execute on function app.is_one_letter_off(text, text) from public, anon, authenticated;
