create function public.save_patient(
  p_tenant_id uuid, p_id uuid, p_version integer, p_patient jsonb, p_phones jsonb default '[]', p_emails jsonb default '[]',
  p_relations jsonb default '[]'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_cpf text := app.normalise_cpf_cnpj(p_patient ->> 'cpf');
  v_cep text := regexp_replace(p_patient ->> 'cep', '[^0-9]', '', 'g');
  v_birth date;
  v_row public.patients;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_patient ->> 'cpf' ~ '\w' and (v_cpf is null or char_length(v_cpf) <> 11) then
    raise sqlstate 'PT400' using message = 'invalid_cpf', detail = 'The check digits do not match.';
  end if;
  if v_cep <> '' and char_length(v_cep) <> 8 then
    raise sqlstate 'PT400' using message = 'invalid_cep', detail = 'A CEP has 8 digits.';
  end if;
  v_birth := app.typed_date(p_patient ->> 'birth_date');
  if v_birth not between '1880-01-01' and current_date then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'Nobody was born then.';
  end if;
  -- two people at once with one form: the second is told
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  -- what the search finds the person by is written once, when all of it is there
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.patients as p (
    tenant_id, id, full_name, social_name, pronoun, gender, birth_date, cpf, cep, street, street_number, complement, district, city, state,
    note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_patient ->> 'full_name'),
    case when p_patient ->> 'social_name' ~ '\S' then app.require_name(p_patient ->> 'social_name') end,
    nullif(p_patient ->> 'pronoun', ''), nullif(p_patient ->> 'gender', ''), v_birth, v_cpf, nullif(v_cep, ''),
    app.trimmed(p_patient ->> 'street', 200), app.trimmed(p_patient ->> 'street_number', 20),
    app.trimmed(p_patient ->> 'complement', 100), app.trimmed(p_patient ->> 'district', 100), app.trimmed(p_patient ->> 'city', 100),
    nullif(upper(btrim(p_patient ->> 'state')), ''), nullif(btrim(app.normalize_lines(left(p_patient ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, social_name = excluded.social_name, pronoun = excluded.pronoun, gender = excluded.gender,
    birth_date = excluded.birth_date, cpf = excluded.cpf, cep = excluded.cep, street = excluded.street,
    street_number = excluded.street_number, complement = excluded.complement, district = excluded.district, city = excluded.city,
    state = excluded.state, note = excluded.note, version = p.version + 1
  returning * into v_row;
  perform app.save_contacts(p_tenant_id, 'patient', p_id, p_phones, p_emails);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_patient(p_tenant_id, p_id);
  perform app.save_relations(p_tenant_id, p_id, p_relations);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
  return public.get_patient(p_tenant_id, p_id);
end;
$$;
comment on function public.save_patient(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) is
  'Caller: members. p_id comes from the client; p_version is the one that was read, null for somebody new. p_patient {full_name, social_name, pronoun, gender, birth_date (ISO), cpf, cep, street, street_number, complement, district, city, state, note}, phones [{phone, type, note, is_primary}], e-mails [{email, …}], relations [{kinship, related_patient_id | full_name, phone, email, cpf, is_guardian, is_payer, is_told}]: what the form holds replaces what was there. Answers get_patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf, PT400 invalid_cep, PT400 invalid_date, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 invalid_relation, PT404 patient_not_found, PT409 patient_merged, PT409 changed_meanwhile.';
revoke execute on function public.save_patient(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.save_patient(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) to authenticated;
