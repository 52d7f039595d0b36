create function app.supervisor_of(p_tenant_id uuid, p_user_id uuid)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select null::uuid;
$$;
comment on function app.supervisor_of(uuid, uuid) is 'Who countersigns what a trainee writes: an active member who treats; null for everybody else''s.';
revoke execute on function app.supervisor_of(uuid, uuid) from public, anon, authenticated;
