-- What an address is stored as: the canonical phone and the other id of a person (WhatsApp's LID, or the one that business
-- accounts see), or the group. Empty when it names nobody.
create function app.address_keys(p_address jsonb)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_group text := 'group:' || nullif(p_address ->> 'group', '');
begin
  return array_remove(case when v_group is null
    then array[app.canonical_phone(p_address ->> 'phone'),
      coalesce('lid:' || nullif(p_address ->> 'lid', ''), 'user:' || nullif(p_address ->> 'user', ''))] else array[v_group] end, null);
end;
$$;
revoke execute on function app.address_keys(jsonb) from public, anon, authenticated;
