-- One answer as it is kept, or what is wrong with it: {value} or {problem}. Masks, labels in front and punctuation go.
create function app.checked_intake_answer(p_question jsonb, p_value jsonb, p_today date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_kind text := p_question ->> 'kind';
  v_text text := case when jsonb_typeof(p_value) = 'string' then btrim(app.normalize_lines(p_value #>> '{}')) end;
  v_value jsonb;
  v_day date;
begin
  if app.intake_is_blank(p_value) or (v_text is not null and v_text = '') then
    return case when (p_question ->> 'required')::boolean then '{"problem": "required"}'::jsonb else '{"value": null}'::jsonb end;
  end if;
  case v_kind
    when 'text', 'long_text' then
      if char_length(v_text) > (case v_kind when 'text' then 200 else 5000 end) then
        return '{"problem": "too_long"}';
      end if;
      v_value := to_jsonb(nullif(case v_kind when 'text' then app.normalize_name(v_text) else v_text end, ''));
      if p_question ->> 'field' like '%name' and char_length(v_value #>> '{}') not between 2 and 120 then
        return '{"problem": "invalid_name"}';
      end if;
    when 'date' then
      begin
        v_day := app.typed_date(v_text);
      exception when sqlstate 'PT400' then
        return '{"problem": "invalid_date"}';
      end;
      if p_question ->> 'field' = 'birth_date' and v_day not between '1880-01-01' and p_today then
        return '{"problem": "invalid_date"}';
      end if;
      v_value := to_jsonb(v_day);
    when 'yes_no' then
      v_value := case when v_text in ('yes', 'no') then to_jsonb(v_text) end;
    when 'choice' then
      v_value := (select o.x -> 'key' from jsonb_array_elements(p_question -> 'options') o (x) where o.x ->> 'key' = v_text);
    when 'multi' then
      v_value := case when jsonb_typeof(p_value) = 'array' then (
        select jsonb_agg(o.x -> 'key' order by o.n) from jsonb_array_elements(p_question -> 'options') with ordinality o (x, n)
        where p_value ? (o.x ->> 'key')) end;
      if jsonb_array_length(v_value) is distinct from jsonb_array_length(p_value) then
        v_value := null;
      end if;
    when 'number' then
      v_value := case when replace(v_text, ',', '.') ~ '^-?[0-9]{1,12}(\.[0-9]{1,6})?$' then to_jsonb(replace(v_text, ',', '.')) end;
    when 'cpf' then
      v_value := to_jsonb((select c.x from app.normalise_cpf_cnpj(v_text) c (x) where char_length(c.x) = 11));
    when 'phone' then
      v_value := to_jsonb(app.normalize_phone(v_text));
    when 'email' then
      v_value := to_jsonb(app.normalize_email(v_text));
    when 'address' then
      return app.checked_intake_address(p_value);
  end case;
  if v_value is null or jsonb_typeof(v_value) = 'null' then
    return jsonb_build_object('problem', 'invalid_' || v_kind);
  end if;
  return jsonb_build_object('value', v_value);
end;
$$;
revoke execute on function app.checked_intake_answer(jsonb, jsonb, date) from public, anon, authenticated;
