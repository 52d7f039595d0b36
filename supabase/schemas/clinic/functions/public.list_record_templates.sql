create function public.list_record_templates(p_tenant_id uuid, p_archived boolean default false)
returns table (id uuid, name text, kind text, content jsonb, version integer, archived_at timestamptz, updated_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.id, t.name, t.kind, t.content, t.version, t.archived_at, t.updated_at from public.record_templates t
    where t.tenant_id = p_tenant_id and (t.archived_at is not null) = coalesce(p_archived, false)
    order by lower(t.name), t.id;
end;
$$;
comment on function public.list_record_templates(uuid, boolean) is 'Caller: members. What entries may begin with, by name; or what was archived. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_record_templates(uuid, boolean) from public, anon, authenticated;
grant execute on function public.list_record_templates(uuid, boolean) to authenticated;
