create function app.note_record_reads(p_tenant_id uuid, p_patient_id uuid, p_kind text, p_entry_ids uuid[], p_note_ids uuid[] default '{}')
returns void
language sql
set search_path = ''
as $$
  insert into public.record_reads (tenant_id, patient_id, entry_id, note_id, user_id, user_name, kind)
  select p_tenant_id, p_patient_id, r.entry_id, r.note_id, auth.uid(), app.name_of_member(auth.uid()), p_kind
  from (select unnest(p_entry_ids) as entry_id, null::uuid as note_id union all select null, unnest(p_note_ids)) r;
$$;
comment on function app.note_record_reads(uuid, uuid, text, uuid[], uuid[]) is 'Notes that the caller reads these entries of the record, or notes of their private folder.';
revoke execute on function app.note_record_reads(uuid, uuid, text, uuid[], uuid[]) from public, anon, authenticated;
