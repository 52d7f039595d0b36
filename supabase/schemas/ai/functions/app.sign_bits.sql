-- One bit a dimension: set where the number is not negative.
create function app.sign_bits(p_vector real[])
returns bit varying
language sql
immutable
parallel safe
set search_path = ''
as $$
  select string_agg(case when x.value >= 0 then '1' else '0' end, '' order by x.ordinality)::bit varying
  from unnest(p_vector) with ordinality x (value, ordinality);
$$;
revoke execute on function app.sign_bits(real[]) from public, anon, authenticated;
