create function public.archive_session_type(p_tenant_id uuid, p_id uuid, p_archived boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_agenda_keeper(p_tenant_id);
  update public.session_types t set archived_at = case when p_archived then coalesce(t.archived_at, now()) end
  where t.tenant_id = p_tenant_id and t.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'session_types');
end;
$$;
comment on function public.archive_session_type(uuid, uuid, boolean) is
  'Caller: owner, admin, supervisor and operator. No longer offered, or again. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_type_not_found.';
revoke execute on function public.archive_session_type(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.archive_session_type(uuid, uuid, boolean) to authenticated;
