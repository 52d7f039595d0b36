-- Answers to what is asked, each as it is kept, and what is wrong, by question: {answers, problems}. What was answered to a
-- question that is not asked goes.
create function app.checked_intake_answers(p_definition jsonb, p_answers jsonb, p_today date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_visible text[] := app.intake_visible(p_definition, p_answers, p_today);
  v_question jsonb;
  v_checked jsonb;
  v_answers jsonb := '{}';
  v_problems jsonb := '{}';
begin
  for v_question in
    select q.x from jsonb_array_elements(p_definition -> 'sections') with ordinality s (x, n),
      jsonb_array_elements(s.x -> 'questions') with ordinality q (x, n)
    where q.x ->> 'key' = any (v_visible) order by s.n, q.n
  loop
    v_checked := app.checked_intake_answer(v_question, p_answers -> (v_question ->> 'key'), p_today);
    if v_checked ? 'problem' then
      v_problems := v_problems || jsonb_build_object(v_question ->> 'key', v_checked -> 'problem');
    elsif v_checked -> 'value' <> 'null' then
      v_answers := v_answers || jsonb_build_object(v_question ->> 'key', v_checked -> 'value');
    end if;
  end loop;
  return jsonb_build_object('answers', v_answers, 'problems', v_problems);
end;
$$;
revoke execute on function app.checked_intake_answers(jsonb, jsonb, date) from public, anon, authenticated;
