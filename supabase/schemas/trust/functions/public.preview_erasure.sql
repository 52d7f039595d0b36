create function public.preview_erasure(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_patient public.patients;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.merged_into_id is null;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return jsonb_build_object('name', v_patient.full_name, 'plan', app.erasure_plan(p_tenant_id, p_patient_id),
    'future_sessions', app.count_future_sessions(p_tenant_id, p_patient_id),
    'last', (
      select to_jsonb(e) - 'scope' - 'tenant_id' from public.erasures e
      where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id order by e.created_at desc limit 1));
end;
$$;
comment on function public.preview_erasure(uuid, uuid) is
  'Caller: owner or administrators. What an erasure would do, and the last one: {name, plan, future_sessions, last}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';
revoke execute on function public.preview_erasure(uuid, uuid) from public, anon, authenticated;
grant execute on function public.preview_erasure(uuid, uuid) to authenticated;
