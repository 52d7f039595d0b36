-- Keys of the questions that are asked, in their order. What is not asked counts as unanswered for the conditions after it. The
-- same rule as visibleQuestions of the page (form-rules.ts): a property test compares them.
create function app.intake_visible(p_definition jsonb, p_answers jsonb, p_today date)
returns text[]
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
declare
  v_section jsonb;
  v_question jsonb;
  v_known jsonb := '{}';
  v_keys text[] := '{}';
begin
  for v_section in select s.x from jsonb_array_elements(p_definition -> 'sections') with ordinality s (x, n) order by s.n loop
    continue when not app.intake_holds(v_section -> 'when', v_known, p_today);
    for v_question in select q.x from jsonb_array_elements(v_section -> 'questions') with ordinality q (x, n) order by q.n loop
      continue when not app.intake_holds(v_question -> 'when', v_known, p_today);
      v_keys := v_keys || (v_question ->> 'key');
      if p_answers ? (v_question ->> 'key') then
        v_known := v_known || jsonb_build_object(v_question ->> 'key', p_answers -> (v_question ->> 'key'));
      end if;
    end loop;
  end loop;
  return v_keys;
end;
$$;
revoke execute on function app.intake_visible(jsonb, jsonb, date) from public, anon, authenticated;
