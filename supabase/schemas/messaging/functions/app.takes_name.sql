create function app.takes_name(p_name text, p_source text, p_new_name text, p_new_source text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.name_rank(p_new_name, p_new_source) > app.name_rank(p_name, p_source)
    -- what people call themselves changes with their mood
    or p_new_name <> p_name and p_new_source = p_source and p_new_source in ('address_book', 'business', 'group')
      and app.name_rank(p_new_name, p_new_source) > 0;
end;
$$;
comment on function app.takes_name(text, text, text, text) is 'True when the new name takes the place of the present one: it is of a higher rank, or the same source changed it.';
revoke execute on function app.takes_name(text, text, text, text) from public, anon, authenticated;
