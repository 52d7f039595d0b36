create function public.export_patient_record(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_entries jsonb;
begin
  perform app.require_treating(p_tenant_id, p_patient_id);
  v_ids := array(
    select e.id from public.record_entries e
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.signed_at is not null);
  -- a copy of a record without entries is a copy too
  perform app.note_record_reads(p_tenant_id, p_patient_id, 'copy', case when cardinality(v_ids) > 0 then v_ids else array[null]::uuid[] end);
  select coalesce(jsonb_agg(app.record_entry_json(e) || jsonb_build_object('addenda', (
      select coalesce(jsonb_agg(app.record_entry_json(a) order by a.created_at), '[]') from public.record_entries a
      where a.tenant_id = p_tenant_id and a.addendum_to = e.id and a.signed_at is not null))
    order by e.occurred_on, e.created_at, e.id), '[]') into v_entries
  from public.record_entries e where e.tenant_id = p_tenant_id and e.id = any (v_ids) and e.addendum_to is null;
  return jsonb_build_object(
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id),
    'patient', (
      select jsonb_build_object('name', p.name, 'full_name', p.full_name, 'birth_date', p.birth_date, 'cpf', p.cpf)
      from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id),
    'team', (
      select coalesce(jsonb_agg(jsonb_build_object('name', app.name_of_member(c.user_id), 'council', app.council_of(p_tenant_id, c.user_id),
        'since', c.since, 'ended_at', c.ended_at) order by c.since), '[]')
      from public.care_team c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id),
    'entries', v_entries,
    'drafts', (
      select count(*) from public.record_entries e
      where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.signed_at is null and e.discarded_at is null),
    'summary', public.get_record_summary(p_tenant_id, p_patient_id),
    'private_folder', 'withheld',
    'hash', encode(sha256(convert_to(v_entries::text, 'utf8')), 'hex'),
    'copied_by', app.name_of_member(auth.uid()), 'copied_at', now());
end;
$$;
comment on function public.export_patient_record(uuid, uuid) is
  'Caller: who treats the patient. What the patient may have of the record: everything that is signed, with addenda, oldest first; drafts are counted, the private folder is named and withheld. Noted as a copy. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT404 patient_not_found.';
revoke execute on function public.export_patient_record(uuid, uuid) from public, anon, authenticated;
grant execute on function public.export_patient_record(uuid, uuid) to authenticated;
