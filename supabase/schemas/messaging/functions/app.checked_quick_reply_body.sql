-- The text of a quick reply, its variables written as the composer looks for them: {{ Nome }} becomes {{nome}}.
create function app.checked_quick_reply_body(p_body text, p_may_be_empty boolean)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_body text := case when p_may_be_empty and btrim(coalesce(p_body, ''), E' \t\r\n') = '' then '' else app.checked_text(p_body) end;
  v_known text := '\{\{\s*(nome|clinica|atendente)\s*\}\}';
  v_rest text := regexp_replace(v_body, v_known, '', 'gi');
  v_variable text;
begin
  if v_rest ~ '\{\{|\}\}' then
    raise sqlstate 'PT400' using message = 'unknown_variable',
      detail = coalesce(left(btrim(substring(v_rest from '\{\{([^{}]*)\}\}')), 40), ''),
      hint = 'Known: {{nome}}, {{clinica}}, {{atendente}}.';
  end if;
  foreach v_variable in array array['nome', 'clinica', 'atendente'] loop
    v_body := regexp_replace(v_body, '\{\{\s*' || v_variable || '\s*\}\}', '{{' || v_variable || '}}', 'gi');
  end loop;
  return v_body;
end;
$$;
comment on function app.checked_quick_reply_body(text, boolean) is
  'Caller: save_quick_reply. p_may_be_empty: a reply with files needs no text. Errors: PT400 empty_body, PT400 body_too_long, PT400 unknown_variable (detail: which).';
revoke execute on function app.checked_quick_reply_body(text, boolean) from public, anon, authenticated;
