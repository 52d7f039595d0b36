create function public.discard_record_entry(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.record_entries := app.lock_record_entry(p_tenant_id, p_id);
begin
  perform app.require_record_author(v_entry);
  perform app.keep_record_version(v_entry);
  update public.record_entries e set discarded_at = now() where e.tenant_id = p_tenant_id and e.id = p_id;
  perform app.tell_record(p_tenant_id, v_entry.patient_id, p_id);
end;
$$;
comment on function public.discard_record_entry(uuid, uuid) is
  'Caller: the author of a draft. Out of the record; it is kept with its versions, out of sight. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_the_author, PT404 entry_not_found, PT409 entry_locked.';
revoke execute on function public.discard_record_entry(uuid, uuid) from public, anon, authenticated;
grant execute on function public.discard_record_entry(uuid, uuid) to authenticated;
