create function app.segment_node(
  p_context jsonb, p_node jsonb, p_path text, p_depth integer, inout p_values text[], inout p_facts text[], out condition text
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_child record;
  v_part text;
  v_parts text[] := '{}';
begin
  if jsonb_typeof(p_node) is distinct from 'object' then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = p_path;
  elsif p_depth > 0 and not p_node ?| array['rules', 'logic'] then
    select r.* into p_values, p_facts, condition from app.segment_rule(p_context, p_node, p_path, p_values, p_facts) r;
    return;
  elsif p_depth > 8 then
    raise sqlstate 'PT400' using message = 'segment_too_large', detail = p_path;
  elsif jsonb_typeof(coalesce(p_node -> 'rules', '[]')) <> 'array' then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = p_path;
  elsif jsonb_array_length(coalesce(p_node -> 'rules', '[]')) = 0 then
    raise sqlstate 'PT400' using message = 'empty_group', detail = p_path;
  elsif not coalesce(p_node ->> 'logic', '') in ('AND', 'OR') then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = p_path;
  end if;
  for v_child in
    select c.node, c.n - 1 as place from jsonb_array_elements(p_node -> 'rules') with ordinality c (node, n) order by c.n
  loop
    select r.* into p_values, p_facts, v_part
    from app.segment_node(p_context, v_child.node, concat_ws('.', nullif(p_path, ''), 'rules', v_child.place), p_depth + 1, p_values, p_facts) r;
    v_parts := v_parts || v_part;
  end loop;
  condition := '(' || array_to_string(v_parts, case p_node ->> 'logic' when 'AND' then ' and ' else ' or ' end) || ')';
end;
$$;
comment on function app.segment_node(jsonb, jsonb, text, integer, text[], text[]) is
  'Compiles a group with what is in it, or a rule. Errors: as app.segment_rule, and PT400 empty_group, PT400 invalid_segment, PT400 segment_too_large.';
revoke execute on function app.segment_node(jsonb, jsonb, text, integer, text[], text[]) from public, anon, authenticated;
