-- The text of a document or a template: whole lines, empty ones between paragraphs kept. Errors: PT400 empty_body, PT400 body_too_long.
create function app.document_body(p_body text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_body text := app.normalize_lines(left(p_body, 40000));
begin
  if coalesce(v_body, '') = '' then
    raise sqlstate 'PT400' using message = 'empty_body';
  end if;
  if char_length(v_body) > 20000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '20000';
  end if;
  return v_body;
end;
$$;
revoke execute on function app.document_body(text) from public, anon, authenticated;
