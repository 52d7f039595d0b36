create function app.put_patient_fields(p_tenant_id uuid, p_id uuid, p_fields jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.patients;
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  v_row := jsonb_populate_record(v_row, p_fields);
  update public.patients p set
    full_name = v_row.full_name, social_name = v_row.social_name, pronoun = v_row.pronoun, gender = v_row.gender,
    birth_date = v_row.birth_date, cpf = v_row.cpf, cep = v_row.cep, street = v_row.street, street_number = v_row.street_number,
    complement = v_row.complement, district = v_row.district, city = v_row.city, state = v_row.state, note = v_row.note,
    version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_id;
end;
$$;
comment on function app.put_patient_fields(uuid, uuid, jsonb) is 'Writes fields of the form into a patient; those that p_fields does not name stay.';
revoke execute on function app.put_patient_fields(uuid, uuid, jsonb) from public, anon, authenticated;
