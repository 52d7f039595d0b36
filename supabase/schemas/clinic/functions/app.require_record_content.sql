create function app.require_record_content(p_content jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_nodes bigint;
  v_depth integer;
  v_is_document boolean;
begin
  if octet_length(p_content::text) > 262144 then
    raise sqlstate 'PT400' using message = 'record_too_long', detail = '256 kB';
  end if;
  -- what a node may hold besides these is shown as text or not at all
  with recursive nodes (node, depth) as (
    select p_content, 1
    union all
    select c.value, n.depth + 1
    from nodes n
    cross join lateral jsonb_array_elements(case when jsonb_typeof(n.node -> 'content') = 'array' then n.node -> 'content' else '[]' end) c
    where n.depth <= 32
  )
  select count(*), max(n.depth), coalesce(bool_and(coalesce(
      jsonb_typeof(n.node) = 'object' and jsonb_typeof(n.node -> 'type') = 'string'
      and jsonb_typeof(coalesce(n.node -> 'content', '[]')) = 'array' and jsonb_typeof(coalesce(n.node -> 'marks', '[]')) = 'array'
      and jsonb_typeof(coalesce(n.node -> 'text', '""')) = 'string', false)), false)
  into v_nodes, v_depth, v_is_document from nodes n;
  if p_content ->> 'type' is distinct from 'doc' or not v_is_document or v_depth > 32 or v_nodes > 10000 then
    raise sqlstate 'PT400' using message = 'record_content_invalid';
  end if;
  return p_content;
end;
$$;
comment on function app.require_record_content(jsonb) is
  'A document of the editor: {type: "doc", content: [nodes]}, of 256 kB, 32 levels and 10,000 nodes at most. Errors: PT400 record_content_invalid, PT400 record_too_long.';
revoke execute on function app.require_record_content(jsonb) from public, anon, authenticated;
