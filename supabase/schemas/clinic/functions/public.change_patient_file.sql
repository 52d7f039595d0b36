create function public.change_patient_file(
  p_tenant_id uuid, p_id uuid, p_name text default null, p_is_clinical boolean default null, p_archived boolean default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.patient_files;
  v_path text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.patient_files f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if not found or v_row.is_clinical and not app.treats(p_tenant_id, v_row.patient_id, auth.uid()) then
    raise sqlstate 'PT404' using message = 'file_not_found';
  end if;
  if v_row.source = 'document' and (p_is_clinical <> v_row.is_clinical or p_archived) then
    raise sqlstate 'PT409' using message = 'file_of_document', hint = 'Cancel the document instead.';
  end if;
  select m.path into v_path from app.media_files m where m.tenant_id = p_tenant_id and m.id = p_id;
  update public.patient_files f set
    name = case when p_name is null then f.name else app.named_with_ending(app.require_name(p_name, 150), v_path) end,
    is_clinical = coalesce(p_is_clinical, f.is_clinical),
    archived_at = case when p_archived is null then f.archived_at when p_archived then coalesce(f.archived_at, now()) end
  where f.tenant_id = p_tenant_id and f.id = p_id
  returning * into v_row;
  perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', v_row.patient_id));
  return app.patient_file_payload(v_row);
end;
$$;
comment on function public.change_patient_file(uuid, uuid, text, boolean, boolean) is
  'Caller: members who may open the file. Renames it (its ending stays), says whether it is clinical, archives it or brings it back; what is NULL stays. A document''s file stays as it is but for its name. Answers as list_patient_files. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 file_not_found, PT409 file_of_document, PT400 invalid_name.';
revoke execute on function public.change_patient_file(uuid, uuid, text, boolean, boolean) from public, anon, authenticated;
grant execute on function public.change_patient_file(uuid, uuid, text, boolean, boolean) to authenticated;
