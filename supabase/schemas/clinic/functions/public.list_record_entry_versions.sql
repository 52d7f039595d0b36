create function public.list_record_entry_versions(p_tenant_id uuid, p_id uuid)
returns table (version integer, kind text, title text, occurred_on date, saved_by_name text, saved_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  if not exists (
    select from public.record_entries e
    where e.tenant_id = p_tenant_id and e.id = p_id and app.record_access(p_tenant_id, e.patient_id, auth.uid()) is not null) then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  return query
    select v.version, v.kind, v.title, v.occurred_on, v.saved_by_name, v.saved_at from public.record_entry_versions v
    where v.tenant_id = p_tenant_id and v.entry_id = p_id order by v.version desc limit 500;
end;
$$;
comment on function public.list_record_entry_versions(uuid, uuid) is
  'Caller: who may read the record. The versions of an entry without their content, latest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';
revoke execute on function public.list_record_entry_versions(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_record_entry_versions(uuid, uuid) to authenticated;
