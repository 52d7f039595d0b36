create function public.get_record_entry(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.record_entries;
  v_access text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_entry from public.record_entries e where e.tenant_id = p_tenant_id and e.id = p_id and e.discarded_at is null;
  v_access := app.record_access(p_tenant_id, v_entry.patient_id, auth.uid());
  if v_access is null then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  perform app.note_record_reads(p_tenant_id, v_entry.patient_id, case v_access when 'break_glass' then 'break_glass' else 'read' end,
    array(select a.id from public.record_entries a where a.tenant_id = p_tenant_id and v_entry.id in (a.id, a.addendum_to) and a.discarded_at is null));
  return app.record_entry_json(v_entry) || jsonb_build_object('addenda', app.record_addenda(v_entry));
end;
$$;
comment on function public.get_record_entry(uuid, uuid) is
  'Caller: who may read the record. One entry as it stands, noted as read; for everybody else there is none. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';
revoke execute on function public.get_record_entry(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_record_entry(uuid, uuid) to authenticated;
