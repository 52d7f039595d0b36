create function public.archive_assistant_case(p_tenant_id uuid, p_case_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  update public.ai_cases c set archived_at = clock_timestamp() where c.tenant_id = p_tenant_id and c.id = p_case_id and c.archived_at is null;
  return found;
end;
$$;
comment on function public.archive_assistant_case(uuid, uuid) is
  'Caller: owner, admin, supervisor. Takes a labelled message out of the set; save_assistant_case brings it back. False: it was out. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.archive_assistant_case(uuid, uuid) from public, anon, authenticated;
grant execute on function public.archive_assistant_case(uuid, uuid) to authenticated;
