create function app.require_tag(p_tenant_id uuid, p_tag_id uuid)
returns public.conversation_tags
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.conversation_tags;
begin
  select * into v_row from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_tag_id;
  if not found then
    raise sqlstate 'PT404' using message = 'tag_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.require_tag(uuid, uuid) is 'Errors: PT404 tag_not_found.';
revoke execute on function app.require_tag(uuid, uuid) from public, anon, authenticated;
