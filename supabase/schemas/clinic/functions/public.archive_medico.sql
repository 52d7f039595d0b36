create function public.archive_medico(p_tenant_id uuid, p_id uuid, p_archived boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  update public.medicos m set archived_at = case when p_archived then coalesce(m.archived_at, now()) end, version = m.version + 1
  where m.tenant_id = p_tenant_id and m.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'medico_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'medico', jsonb_build_object('id', p_id));
end;
$$;
comment on function public.archive_medico(uuid, uuid, boolean) is
  'Caller: members. Out of lists, or back; nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 medico_not_found.';
revoke execute on function public.archive_medico(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.archive_medico(uuid, uuid, boolean) to authenticated;
