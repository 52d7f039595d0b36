-- The name of a conversation that begins: the one that comes with it, or a better one that was known before.
create function app.first_name(
  p_tenant_id uuid, p_keys text[], p_name text, p_source text, out name text, out name_source text
)
language plpgsql
stable
set search_path = ''
as $$
begin
  select s.name, s.name_source into name, name_source from (
    select nullif(app.normalize_name(left(p_name, 200)), '') as name, p_source as name_source
    union all
    select n.name, n.name_source from app.known_names n where n.tenant_id = p_tenant_id and n.address = any (p_keys)
  ) s
  where app.name_rank(s.name, s.name_source) > 0
  order by app.name_rank(s.name, s.name_source) desc limit 1;
end;
$$;
revoke execute on function app.first_name(uuid, text[], text, text) from public, anon, authenticated;
