create function app.require_own_view(p_tenant_id uuid, p_id uuid, p_leads boolean)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid;
begin
  select v.person_id into v_person from public.saved_views v
  where v.tenant_id = p_tenant_id and v.id = p_id and (v.person_id is null or v.person_id = auth.uid())
  for update;
  if found and v_person is null and not p_leads then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Views of the whole clinic are changed by its leaders.';
  end if;
  return found;
end;
$$;
comment on function app.require_own_view(uuid, uuid, boolean) is 'Locks a view that the caller may change; false when there is none that they see. Errors: PT403 forbidden.';
revoke execute on function app.require_own_view(uuid, uuid, boolean) from public, anon, authenticated;
