-- Guardians, payers and partners of a patient become the ones of the form.
create function app.save_relations(p_tenant_id uuid, p_patient_id uuid, p_relations jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_relations, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select case
      when f.x ->> 'related_patient_id' is null and app.normalize_name(f.x ->> 'full_name') is null then 'name'
      when f.x ->> 'phone' ~ '\w' and app.normalize_phone(f.x ->> 'phone') is null then 'phone'
      when f.x ->> 'email' ~ '\w' and app.normalize_email(f.x ->> 'email') is null then 'email'
      when f.x ->> 'cpf' ~ '\w' and app.normalise_cpf_cnpj(f.x ->> 'cpf') is null then 'cpf'
      when (f.x ->> 'related_patient_id')::uuid = p_patient_id then 'self' end
  into v_wrong from jsonb_array_elements(coalesce(p_relations, '[]')) f (x) order by 1 limit 1;
  if v_wrong is not null then
    raise sqlstate 'PT400' using message = 'invalid_relation', detail = v_wrong;
  end if;
  if (select count(*) from jsonb_array_elements(coalesce(p_relations, '[]')) f (x) where (f.x ->> 'is_payer')::boolean) > 1 then
    raise sqlstate 'PT400' using message = 'invalid_relation', detail = 'payer';
  end if;
  delete from public.patient_relations r where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id;
  insert into public.patient_relations (tenant_id, patient_id, related_patient_id, kinship, full_name, phone, email, cpf,
    is_guardian, is_payer, is_told, position)
  select p_tenant_id, p_patient_id, (f.x ->> 'related_patient_id')::uuid, coalesce(f.x ->> 'kinship', 'other'),
    case when f.x ->> 'related_patient_id' is null then app.require_name(f.x ->> 'full_name') end,
    app.normalize_phone(f.x ->> 'phone'), app.normalize_email(f.x ->> 'email'), app.normalise_cpf_cnpj(f.x ->> 'cpf'),
    coalesce((f.x ->> 'is_guardian')::boolean, false), coalesce((f.x ->> 'is_payer')::boolean, false),
    coalesce((f.x ->> 'is_told')::boolean, false), f.n
  from jsonb_array_elements(coalesce(p_relations, '[]')) with ordinality f (x, n);
exception when foreign_key_violation then
  raise sqlstate 'PT404' using message = 'patient_not_found';
end;
$$;
revoke execute on function app.save_relations(uuid, uuid, jsonb) from public, anon, authenticated;
