create function app.segment_problem(p_code text, p_path text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  raise sqlstate 'PT400' using message = p_code, detail = coalesce(nullif(p_path, ''), 'rules');
end;
$$;
comment on function app.segment_problem(text, text) is 'Refuses a rule tree; detail is where in it: rules.0.rules.1. Errors: PT400, the code.';
revoke execute on function app.segment_problem(text, text) from public, anon, authenticated;
