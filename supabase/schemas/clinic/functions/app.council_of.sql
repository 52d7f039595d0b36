create function app.council_of(p_tenant_id uuid, p_user_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select null::text;
$$;
comment on function app.council_of(uuid, uuid) is 'The registration as it stands below a signature: "CRP 06/123456"; null where none is known.';
revoke execute on function app.council_of(uuid, uuid) from public, anon, authenticated;
