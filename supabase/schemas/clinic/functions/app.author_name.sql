-- As documents name a member: how patients know a therapist, or else the name of the profile.
create function app.author_name(p_tenant_id uuid, p_user_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (select t.name from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id),
    (select p.full_name from public.profiles p where p.id = p_user_id));
$$;
revoke execute on function app.author_name(uuid, uuid) from public, anon, authenticated;
