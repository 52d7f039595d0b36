-- The interval of Agresti and Caffo, which holds for small numbers too.
create function app.share_difference(p_without integer, p_of_without integer, p_with integer, p_of_with integer)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('low', round((d - e)::numeric, 4), 'high', round((d + e)::numeric, 4), 'verdict', case
    when least(p_of_without, p_of_with) < 50 then 'too_few' when d - e > 0 then 'helps' when d + e < 0 then 'hurts' else 'unclear' end)
  from (
    select a - b as d, 1.96 * sqrt(a * (1 - a) / (p_of_without + 2) + b * (1 - b) / (p_of_with + 2)) as e
    from (select (p_without + 1)::double precision / (p_of_without + 2) as a, (p_with + 1)::double precision / (p_of_with + 2) as b) s) t;
$$;
comment on function app.share_difference(integer, integer, integer, integer) is
  'How much more of those without a reminder than of those with one did something: {low, high: of the difference with 95 %, verdict: too_few under 50 on a side, unclear where the interval has both, helps, hurts}.';
revoke execute on function app.share_difference(integer, integer, integer, integer) from public, anon, authenticated;
