create function public.archive_record_template(p_tenant_id uuid, p_id uuid, p_archived boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'therapist']);
  update public.record_templates t set archived_at = case when p_archived then coalesce(t.archived_at, now()) end
  where t.tenant_id = p_tenant_id and t.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found';
  end if;
end;
$$;
comment on function public.archive_record_template(uuid, uuid, boolean) is
  'Caller: everybody but the reception. Out of the list, or back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 template_not_found.';
revoke execute on function public.archive_record_template(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.archive_record_template(uuid, uuid, boolean) to authenticated;
