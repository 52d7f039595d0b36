-- Which columns of a record a row of a file changes, with their new values. Empty cells are not in p_fields.
create function app.import_changes(p_old jsonb, p_fields jsonb, p_custom jsonb, p_policy text)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(n.key, n.value) filter (where case
      when p_policy = 'skip' then false
      when n.key in ('phone', 'email', 'more_phones', 'more_emails') then true
      -- a name that differs by case, accents or spaces alone stays as it is written here
      when n.key in ('full_name', 'name') then
        app.normalize_text(n.value #>> '{}') is distinct from app.normalize_text(p_old ->> n.key)
        -- what has no letter, or is an address, is no name
        and (p_policy = 'overwrite' or p_old ->> n.key !~ '[[:alpha:]]' or p_old ->> n.key = p_old ->> 'email')
      else p_policy = 'overwrite' or coalesce(p_old -> n.key, 'null') = 'null' end), '{}')
  from (
    select f.key, f.value from jsonb_each(p_fields) f where f.value <> 'null'
    union all
    select 'custom', case when p_policy = 'fill' then p_custom || (p_old -> 'custom') else (p_old -> 'custom') || p_custom end
    where p_custom <> '{}' and p_old ? 'custom'
  ) n
  where p_old -> n.key is distinct from n.value;
$$;
revoke execute on function app.import_changes(jsonb, jsonb, jsonb, text) from public, anon, authenticated;
