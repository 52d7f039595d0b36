-- What a form asks, as it is kept: only what is known of it, keys once, conditions on earlier questions only.
create function app.checked_intake_definition(p_definition jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_section jsonb;
  v_question jsonb;
  v_questions jsonb;
  v_sections jsonb := '[]';
  v_keys text[] := '{}';
  v_fields text[] := '{}';
begin
  if jsonb_typeof(p_definition -> 'sections') is distinct from 'array' or jsonb_array_length(p_definition -> 'sections') not between 1 and 20 then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'sections';
  end if;
  for v_section in select s.x from jsonb_array_elements(p_definition -> 'sections') with ordinality s (x, n) order by s.n loop
    if v_section ->> 'key' is null or v_section ->> 'key' !~ '^[a-z][a-z0-9_]{0,39}$' or app.trimmed(v_section ->> 'title', 120) is null
      or jsonb_path_exists(v_sections, '$[*] ? (@.key == $k)', jsonb_build_object('k', v_section -> 'key'))
      or jsonb_typeof(v_section -> 'questions') is distinct from 'array'
      or jsonb_array_length(v_section -> 'questions') not between 1 and 40 then
      raise sqlstate 'PT400' using message = 'invalid_form', detail = 'section ' || left(coalesce(v_section ->> 'key', '?'), 40);
    end if;
    perform app.check_intake_condition(v_section -> 'when', v_keys);
    v_questions := '[]';
    for v_question in select q.x from jsonb_array_elements(v_section -> 'questions') with ordinality q (x, n) order by q.n loop
      v_question := app.checked_intake_question(v_question, coalesce((v_section ->> 'is_clinical')::boolean, false), v_keys, v_fields);
      v_questions := v_questions || jsonb_build_array(v_question);
      v_keys := v_keys || (v_question ->> 'key');
      v_fields := array_append(v_fields, v_question ->> 'field');
    end loop;
    v_sections := v_sections || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
      'key', v_section -> 'key', 'title', app.trimmed(v_section ->> 'title', 120), 'help', app.trimmed(v_section ->> 'help', 500),
      'is_clinical', coalesce((v_section ->> 'is_clinical')::boolean, false), 'when', v_section -> 'when', 'questions', v_questions)));
  end loop;
  -- who it is, and whether a guardian has to sign, is asked of everybody
  if (
    select count(*) from jsonb_array_elements(v_sections) s (x), jsonb_array_elements(s.x -> 'questions') q (x)
    where q.x ->> 'field' in ('full_name', 'birth_date') and (q.x ->> 'required')::boolean and not s.x ? 'when' and not q.x ? 'when'
  ) <> 2 then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'name_and_birth_date';
  end if;
  return jsonb_build_object('sections', v_sections);
exception when invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_form', detail = 'yes or no';
end;
$$;
comment on function app.checked_intake_definition(jsonb) is
  'Errors: PT400 invalid_form (detail: the section or question, or name_and_birth_date where one of them is not asked of everybody).';
revoke execute on function app.checked_intake_definition(jsonb) from public, anon, authenticated;
