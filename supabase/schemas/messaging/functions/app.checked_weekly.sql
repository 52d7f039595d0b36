create function app.checked_weekly(p_weekly jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_weekly) is distinct from 'object' or exists (
    select from jsonb_each(p_weekly) d where d.key not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or jsonb_typeof(d.value) <> 'array' or jsonb_array_length(d.value) > 6) or exists (
    select from jsonb_each(p_weekly) d, jsonb_array_elements(d.value) i
    where case when jsonb_typeof(i) = 'array' and jsonb_array_length(i) = 2
      then i ->> 0 !~ '^([01]\d|2[0-3]):[0-5]\d$' or i ->> 1 !~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$' or i ->> 0 = i ->> 1 else true end) then
    raise sqlstate 'PT400' using message = 'invalid_hours', hint = 'Hours are pairs such as ["08:00", "12:00"].';
  end if;
  return (select coalesce(jsonb_object_agg(d.key, (select jsonb_agg(i order by i ->> 0) from jsonb_array_elements(d.value) i)), '{}')
    from jsonb_each(p_weekly) d where jsonb_array_length(d.value) > 0);
end;
$$;
comment on function app.checked_weekly(jsonb) is
  'Hours of a week as they are kept, {mon: [[from, until]]…} in their order. Errors: PT400 invalid_hours.';
revoke execute on function app.checked_weekly(jsonb) from public, anon, authenticated;
