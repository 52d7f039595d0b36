create function public.erase_person(p_tenant_id uuid, p_patient_id uuid, p_confirmation text, p_id uuid default gen_random_uuid())
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_patient public.patients;
  v_erasure public.erasures;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select * into v_erasure from public.erasures e
  where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and (e.id = p_id or e.state <> 'done') limit 1;
  if found then
    return to_jsonb(v_erasure) - 'scope';
  end if;
  if v_patient.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if app.normalize_name(coalesce(p_confirmation, '')) is distinct from v_patient.full_name then
    raise sqlstate 'PT400' using message = 'confirmation_differs';
  end if;
  if app.count_future_sessions(p_tenant_id, p_patient_id) > 0 then
    raise sqlstate 'PT409' using message = 'has_future_sessions';
  end if;
  insert into public.erasures (tenant_id, id, patient_id, protocol, requested_by, scope, total)
  select p_tenant_id, coalesce(p_id, gen_random_uuid()), p_patient_id,
    'E' || to_char(app.clinic_today(p_tenant_id), 'YYYYMMDD') || '-' || upper(substr(encode(extensions.gen_random_bytes(4), 'hex'), 1, 6)),
    auth.uid(), to_jsonb(s) || jsonb_build_object('words', app.words_of_person(p_tenant_id, s.patients, s.threads),
      'audited', app.audited_things_of(p_tenant_id, s.patients)),
    (select count(*) from app.personal_data d where d.erasure in ('delete', 'anonymise'))
  from app.person_scope(p_tenant_id, p_patient_id) s
  returning * into v_erasure;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'erase_person', jsonb_build_object('id', v_erasure.id), 'erase:' || v_erasure.id);
  perform app.audit(p_tenant_id, 'erasure.requested', 'erasure', v_erasure.id::text, null,
    jsonb_build_object('protocol', v_erasure.protocol, 'patient_id', p_patient_id));
  return to_jsonb(v_erasure) - 'scope';
end;
$$;
comment on function public.erase_person(uuid, uuid, text, uuid) is
  'Caller: owner or administrators. Begins the erasure of a person whose full name is typed as confirmation; it cannot be undone. While one runs, or with the same id, answers that one. Errors: PT400 confirmation_differs, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found, PT409 has_future_sessions, PT409 patient_merged.';
revoke execute on function public.erase_person(uuid, uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.erase_person(uuid, uuid, text, uuid) to authenticated;
