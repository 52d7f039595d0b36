create function public.list_private_notes(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_treating(p_tenant_id, p_patient_id);
  perform app.note_record_reads(p_tenant_id, p_patient_id, 'read', '{}', array(
    select n.id from public.private_notes n
    where n.tenant_id = p_tenant_id and n.patient_id = p_patient_id and n.author_id = auth.uid()));
  return coalesce((
    select jsonb_agg(to_jsonb(n) - array['tenant_id', 'author_id'] order by n.occurred_on desc, n.created_at desc)
    from public.private_notes n
    where n.tenant_id = p_tenant_id and n.patient_id = p_patient_id and n.author_id = auth.uid()), '[]');
end;
$$;
comment on function public.list_private_notes(uuid, uuid) is
  'Caller: who treats the patient. The caller''s own private folder about the patient, latest day first; nobody else''s, ever. Noted as read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT404 patient_not_found.';
revoke execute on function public.list_private_notes(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_private_notes(uuid, uuid) to authenticated;
