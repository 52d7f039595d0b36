create function public.list_members(p_tenant_id uuid)
returns table (user_id uuid, full_name text, email text, role text, status text, created_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select m.user_id, p.full_name, p.email, m.role, m.status, m.created_at
    from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id
    order by p.full_name, p.email;
end;
$$;
comment on function public.list_members(uuid) is 'Caller: any member. The team, by name. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_members(uuid) from public, anon, authenticated;
grant execute on function public.list_members(uuid) to authenticated;
