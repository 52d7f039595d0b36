create function public.delete_agenda_exception(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.agenda_exceptions;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.agenda_exceptions e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'exception_not_found';
  end if;
  perform app.require_agenda_writer(p_tenant_id, array[v_row.therapist_id]);
  delete from public.agenda_exceptions e where e.tenant_id = p_tenant_id and e.id = p_id;
  perform app.tell_agenda(p_tenant_id, 'exceptions');
end;
$$;
comment on function public.delete_agenda_exception(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator; a therapist the own ones. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 exception_not_found.';
revoke execute on function public.delete_agenda_exception(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_agenda_exception(uuid, uuid) to authenticated;
