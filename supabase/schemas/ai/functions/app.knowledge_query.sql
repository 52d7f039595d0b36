create function app.knowledge_query(p_text text)
returns tsquery
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_query tsquery;
  v_word tsquery;
  v_text text;
begin
  foreach v_text in array (regexp_split_to_array(btrim(left(coalesce(p_text, ''), 2000)), '[^[:alnum:]]+'))[1:120] loop
    v_word := plainto_tsquery('pg_catalog.portuguese', app.singular_text(v_text))
      || plainto_tsquery('pg_catalog.portuguese', app.singular_text(app.normalize_text(v_text)));
    if numnode(v_word) > 0 then
      v_query := case when v_query is null then v_word else v_query || v_word end;
    end if;
  end loop;
  return v_query;
end;
$$;
comment on function app.knowledge_query(text) is
  'A question as a condition on app.words_of_text: any of its words, with and without accents, common ones aside; NULL when nothing is left to look for.';
revoke execute on function app.knowledge_query(text) from public, anon, authenticated;
