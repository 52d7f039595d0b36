create function app.list_clinic_files(p_tenant_id uuid, p_therapist_id uuid, p_after uuid, p_limit integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', f.file_name, 'mime_type', f.mime_type,
    'bytes', f.bytes) order by f.id), '[]')
  from (
    select m.* from app.media_files m
    where m.tenant_id = p_tenant_id and m.state = 'stored' and (p_after is null or m.id > p_after)
      and (p_therapist_id is null
        or exists (select from public.patient_files p
          join public.care_team c on c.tenant_id = p_tenant_id and c.patient_id = p.patient_id and c.user_id = p_therapist_id and c.ended_at is null
          where p.tenant_id = p_tenant_id and p.id = m.id)
        or exists (select from public.conversation_messages s
          join public.patient_conversations l on l.tenant_id = p_tenant_id and l.thread_id = s.thread_id
          join public.care_team c on c.tenant_id = p_tenant_id and c.patient_id = l.patient_id and c.user_id = p_therapist_id and c.ended_at is null
          where s.tenant_id = p_tenant_id and s.media_file_id = m.id and s.deleted_at is null))
    order by m.id limit p_limit) f;
$$;
comment on function app.list_clinic_files(uuid, uuid, uuid, integer) is 'Caller: worker. Stored files of a clinic, or of the patients of a therapist, after p_after.';
revoke execute on function app.list_clinic_files(uuid, uuid, uuid, integer) from public, anon, authenticated;
grant execute on function app.list_clinic_files(uuid, uuid, uuid, integer) to service_role;
