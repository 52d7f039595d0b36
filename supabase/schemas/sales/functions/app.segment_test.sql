create function app.segment_test(p_type text, p_expression text, p_op text, p_is_empty boolean, p_value text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_side text := case p_type
    when 'text' then format('nullif(app.fold_text(%s), '''')', p_expression)
    when 'list' then 'app.fold_text(l.item)'
    when 'number' then format('(%s)::numeric', p_expression)
    when 'boolean' then format('(%s)::boolean', p_expression)
    when 'day' then format('(%s)::date', p_expression)
    else format('(%s)', p_expression) end;
  v_value text := p_value || case when p_type in ('text', 'list') then '::text' when p_type = 'number' then '::numeric' when p_type = 'boolean' then '::boolean'
    when p_type = 'day' then '::date' else '::timestamptz' end;
  v_test text;
begin
  if p_op = 'is_empty' then
    return case
      when p_type = 'list' then format('%s exists (select from (%s) l (item))', case when p_is_empty then 'not' else '' end, p_expression)
      else format('%s is %s null', v_side, case when p_is_empty then '' else 'not' end) end;
  end if;
  v_test := case p_op
    when 'contains' then format('strpos(%s, %s) > 0', v_side, v_value)
    when 'starts' then format('starts_with(%s, %s)', v_side, v_value)
    when 'ends' then format('right(%1$s, char_length(%2$s)) = %2$s', v_side, v_value)
    when 'in' then format('%s = any (%s[])', v_side, v_value)
    when 'neq' then case when p_type = 'list' then format('%s = %s', v_side, v_value) else format('%s is distinct from %s', v_side, v_value) end
    when 'eq' then format('%s = %s', v_side, v_value)
    -- the value of a moment is already the edge of the day that counts
    when 'gte' then format('%s >= %s', v_side, v_value)
    when 'before' then format('%s < %s', v_side, v_value)
    when 'lte' then format('%s %s %s', v_side, case p_type when 'moment' then '<' else '<=' end, v_value)
    when 'after' then format('%s %s %s', v_side, case p_type when 'moment' then '>=' else '>' end, v_value) end;
  if p_type = 'list' then
    return format('%s exists (select from (%s) l (item) where %s)', case p_op when 'neq' then 'not' else '' end, p_expression, v_test);
  end if;
  return v_test;
end;
$$;
comment on function app.segment_test(text, text, text, boolean, text) is
  'The SQL of one rule. p_value is the place of its bound value: no value stands in the text. An empty field is NULL here, so that it matches neq alone.';
revoke execute on function app.segment_test(text, text, text, boolean, text) from public, anon, authenticated;
