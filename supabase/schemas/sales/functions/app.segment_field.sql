create function app.segment_field(p_tenant_id uuid, p_entity text, p_key text, out field app.segment_fields)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_custom public.custom_fields;
  v_column text;
begin
  select f.* into field from app.segment_fields f where f.entity = p_entity and f.key = p_key;
  if field.key is not null or p_key is null or p_key not like 'custom.%' then
    return;
  end if;
  -- an archived one is no longer offered, and who asked for it before still gets an answer
  select c.* into v_custom from public.custom_fields c join app.segment_entities n on n.key = p_entity and n.custom_entity = c.entity
  where c.tenant_id = p_tenant_id and c.id = app.typed_id(substr(p_key, 8));
  if v_custom.id is null then
    return;
  end if;
  field.entity := p_entity;
  field.key := p_key;
  if p_entity = 'patients' then
    field.fact := 'contact';
    field.roles := array['owner', 'admin', 'supervisor', 'operator'];
  end if;
  v_column := format('%s.custom -> %L', case p_entity when 'patients' then 'f_contact' else 'e' end, v_custom.id);
  field.type := case v_custom.type when 'choice' then 'text' when 'date' then 'day' else v_custom.type end;
  field.expression := case v_custom.type
    when 'number' then format('case jsonb_typeof(%1$s) when ''number'' then (%1$s)::numeric end', v_column)
    when 'boolean' then format('case jsonb_typeof(%1$s) when ''boolean'' then (%1$s)::boolean end', v_column)
    when 'date' then format('case when pg_input_is_valid((%1$s) #>> ''{}'', ''date'') then ((%1$s) #>> ''{}'')::date end', v_column)
    else format('(%s) #>> ''{}''', v_column) end;
end;
$$;
comment on function app.segment_field(uuid, text, text) is
  'A field that rules may name: of the product, or custom.<id> of the clinic''s own; NULL when there is none.';
revoke execute on function app.segment_field(uuid, text, text) from public, anon, authenticated;
