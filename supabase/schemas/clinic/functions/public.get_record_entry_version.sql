create function public.get_record_entry_version(p_tenant_id uuid, p_id uuid, p_version integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_patient_id uuid;
  v_access text;
  v_answer jsonb;
begin
  perform app.require_member(p_tenant_id);
  select e.patient_id into v_patient_id from public.record_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  v_access := app.record_access(p_tenant_id, v_patient_id, auth.uid());
  select jsonb_build_object('version', to_jsonb(v) - array['tenant_id', 'entry_id'], 'before', (
    select to_jsonb(b) - array['tenant_id', 'entry_id'] from public.record_entry_versions b
    where b.tenant_id = p_tenant_id and b.entry_id = p_id and b.version < p_version order by b.version desc limit 1)) into v_answer
  from public.record_entry_versions v where v.tenant_id = p_tenant_id and v.entry_id = p_id and v.version = p_version;
  if v_access is null or v_answer is null then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  perform app.note_record_reads(p_tenant_id, v_patient_id, case v_access when 'break_glass' then 'break_glass' else 'read' end,
    array[p_id]);
  return v_answer;
end;
$$;
comment on function public.get_record_entry_version(uuid, uuid, integer) is
  'Caller: who may read the record. {version, before: the one kept before it or null}, both with content; noted as read. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';
revoke execute on function public.get_record_entry_version(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.get_record_entry_version(uuid, uuid, integer) to authenticated;
