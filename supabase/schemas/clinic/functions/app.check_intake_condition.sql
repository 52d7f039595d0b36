-- A condition {question, op: filled | in | minor, values} on one of the questions before it.
create function app.check_intake_condition(p_when jsonb, p_earlier text[])
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_when is null or jsonb_typeof(p_when) = 'null' then
    return;
  end if;
  if p_when ->> 'question' is null or not p_when ->> 'question' = any (p_earlier) or p_when ->> 'op' is null
    or p_when ->> 'op' not in ('filled', 'in', 'minor')
    or (p_when ->> 'op' = 'in' and coalesce(jsonb_typeof(p_when -> 'values'), 'null') <> 'array')
    or (p_when ->> 'op' = 'in' and jsonb_array_length(p_when -> 'values') not between 1 and 30)
    or pg_column_size(p_when) > 4000 then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'condition on ' || left(coalesce(p_when ->> 'question', '?'), 40);
  end if;
end;
$$;
revoke execute on function app.check_intake_condition(jsonb, text[]) from public, anon, authenticated;
