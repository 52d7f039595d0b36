-- Which of two names is shown. A typed one stands for ever; then what the clinic saved on its phone, what WhatsApp verified,
-- what people call themselves. One without a letter ("." or a flower) is no name, unless somebody typed it or it is a group's.
create function app.name_rank(p_name text, p_source text)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_name is null then 0
    when p_source = 'person' then 5
    when p_source = 'group' then 4
    when p_name !~ '[A-Za-z\u00aa\u00ba\u00c0-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefc\U0001d400-\U0001d7ff]' then 0
    when p_source = 'address_book' then 3
    when p_source = 'business' then 2
    else 1
  end;
end;
$$;
comment on function app.name_rank(text, text) is 'The rule of names: the higher rank is shown; 0 is no name.';
revoke execute on function app.name_rank(text, text) from public, anon, authenticated;
