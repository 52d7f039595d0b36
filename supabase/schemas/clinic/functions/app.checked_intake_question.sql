create function app.checked_intake_question(p_question jsonb, p_is_clinical boolean, p_earlier text[], p_fields text[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_key text := p_question ->> 'key';
  v_kind text := p_question ->> 'kind';
  v_field public.intake_fields;
  v_options jsonb := case when p_question ->> 'kind' in ('choice', 'multi') then p_question -> 'options' end;
  v_is_wrong boolean;
begin
  select * into v_field from public.intake_fields f where f.key = p_question ->> 'field';
  v_is_wrong := v_key is null or v_key !~ '^[a-z][a-z0-9_]{0,39}$' or v_key = any (p_earlier) or cardinality(p_earlier) >= 120
    or v_kind is null or v_kind not in ('text', 'long_text', 'date', 'choice', 'multi', 'yes_no', 'number', 'cpf', 'phone', 'email', 'address')
    or app.trimmed(p_question ->> 'label', 300) is null
    or (p_question ? 'field' and (v_field.key is null or p_is_clinical or not v_kind = any (v_field.kinds) or v_field.key = any (p_fields)));
  if not v_is_wrong and v_kind in ('choice', 'multi') then
    v_is_wrong := jsonb_typeof(v_options) is distinct from 'array' or jsonb_array_length(v_options) not between 2 and 30
      or exists (
        select from jsonb_array_elements(v_options) o (x)
        where o.x ->> 'key' is null or o.x ->> 'key' !~ '^[a-z][a-z0-9_]{0,39}$' or app.trimmed(o.x ->> 'label', 120) is null
          or not coalesce(o.x ->> 'key' = any (v_field.allowed), true))
      or (select count(distinct o.x ->> 'key') <> count(*) from jsonb_array_elements(v_options) o (x));
  end if;
  if v_is_wrong then
    raise sqlstate 'PT400' using message = 'invalid_form', detail = 'question ' || left(coalesce(v_key, '?'), 40);
  end if;
  perform app.check_intake_condition(p_question -> 'when', p_earlier);
  return jsonb_strip_nulls(jsonb_build_object(
    'key', v_key, 'kind', v_kind, 'label', app.trimmed(p_question ->> 'label', 300), 'help', app.trimmed(p_question ->> 'help', 500),
    'required', coalesce((p_question ->> 'required')::boolean, false), 'field', v_field.key, 'when', p_question -> 'when',
    'options', (
      select jsonb_agg(jsonb_build_object('key', o.x ->> 'key', 'label', app.trimmed(o.x ->> 'label', 120)) order by o.n)
      from jsonb_array_elements(v_options) with ordinality o (x, n))));
end;
$$;
revoke execute on function app.checked_intake_question(jsonb, boolean, text[], text[]) from public, anon, authenticated;
