create function app.begin_contact_erasure(p_tenant_id uuid, p_place text)
returns text
language sql
stable
set search_path = ''
as $$
  select a.list_code from app.dinamize_accounts a where a.tenant_id = p_tenant_id and app.sync_place(a) = p_place;
$$;
comment on function app.begin_contact_erasure(uuid, text) is
  'Caller: the job erase_contact. The list that has the contact; NULL where the clinic is not connected to that account and list any more: nobody can reach it.';
revoke execute on function app.begin_contact_erasure(uuid, text) from public, anon, authenticated;
grant execute on function app.begin_contact_erasure(uuid, text) to service_role;
