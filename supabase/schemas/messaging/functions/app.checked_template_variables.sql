-- The values for a template's variables, trimmed; refuses what WhatsApp refuses, and characters that break a line, turn its
-- direction or show nothing. Others that were given are left out.
create function app.checked_template_variables(p_template public.message_templates, p_given jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_key text;
  v_value text;
  v_variables jsonb := '{}';
begin
  for v_key in select v ->> 'key' from jsonb_array_elements(p_template.variables) v loop
    v_value := btrim(p_given ->> v_key);
    if coalesce(v_value, '') = '' or char_length(v_value) > 500
      or v_value ~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]'
      or v_value ~ '[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{4}'
      or v_value ~ '^[ \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u202f\u205f-\u2065\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]*$' then
      raise sqlstate 'PT400' using message = 'template_variables_invalid', detail = v_key,
        hint = 'Up to 500 characters in one line, without four spaces in a row.';
    end if;
    v_variables := v_variables || jsonb_build_object(v_key, v_value);
  end loop;
  return v_variables;
end;
$$;
revoke execute on function app.checked_template_variables(public.message_templates, jsonb) from public, anon, authenticated;
