create function app.lock_record_entry(p_tenant_id uuid, p_id uuid)
returns public.record_entries
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.record_entries;
begin
  perform app.require_member(p_tenant_id);
  select * into v_entry from public.record_entries e
  where e.tenant_id = p_tenant_id and e.id = p_id and e.discarded_at is null
    and app.record_access(e.tenant_id, e.patient_id, auth.uid()) is not null
  for update;
  if v_entry.id is null then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  return v_entry;
end;
$$;
comment on function app.lock_record_entry(uuid, uuid) is
  'An entry that the caller may read, locked for a change; for everybody else there is none. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';
revoke execute on function app.lock_record_entry(uuid, uuid) from public, anon, authenticated;
