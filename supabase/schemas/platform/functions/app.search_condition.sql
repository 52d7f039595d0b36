-- What somebody typed into the search, as a condition on search_entries.words: every word in any order, a beginning is
-- enough, "de" and "da" aside; digits from anywhere in a number, and of an address with an @ any part. NULL when there is
-- nothing to look for. With p_similar it is looser: by word, it has others that stand for it as well, a word may stand inside
-- of another, and two may have been typed as one.
create function app.search_condition(p_search text, p_similar jsonb default null)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := left(p_search, 200);
  v_digits text;
  v_area text[];
  v_words text[];
  v_mails text;
begin
  if v_text ~ '^[\s0-9()+./\u00a0\u2010-\u2015-]*[0-9][\s0-9()+./\u00a0\u2010-\u2015-]*$' then
    -- one number, in any form; a part of it may begin with a trunk zero, or with a zero of its own
    v_digits := regexp_replace(v_text, '[^0-9]', '', 'g');
    -- the area and the last digits
    v_area := regexp_match(v_text, '^\s*\(?0?([1-9][1-9])\)?\s+([0-9]{4})\s*$');
    return (
      select '(' || string_agg(distinct format('s.words like %L', '%' || d || '%'), ' or ') || ')'
      from unnest(array[v_digits, substr(app.normalize_phone(v_text), 2), regexp_replace(v_digits, '^0+(?=[1-9])', ''),
        regexp_replace(v_digits, '^(00)?550+(?=[1-9])', '55'), '#55' || v_area[1] || '%' || v_area[2]]) d where d is not null);
  end if;
  select string_agg(format('s.words like %L', '%' || app.search_words(m) || '%'), ' and ') into v_mails
  from regexp_split_to_table(v_text, '\s+') m where m like '%@%' and app.search_words(m) <> '';
  v_words := string_to_array(nullif(app.search_words(regexp_replace(v_text, '\S*@\S*', ' ', 'g')), ''), ' ');
  if not v_words <@ array['de', 'da', 'do', 'dos', 'das', 'e'] then
    v_words := array(select w from unnest(v_words) w where w <> all (array['de', 'da', 'do', 'dos', 'das', 'e']));
  end if;
  return nullif(concat_ws(' and ', v_mails, (
    select string_agg(
      case
        when w ~ '^[0-9]+$' then format('s.words like %L', '%' || w || '%')
        when p_similar is null or char_length(w) < 4 then format('s.words like %L', '% ' || w || '%')
        else '(' || (
          select string_agg(format('s.words like %L', o), ' or ')
          from (
            select '%' || w || '%' as o
            union all select '% ' || jsonb_array_elements_text(p_similar -> w) || '%'
            union all select '% ' || left(w, n) || ' ' || substr(w, n + 1) || '%' from generate_series(3, char_length(w) - 3) n
            where char_length(w) between 7 and 20) others) || ')'
      end, ' and ')
    from unnest(v_words[1:10]) w)), '');
end;
$$;
revoke execute on function app.search_condition(text, jsonb) from public, anon, authenticated;
grant execute on function app.search_condition(text, jsonb) to authenticated;
