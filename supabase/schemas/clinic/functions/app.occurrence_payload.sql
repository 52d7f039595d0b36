create function app.occurrence_payload(p_occurrence jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return (
    select (p_occurrence - 'day' - 'is_open' - 'reason') || jsonb_build_object('date', p_occurrence -> 'day'));
end;
$$;
comment on function app.occurrence_payload(jsonb) is
  'An occurrence as screens show it.';
revoke execute on function app.occurrence_payload(jsonb) from public, anon, authenticated;
grant execute on function app.occurrence_payload(jsonb) to authenticated;
