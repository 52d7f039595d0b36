create function public.delete_report_schedule(p_tenant_id uuid, p_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  delete from public.report_schedules s where s.tenant_id = p_tenant_id and s.id = p_id;
  return found;
end;
$$;
comment on function public.delete_report_schedule(uuid, uuid) is
  'Caller: owner, admin and supervisor. Whether there was one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_report_schedule(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_report_schedule(uuid, uuid) to authenticated;
