create function app.require_merger(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  -- not those who treat: whoever joined two files could read another's record
  select app.require_member(p_tenant_id, array['owner', 'admin', 'operator']);
$$;
comment on function app.require_merger(uuid) is 'Who may say that two patients are one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_merger(uuid) from public, anon, authenticated;
grant execute on function app.require_merger(uuid) to authenticated;
