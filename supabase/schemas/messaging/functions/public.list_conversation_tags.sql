create function public.list_conversation_tags(p_tenant_id uuid)
returns table (id uuid, name text, color text, "position" integer, system_key text, archived_at timestamptz, conversations bigint)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select g.id, g.name, g.color, g.position, g.system_key, g.archived_at, (
      select count(*) from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.tag_id = g.id)
    from public.conversation_tags g where g.tenant_id = p_tenant_id
    order by g.position, g.name;
end;
$$;
comment on function public.list_conversation_tags(uuid) is
  'Caller: members. The clinic''s tags in their order, archived ones too, each with how many conversations have it. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_tags(uuid) from public, anon, authenticated;
grant execute on function public.list_conversation_tags(uuid) to authenticated;
