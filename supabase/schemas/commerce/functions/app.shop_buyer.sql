-- Who a buyer is, by the rules of identity. Somebody who is known keeps what is known of them: nothing that a stranger types is added.
create function app.shop_buyer(p_tenant_id uuid, p_full_name text, p_phone text, p_email text, p_is_patient boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_found record;
  v_contact uuid;
  v_patient uuid;
begin
  perform app.lock_identity(p_tenant_id, array[p_phone, p_email]);
  if p_is_patient then
    v_patient := app.patient_who_booked(p_tenant_id, p_phone, array[p_full_name]);
    if v_patient is not null then
      return jsonb_build_object('patient_id', v_patient);
    end if;
    v_patient := app.add_online_patient(p_tenant_id, p_full_name, null, p_phone, 'Cadastro novo, vindo da loja.');
  end if;
  select m.entity, m.id, c.patient_id into v_found
  from app.contact_matches(p_tenant_id, p_full_name, array[p_phone], case when p_is_patient then '{}' else array[p_email] end) m
  left join public.contacts c on m.entity = 'contact' and c.tenant_id = p_tenant_id and c.id = m.id
  where m.is_sure and (v_patient is null or m.entity = 'contact' and c.patient_id is null) limit 1;
  if v_patient is not null then
    if v_found.id is not null then
      perform from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_found.id for update;
      perform app.give_contact_to_patient(p_tenant_id, v_found.id, v_patient);
    else
      insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
      values (p_tenant_id, 'patient', v_patient, p_email, true, 1);
    end if;
    return jsonb_build_object('patient_id', v_patient);
  end if;
  v_contact := case v_found.entity when 'patient' then app.contact_of_patient(p_tenant_id, v_found.id, 'shop') when 'contact' then v_found.id end;
  return jsonb_build_object('contact_id', coalesce(v_contact, app.upsert_contact(p_tenant_id, p_full_name, p_phone, p_email, null, 'shop')));
end;
$$;
comment on function app.shop_buyer(uuid, text, text, text, boolean) is
  'Who buys, as place_order takes it {contact_id | patient_id}: the patient or contact with this number and name, or, who needs to be no patient, with this address; otherwise somebody new. Whoever gets sessions becomes a patient.';
revoke execute on function app.shop_buyer(uuid, text, text, text, boolean) from public, anon, authenticated;
