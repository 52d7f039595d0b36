create function public.delete_optout_keyword(p_tenant_id uuid, p_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_leader(p_tenant_id);
  delete from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.id = p_id;
  return found;
end;
$$;
comment on function public.delete_optout_keyword(uuid, uuid) is
  'Caller: owner, admin, supervisor. Takes back a word of the clinic; false when it was not there. Who opted out with it stays opted out. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_optout_keyword(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_optout_keyword(uuid, uuid) to authenticated;
