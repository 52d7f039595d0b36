create function app.intake_answer_of(p_definition jsonb, p_answers jsonb, p_field text)
returns jsonb
language sql
immutable
parallel safe
set search_path = ''
as $$
  select p_answers -> (q.x ->> 'key')
  from jsonb_array_elements(p_definition -> 'sections') s (x), jsonb_array_elements(s.x -> 'questions') q (x)
  where q.x ->> 'field' = p_field;
$$;
comment on function app.intake_answer_of(jsonb, jsonb, text) is 'The answer that is to become a field of the patient; NULL where there is none.';
revoke execute on function app.intake_answer_of(jsonb, jsonb, text) from public, anon, authenticated;
grant execute on function app.intake_answer_of(jsonb, jsonb, text) to authenticated;
