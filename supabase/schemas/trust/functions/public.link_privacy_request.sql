create function public.link_privacy_request(p_tenant_id uuid, p_id uuid, p_patient_id uuid)
returns public.privacy_requests
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before uuid;
  v_row public.privacy_requests;
begin
  perform app.require_admin(p_tenant_id);
  if p_patient_id is not null and not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select r.patient_id into v_before from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'privacy_request_not_found';
  end if;
  update public.privacy_requests r set patient_id = p_patient_id
  where r.tenant_id = p_tenant_id and r.id = p_id and r.patient_id is distinct from p_patient_id;
  select * into v_row from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id;
  perform app.audit(p_tenant_id, 'privacy_request.linked', 'privacy_request', p_id::text,
    jsonb_build_object('patient_id', v_before), jsonb_build_object('patient_id', p_patient_id));
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$$;
comment on function public.link_privacy_request(uuid, uuid, uuid) is
  'Caller: owner or administrators. Says of which patient a request is, after somebody made sure of it; null: of none. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found, PT404 privacy_request_not_found.';
revoke execute on function public.link_privacy_request(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.link_privacy_request(uuid, uuid, uuid) to authenticated;
