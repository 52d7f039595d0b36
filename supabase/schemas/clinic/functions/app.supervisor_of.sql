create function app.supervisor_of(p_tenant_id uuid, p_user_id uuid)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select t.supervisor_id from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = p_user_id and app.is_clinician(p_tenant_id, t.supervisor_id);
$$;
comment on function app.supervisor_of(uuid, uuid) is 'Who countersigns what a trainee writes: an active member who treats; null for everybody else''s.';
revoke execute on function app.supervisor_of(uuid, uuid) from public, anon, authenticated;
