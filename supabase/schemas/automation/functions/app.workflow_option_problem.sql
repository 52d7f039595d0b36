create function app.workflow_option_problem(p_tenant_id uuid, p_spec jsonb, p_value jsonb, p_options jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_type text := p_spec ->> 'type';
  v_text text := p_value #>> '{}';
  v_field app.workflow_fields;
begin
  if p_value is null or p_value = 'null' or v_type <> 'boolean' and btrim(v_text) = '' then
    return case when (p_spec ->> 'required')::boolean then 'missing_option' end;
  end if;
  select * into v_field from app.workflow_fields f where f.field = p_options ->> 'field';
  if v_type = 'value' then
    v_type := coalesce(v_field.value, 'text');
    p_spec := p_spec || '{"max": 200}';
  end if;
  case v_type
    when 'text', 'url' then
      if jsonb_typeof(p_value) <> 'string' then
        return 'invalid_option';
      elsif char_length(v_text) > coalesce((p_spec ->> 'max')::integer, 4000) then
        return 'body_too_long';
      elsif (p_spec ->> 'variables')::boolean and exists (
        select from regexp_matches(v_text, '\{\{\s*([^{}]*?)\s*\}\}', 'g') m where not m[1] = any (app.workflow_variables()))
      then
        return 'unknown_variable';
      elsif v_type = 'url' and v_text !~ '^https://[^\s/@]+\.[^\s/@]+(/[^\s]*)?$' then
        return 'invalid_option';
      end if;
    when 'texts' then
      if jsonb_typeof(p_value) <> 'array' or jsonb_array_length(p_value) > 30
        or exists (select from jsonb_array_elements(p_value) w (x) where jsonb_typeof(w.x) <> 'string' or char_length(w.x #>> '{}') not between 1 and 60)
      then
        return 'invalid_option';
      end if;
    when 'choices' then
      if jsonb_typeof(p_value) <> 'array' or jsonb_array_length(p_value) not between 1 and 10
        or exists (select from jsonb_array_elements(p_value) c (x)
          where jsonb_typeof(c.x) <> 'string' or char_length(btrim(c.x #>> '{}')) not between 1 and 20)
        or (select count(distinct app.fold_text(btrim(c.x))) from jsonb_array_elements_text(p_value) c (x)) < jsonb_array_length(p_value)
      then
        return 'invalid_choices';
      end if;
    when 'number' then
      if jsonb_typeof(p_value) <> 'number' or v_text !~ '^-?[0-9]{1,7}$'
        or v_text::integer not between coalesce((p_spec ->> 'min')::integer, 0) and coalesce((p_spec ->> 'max')::integer, 1000000)
      then
        return 'invalid_option';
      end if;
    when 'boolean' then
      return case when jsonb_typeof(p_value) <> 'boolean' then 'invalid_option' end;
    when 'member' then
      return case when not exists (select from public.tenant_members m
        where m.tenant_id = p_tenant_id and m.user_id::text = v_text and m.status = 'active') then 'invalid_option' end;
    when 'tag' then
      return case when not exists (select from public.conversation_tags g
        where g.tenant_id = p_tenant_id and g.id::text = v_text and g.archived_at is null) then 'invalid_option' end;
    when 'segment' then
      return case when not exists (select from public.segments s
        where s.tenant_id = p_tenant_id and s.id::text = v_text and s.entity = 'patients') then 'invalid_option' end;
    when 'stage' then
      return case when not exists (select from public.pipeline_stages s
        where s.tenant_id = p_tenant_id and s.id::text = v_text and s.archived_at is null) then 'invalid_option' end;
    when 'activity' then
      return case when not exists (select from public.activity_kinds k where k.key = v_text) then 'invalid_option' end;
    when 'template' then
      return case when not exists (select from public.message_templates m
        where m.tenant_id = p_tenant_id and m.id::text = p_value ->> 'id') then 'invalid_option' end;
    when 'column' then
      return case when not p_spec -> 'values' @> p_value then 'invalid_option' end;
    when 'field' then
      return case when v_field.field is null then 'unknown_field' end;
    when 'op' then
      return case when v_field.field is not null and not v_text = any (v_field.ops) then 'unknown_op' end;
    else null;
  end case;
  return null;
end;
$$;
comment on function app.workflow_option_problem(uuid, jsonb, jsonb, jsonb) is
  'What is wrong with the value of an option, as a code.';
revoke execute on function app.workflow_option_problem(uuid, jsonb, jsonb, jsonb) from public, anon, authenticated;
