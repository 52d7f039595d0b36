create function app.gtin_is_valid(p_code text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_code ~ '^([0-9]{8}|[0-9]{12,14})$' and (
    select (sum(x.digit::int * case when x.n % 2 = 1 then 3 else 1 end) + right(p_code, 1)::int) % 10 = 0
    from regexp_split_to_table(reverse(left(p_code, -1)), '') with ordinality x (digit, n));
$$;
comment on function app.gtin_is_valid(text) is 'Whether a barcode is a GTIN (8, 12, 13 or 14 digits) whose last digit fits.';
revoke execute on function app.gtin_is_valid(text) from public, anon, authenticated;
