create function public.delete_clinic_holiday(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_agenda_keeper(p_tenant_id);
  delete from public.clinic_holidays h where h.tenant_id = p_tenant_id and h.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'holiday_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'holidays');
end;
$$;
comment on function public.delete_clinic_holiday(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 holiday_not_found.';
revoke execute on function public.delete_clinic_holiday(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_clinic_holiday(uuid, uuid) to authenticated;
