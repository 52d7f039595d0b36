-- Reactions or votes of which each person has one, after this person's new one; the old one goes also when nothing follows.
create function app.said_by_each(p_list jsonb, p_action jsonb, p_is_something boolean)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(s.said order by s.said ->> 'by', s.said ->> 'author' nulls first), '[]') from (
      select e as said from jsonb_array_elements(p_list) e
      where coalesce(e ->> 'author', e ->> 'by') <> coalesce(p_action ->> 'author', p_action ->> 'by')
      union all
      select p_action - array['type', 'target_provider_id', 'at'] where p_is_something
    ) s);
end;
$$;
revoke execute on function app.said_by_each(jsonb, jsonb, boolean) from public, anon, authenticated;
