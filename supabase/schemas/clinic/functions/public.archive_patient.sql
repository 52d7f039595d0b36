create function public.archive_patient(p_tenant_id uuid, p_id uuid, p_archived boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  update public.patients p set archived_at = case when p_archived then coalesce(p.archived_at, now()) end, version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_id and p.merged_into_id is null;
  if not found then
    if exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id) then
      raise sqlstate 'PT409' using message = 'patient_merged';
    end if;
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
end;
$$;
comment on function public.archive_patient(uuid, uuid, boolean) is
  'Caller: members. Out of lists and searches, or back; nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT409 patient_merged.';
revoke execute on function public.archive_patient(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.archive_patient(uuid, uuid, boolean) to authenticated;
