create function public.list_rooms(p_tenant_id uuid, p_archived boolean default false)
returns table (id uuid, name text, "position" integer, archived_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select r.id, r.name, r.position, r.archived_at from public.rooms r
    where r.tenant_id = p_tenant_id and (r.archived_at is null or p_archived)
    order by r.position, r.name_key, r.id;
end;
$$;
comment on function public.list_rooms(uuid, boolean) is
  'Caller: members. Rooms in order; p_archived: also those that are no longer offered. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_rooms(uuid, boolean) from public, anon, authenticated;
grant execute on function public.list_rooms(uuid, boolean) to authenticated;
