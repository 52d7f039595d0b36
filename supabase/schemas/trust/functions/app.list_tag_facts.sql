create function app.list_tag_facts(p_tenant_id uuid, p_after jsonb, p_limit integer)
returns table (id uuid, name text, color text, conversations bigint, is_archived boolean)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select g.id, g.name, g.color, (
        select count(*) from public.conversation_thread_tags x where x.tenant_id = p_tenant_id and x.tag_id = g.id), g.archived_at is not null
    from public.conversation_tags g
    where g.tenant_id = p_tenant_id and (p_after is null or g.id > app.typed_id(p_after ->> 'id'))
    order by g.id limit p_limit;
end;
$$;
comment on function app.list_tag_facts(uuid, jsonb, integer) is 'Tags for a file. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function app.list_tag_facts(uuid, jsonb, integer) from public, anon, authenticated;
