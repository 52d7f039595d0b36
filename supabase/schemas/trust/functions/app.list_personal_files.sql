create function app.list_personal_files(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_scope record;
begin
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', l.name, 'mime_type', f.mime_type,
      'bytes', f.bytes, 'sha256', f.sha256, 'section', l.section, 'at', l.at) order by l.section, l.at, f.id), '[]')
    from (
      select p.id, p.name, 'files' as section, p.created_at as at from public.patient_files p
      where p.tenant_id = p_tenant_id and p.patient_id = any (v_scope.patients)
        and (not p.is_clinical or app.treats(p_tenant_id, p_patient_id, p_user_id))
      union all
      select distinct on (m.media_file_id) m.media_file_id, null, 'messages', m.occurred_at from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = any (v_scope.threads) and m.media_file_id is not null and m.deleted_at is null
    ) l
    join app.media_files f on f.tenant_id = p_tenant_id and f.id = l.id and f.state = 'stored');
end;
$$;
comment on function app.list_personal_files(uuid, uuid, uuid) is
  'Caller: worker. Stored files of a person that p_user_id may have, of the record and of conversations. Errors: none.';
revoke execute on function app.list_personal_files(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.list_personal_files(uuid, uuid, uuid) to service_role;
