-- A check that failed or was never made is known by its absence: one a day since it was scheduled, and half a day of
-- patience.
create function app.book_health()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('checked_at', b.checked_at, 'is_late', coalesce(b.checked_at, s.created_at) < now() - interval '36 hours',
    'faults', coalesce(jsonb_array_length(b.faults), 0))
  from app.scheduled_functions s
  left join (select * from app.book_checks order by checked_at desc, id desc limit 1) b on true
  where s.name = 'check-books';
$$;
comment on function app.book_health() is
  'Caller: health and monitoring. {checked_at, is_late, faults} of the last check; checked_at is null before the first.';
revoke execute on function app.book_health() from public, anon, authenticated;
grant execute on function app.book_health() to service_role;
