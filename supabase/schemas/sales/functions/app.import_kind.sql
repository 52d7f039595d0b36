create function app.import_kind(p_key text)
returns app.import_kinds
language plpgsql
stable
set search_path = ''
as $$
declare
  v_kind app.import_kinds;
begin
  select * into v_kind from app.import_kinds k where k.key = p_key;
  if v_kind.key is null then
    raise sqlstate 'PT400' using message = 'unknown_import_kind', detail = left(p_key, 40);
  end if;
  return v_kind;
end;
$$;
comment on function app.import_kind(text) is 'What is known of a kind of import. Errors: PT400 unknown_import_kind.';
revoke execute on function app.import_kind(text) from public, anon, authenticated;
