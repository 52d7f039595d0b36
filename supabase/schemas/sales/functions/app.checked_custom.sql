create function app.checked_custom(p_tenant_id uuid, p_entity text, p_custom jsonb, p_before jsonb default '{}')
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_field public.custom_fields;
  v_value jsonb;
  v_text text;
  -- what is no longer asked stays as it is
  v_result jsonb := (
    select coalesce(jsonb_object_agg(b.key, b.value), '{}') from jsonb_each(coalesce(p_before, '{}')) b
    where not exists (
      select from public.custom_fields f
      where f.tenant_id = p_tenant_id and f.entity = p_entity and f.id::text = b.key and f.archived_at is null));
  v_is_wrong boolean;
begin
  if p_custom is not null and jsonb_typeof(p_custom) <> 'object' or exists (
    select from jsonb_object_keys(coalesce(p_custom, '{}')) k (key)
    where not exists (select from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = p_entity and f.id::text = k.key))
  then
    raise sqlstate 'PT400' using message = 'custom_field_invalid';
  end if;
  for v_field in
    select * from public.custom_fields f
    where f.tenant_id = p_tenant_id and f.entity = p_entity and f.archived_at is null order by f.position, f.id
  loop
    v_value := nullif(p_custom -> v_field.id::text, 'null');
    v_text := btrim(v_value #>> '{}');
    if v_text = '' then
      v_value := null;
    end if;
    if v_value is null then
      if v_field.is_required then
        raise sqlstate 'PT400' using message = 'custom_field_required', detail = v_field.label;
      end if;
      continue;
    end if;
    v_is_wrong := case v_field.type
      when 'text' then jsonb_typeof(v_value) <> 'string' or char_length(v_text) > 500
      when 'number' then jsonb_typeof(v_value) <> 'number' or char_length(v_text) > 20
      when 'boolean' then jsonb_typeof(v_value) <> 'boolean'
      when 'choice' then jsonb_typeof(v_value) <> 'string' or not v_text = any (v_field.options)
      else jsonb_typeof(v_value) <> 'string' or v_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' end;
    if v_is_wrong then
      raise sqlstate 'PT400' using message = 'custom_field_invalid', detail = v_field.label;
    end if;
    if v_field.type = 'date' then
      perform app.typed_date(v_text);
    elsif v_field.type = 'text' then
      v_value := to_jsonb(app.trimmed(v_text, 500));
    end if;
    v_result := v_result || jsonb_build_object(v_field.id, v_value);
  end loop;
  return v_result;
end;
$$;
comment on function app.checked_custom(uuid, text, jsonb, jsonb) is
  'The values of a clinic''s own fields as they may be stored: {field id: value}, each of the type of its field. Values of archived fields stay. Errors: PT400 custom_field_invalid, PT400 custom_field_required (detail: the label), PT400 invalid_date.';
revoke execute on function app.checked_custom(uuid, text, jsonb, jsonb) from public, anon, authenticated;
