create function app.add_counts(p_counts integer[], p_more integer[])
returns integer[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select array(
    select coalesce(p_counts[i], 0) + coalesce(p_more[i], 0)
    from generate_series(1, greatest(cardinality(p_counts), cardinality(p_more))) i order by i);
$$;
comment on function app.add_counts(integer[], integer[]) is 'Two rows of counts, slot by slot.';
revoke execute on function app.add_counts(integer[], integer[]) from public, anon, authenticated;
