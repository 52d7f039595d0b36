create function app.require_decided(p_occurrences jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_open jsonb := (
    select jsonb_agg(app.occurrence_payload(o) order by (o ->> 'n')::int)
    from jsonb_array_elements(p_occurrences) o where (o ->> 'is_open')::boolean);
begin
  if v_open is not null then
    raise sqlstate 'PT409' using message = 'series_clashes', detail = v_open::text;
  end if;
end;
$$;
comment on function app.require_decided(jsonb) is
  'Refuses a series of which something is not decided. Errors: PT409 series_clashes.';
revoke execute on function app.require_decided(jsonb) from public, anon, authenticated;
