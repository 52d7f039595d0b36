create function app.segment_rule(
  p_context jsonb, p_rule jsonb, p_path text, inout p_values text[], inout p_facts text[], out condition text
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_field app.segment_fields;
  v_op text := case jsonb_typeof(p_rule -> 'op') when 'string' then p_rule ->> 'op' end;
  v_given jsonb := nullif(p_rule -> 'value', 'null');
  v_value text;
begin
  if jsonb_typeof(p_rule -> 'field') = 'string' then
    v_field := app.segment_field((p_context ->> 'tenant_id')::uuid, p_context ->> 'entity', p_rule ->> 'field');
  end if;
  if v_field.key is null then
    raise sqlstate 'PT400' using message = 'unknown_field', detail = p_path;
  elsif v_op is null or not exists (select from app.segment_types t where v_op = any (t.ops)) then
    raise sqlstate 'PT400' using message = 'unknown_op', detail = p_path;
  elsif not exists (select from app.segment_types t where t.key = v_field.type and v_op = any (t.ops)) then
    raise sqlstate 'PT400' using message = 'op_not_for_type', detail = p_path;
  elsif not (p_context ->> 'role') = any (v_field.roles) then
    raise sqlstate 'PT403' using message = 'forbidden', detail = p_path;
  end if;
  if v_op = 'is_empty' then
    if coalesce(jsonb_typeof(v_given), 'boolean') <> 'boolean' then
      raise sqlstate 'PT400' using message = 'bad_value', detail = p_path;
    end if;
  else
    v_value := app.segment_value(v_field.type, v_op, v_given, p_context ->> 'zone', (p_context ->> 'today')::date);
    if v_value is null then
      raise sqlstate 'PT400' using message = 'bad_value', detail = p_path;
    end if;
    p_values := p_values || v_value;
  end if;
  if v_field.fact is not null and not v_field.fact = any (p_facts) then
    p_facts := p_facts || v_field.fact;
  end if;
  condition := app.segment_test(v_field.type, v_field.expression, v_op, (v_given is distinct from 'false'), format('($2)[%s]', cardinality(p_values)));
end;
$$;
comment on function app.segment_rule(jsonb, jsonb, text, text[], text[]) is
  'Compiles one rule: its condition, with its value put behind p_values and its fact behind p_facts. Errors: PT400 unknown_field, PT400 unknown_op, PT400 op_not_for_type, PT400 bad_value, PT403 forbidden (a field that the role does not see).';
revoke execute on function app.segment_rule(jsonb, jsonb, text, text[], text[]) from public, anon, authenticated;
