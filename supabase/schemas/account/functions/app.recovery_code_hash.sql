create function app.recovery_code_hash(p_user_id uuid, p_code text)
returns bytea
language sql
immutable
parallel safe
set search_path = ''
as $$
  select sha256(convert_to(p_user_id || ':' || upper(regexp_replace(coalesce(p_code, ''), '[^0-9A-Za-z]', '', 'g')), 'UTF8'));
$$;
comment on function app.recovery_code_hash(uuid, text) is 'What is kept of a recovery code; its case and its dashes do not matter.';
revoke execute on function app.recovery_code_hash(uuid, text) from public, anon, authenticated;
