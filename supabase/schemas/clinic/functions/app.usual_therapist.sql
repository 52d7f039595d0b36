create function app.usual_therapist(p_tenant_id uuid, p_patient_id uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (select b.therapist_id from public.session_bills b
     where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id order by b.day desc, b.session_id limit 1),
    (select case when count(*) = 1 then (array_agg(t.user_id))[1] end from public.therapists t where t.tenant_id = p_tenant_id and t.is_active));
$$;
comment on function app.usual_therapist(uuid, uuid) is
  'Whose work money without a session pays: the therapist of the patient''s latest session, or the only one of the clinic; null when neither is known.';
revoke execute on function app.usual_therapist(uuid, uuid) from public, anon, authenticated;
