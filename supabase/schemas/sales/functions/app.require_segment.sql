create function app.require_segment(p_tenant_id uuid, p_id uuid, p_role text default null)
returns public.segments
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.segments;
begin
  select * into v_row from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'segment_not_found';
  end if;
  if not p_role = any ((select n.roles from app.segment_entities n where n.key = v_row.entity)::text[]) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return v_row;
end;
$$;
comment on function app.require_segment(uuid, uuid, text) is
  'A saved segment, for p_role (NULL: the product itself). Errors: PT404 segment_not_found, PT403 forbidden.';
revoke execute on function app.require_segment(uuid, uuid, text) from public, anon, authenticated;
