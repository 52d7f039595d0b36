create function app.is_clinician(p_tenant_id uuid, p_user_id uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
      and (m.role in ('supervisor', 'therapist')
        or (m.role in ('owner', 'admin') and exists (
          select from public.therapists t where t.tenant_id = m.tenant_id and t.user_id = m.user_id and t.is_active))));
$$;
comment on function app.is_clinician(uuid, uuid) is 'Whether somebody is an active member who treats patients at all. Owner and administrators are when they have an agenda of their own (therapists), the reception never.';
revoke execute on function app.is_clinician(uuid, uuid) from public, anon, authenticated;
grant execute on function app.is_clinician(uuid, uuid) to authenticated, service_role;
