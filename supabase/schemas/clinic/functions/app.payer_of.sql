create function app.payer_of(p_tenant_id uuid, p_patient_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_relation public.patient_relations;
  v_patient uuid;
  v_identity text;
  v_id uuid;
begin
  select * into v_relation from public.patient_relations r
  where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_payer;
  if v_relation.id is null or v_relation.related_patient_id is not null then
    v_patient := coalesce(v_relation.related_patient_id, p_patient_id);
    v_identity := 'patient:' || v_patient;
  else
    v_identity := coalesce('document:' || v_relation.cpf,
      'phone:' || v_relation.phone || ':' || app.normalize_text(v_relation.full_name),
      'person:' || p_patient_id || ':' || app.normalize_text(v_relation.full_name));
  end if;
  select p.id into v_id from public.payers p
  where p.tenant_id = p_tenant_id and p.identity = v_identity
    and (v_patient is not null or (p.full_name, p.cpf, p.phone, p.email)
      is not distinct from (v_relation.full_name, v_relation.cpf, v_relation.phone, v_relation.email));
  if v_id is null then
    insert into public.payers as p (tenant_id, identity, patient_id, full_name, cpf, phone, email)
    values (p_tenant_id, v_identity, v_patient, case when v_patient is null then v_relation.full_name end,
      case when v_patient is null then v_relation.cpf end, case when v_patient is null then v_relation.phone end,
      case when v_patient is null then v_relation.email end)
    on conflict (tenant_id, identity) do update set
      full_name = excluded.full_name, cpf = excluded.cpf, phone = excluded.phone, email = excluded.email
    returning p.id into v_id;
  end if;
  return v_id;
end;
$$;
comment on function app.payer_of(uuid, uuid) is
  'Who pays for a patient today: the relation that pays, or the patient. The payer is written down when it is new.';
revoke execute on function app.payer_of(uuid, uuid) from public, anon, authenticated;
