create function public.open_retained_identity(p_tenant_id uuid, p_patient_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_kept app.retained_identities;
begin
  perform app.require_admin(p_tenant_id);
  if char_length(btrim(coalesce(p_reason, ''))) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'reason_required';
  end if;
  select * into v_kept from app.retained_identities r where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.audit(p_tenant_id, 'identity.opened', 'patient', p_patient_id::text, null, null, p_reason);
  return v_kept.identity || jsonb_build_object('keep_until', v_kept.keep_until, 'rules', to_jsonb(v_kept.rules));
end;
$$;
comment on function public.open_retained_identity(uuid, uuid, text) is
  'Caller: owner or administrators, with a reason that is audited. Who an anonymous person was, while the law has that kept. Errors: PT400 reason_required, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';
revoke execute on function public.open_retained_identity(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.open_retained_identity(uuid, uuid, text) to authenticated;
