create function app.message_preview(p_kind text, p_body text, p_content jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(regexp_replace(coalesce(nullif(p_body, ''), p_content ->> 'title', p_content ->> 'name', ''), '\s+', ' ', 'g'), 120);
end;
$$;
comment on function app.message_preview(text, text, jsonb) is 'First 120 characters for lists; empty for media without caption (the list shows the kind).';
revoke execute on function app.message_preview(text, text, jsonb) from public, anon, authenticated;
grant execute on function app.message_preview(text, text, jsonb) to service_role;
