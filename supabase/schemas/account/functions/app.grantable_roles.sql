-- Roles that a person with the given role may give to or take from others; an owner may give every role there is.
create function app.grantable_roles(p_role text)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case p_role
    when 'owner' then array['owner', 'admin', 'supervisor', 'therapist', 'operator']
    when 'admin' then array['admin', 'supervisor', 'therapist', 'operator']
    else array[]::text[]
  end;
$$;
revoke execute on function app.grantable_roles(text) from public, anon, authenticated;
grant execute on function app.grantable_roles(text) to authenticated, service_role;
