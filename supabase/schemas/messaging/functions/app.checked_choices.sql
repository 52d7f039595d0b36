-- A question with answers to choose from, as its message keeps it: {body, content: {choices: [{id, title, description}], choices_as,
-- choices_button}}. A channel without buttons gets the answers as numbered lines of the text. Errors: PT400 content_invalid,
-- PT400 empty_body.
create function app.checked_choices(p_kind public.channel_kinds, p_choices jsonb, p_body text, p_client_id uuid)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_options jsonb;
  v_button text := left(app.normalize_name(p_choices ->> 'button'), 20);
  v_as text;
begin
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', format('choice:%s:%s', p_client_id, o.place),
    'title', app.normalize_name(o.option ->> 'title'), 'description', nullif(left(app.normalize_name(o.option ->> 'description'), 72), ''))) order by o.place), '[]')
  into v_options
  from jsonb_array_elements(case when jsonb_typeof(p_choices -> 'options') = 'array' then p_choices -> 'options' else '[]' end) with ordinality o (option, place);
  if p_client_id is null or jsonb_array_length(v_options) not between 1 and 10
    or exists (select from jsonb_array_elements(v_options) o (x) where coalesce(char_length(o.x ->> 'title'), 0) not between 1 and 20)
    or (select count(distinct app.fold_text(o.x ->> 'title')) from jsonb_array_elements(v_options) o (x)) < jsonb_array_length(v_options) then
    raise sqlstate 'PT400' using message = 'content_invalid', detail = 'choices',
      hint = 'One to ten answers of up to twenty characters, no two alike.';
  end if;
  if p_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  v_as := case
    when jsonb_array_length(v_options) <= p_kind.max_buttons and (p_kind.max_rows = 0 or coalesce(v_button, '') = '') then 'buttons'
    when jsonb_array_length(v_options) <= p_kind.max_rows then 'list'
    else 'text' end;
  if v_as <> 'text' and char_length(p_body) > 1000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '1000', hint = 'Up to 1000 characters.';
  end if;
  return jsonb_build_object('kind', 'text', 'body', p_body || case when v_as = 'text' then E'\n\n' || (
      select string_agg(format('%s. %s', o.place, concat_ws(': ', o.x ->> 'title', o.x ->> 'description')), E'\n' order by o.place)
      from jsonb_array_elements(v_options) with ordinality o (x, place)) else '' end,
    'content', jsonb_strip_nulls(jsonb_build_object('choices', v_options, 'choices_as', v_as,
      'choices_button', case when v_as = 'list' then coalesce(nullif(v_button, ''), 'Ver opções') end)));
end;
$$;
revoke execute on function app.checked_choices(public.channel_kinds, jsonb, text, uuid) from public, anon, authenticated;
