create function public.save_privacy_request(p_tenant_id uuid, p_id uuid, p_request jsonb)
returns public.privacy_requests
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_patient_id uuid := app.typed_id(p_request ->> 'patient_id');
  v_name text := app.normalize_name(coalesce(p_request ->> 'person_name', ''));
  v_received date := coalesce(app.typed_date(p_request ->> 'received_on'), app.clinic_today(p_tenant_id));
  v_row public.privacy_requests;
begin
  perform app.require_admin(p_tenant_id);
  if v_patient_id is not null then
    select coalesce(nullif(v_name, ''), p.full_name) into v_name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient_id;
    if not found then
      raise sqlstate 'PT404' using message = 'patient_not_found';
    end if;
  end if;
  if char_length(coalesce(v_name, '')) not between 2 and 120
    or coalesce(p_request ->> 'kind', '') not in ('access', 'correction', 'deletion', 'portability', 'withdrawal', 'sharing', 'opposition')
    or v_received > app.clinic_today(p_tenant_id) then
    raise sqlstate 'PT400' using message = 'invalid_privacy_request';
  end if;
  insert into public.privacy_requests (tenant_id, id, patient_id, person_name, contact, kind, details, received_on, created_by)
  values (p_tenant_id, p_id, v_patient_id, v_name, app.trimmed(p_request ->> 'contact', 200), p_request ->> 'kind',
    left(nullif(btrim(p_request ->> 'details'), ''), 2000), v_received, auth.uid())
  on conflict (tenant_id, id) do nothing returning * into v_row;
  if not found then
    select * into v_row from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id;
    return v_row;
  end if;
  perform app.audit(p_tenant_id, 'privacy_request.opened', 'privacy_request', p_id::text, null, jsonb_build_object('kind', v_row.kind));
  perform app.check_privacy(p_tenant_id);
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$$;
comment on function public.save_privacy_request(uuid, uuid, jsonb) is
  'Caller: owner or administrators. Writes down what somebody asked about their data ({kind, patient_id or person_name, contact, details, received_on}); it is due 15 days after. The same id is the same request. Errors: PT400 invalid_privacy_request, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';
revoke execute on function public.save_privacy_request(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_privacy_request(uuid, uuid, jsonb) to authenticated;
