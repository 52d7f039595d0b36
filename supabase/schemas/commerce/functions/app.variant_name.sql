create function app.variant_name(p_product text, p_choices text[])
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select p_product || case when cardinality(p_choices) > 0 then ' · ' || array_to_string(p_choices, ' · ') else '' end;
$$;
comment on function app.variant_name(text, text[]) is 'A variant in words: the product and its choices.';
revoke execute on function app.variant_name(text, text[]) from public, anon, authenticated;
