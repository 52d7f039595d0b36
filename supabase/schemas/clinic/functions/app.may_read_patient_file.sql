create function app.may_read_patient_file(p_path text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  -- an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files m
    left join public.patient_files f on f.tenant_id = m.tenant_id and f.id = m.id
    where m.tenant_id in (select t from app.my_tenant_ids() t) and m.bucket = 'patient-files' and m.path = p_path
      and (m.state = 'stored' and f.id is not null and (not f.is_clinical or app.treats(f.tenant_id, f.patient_id, auth.uid()))
        or m.state = 'uploading' and m.uploaded_by = auth.uid()));
end;
$$;
comment on function app.may_read_patient_file(text) is 'Whether the caller may open an object of patient-files. Asked by the policies of storage.objects.';
revoke execute on function app.may_read_patient_file(text) from public, anon, authenticated;
grant execute on function app.may_read_patient_file(text) to authenticated, service_role;
