create function app.duration_numbers(p_number bigint, p_total bigint, p_median numeric, p_p90 numeric, p_within bigint)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('count', coalesce(p_number, 0), 'mean', round(p_total::numeric / nullif(p_number, 0), 1),
    'median', round(p_median, 1), 'p90', round(p_p90, 1), 'within_rate', round(p_within::numeric / nullif(p_number, 0), 4));
$$;
comment on function app.duration_numbers(bigint, bigint, numeric, numeric, bigint) is 'What screens get of some durations, in minutes; null where there is none.';
revoke execute on function app.duration_numbers(bigint, bigint, numeric, numeric, bigint) from public, anon, authenticated;
