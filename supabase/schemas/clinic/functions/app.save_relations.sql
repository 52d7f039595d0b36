-- Guardians, payers and partners of a patient become the ones of the form. Who stays keeps their id.
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
  -- who is there already keeps their row; nobody pays while another becomes it
  update public.patient_relations r set is_payer = false where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_payer;
  with typed as (
    select (f.x ->> 'related_patient_id')::uuid as related_id, coalesce(f.x ->> 'kinship', 'other') as kinship,
      case when f.x ->> 'related_patient_id' is null then app.require_name(f.x ->> 'full_name') end as full_name, f.x, f.n
    from jsonb_array_elements(coalesce(p_relations, '[]')) with ordinality f (x, n)
  ), known as (
    select r.id, coalesce(r.related_patient_id::text, r.full_name) as who, row_number() over (
      partition by coalesce(r.related_patient_id::text, r.full_name) order by r.position, r.id) as nth
    from public.patient_relations r where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id
  ), kept as (
    select t.*, k.id from (
      select t.*, row_number() over (partition by coalesce(t.related_id::text, t.full_name) order by t.n) as nth from typed t
    ) t
    left join known k on k.who = coalesce(t.related_id::text, t.full_name) and k.nth = t.nth
  ), gone as (
    delete from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.id not in (select k.id from kept k where k.id is not null)
  )
  insert into public.patient_relations (tenant_id, id, patient_id, related_patient_id, kinship, full_name, phone, email, cpf,
    is_guardian, is_payer, is_told, position)
  select p_tenant_id, coalesce(k.id, gen_random_uuid()), p_patient_id, k.related_id, k.kinship, k.full_name,
    app.normalize_phone(k.x ->> 'phone'), app.normalize_email(k.x ->> 'email'), app.normalise_cpf_cnpj(k.x ->> 'cpf'),
    coalesce((k.x ->> 'is_guardian')::boolean, false), coalesce((k.x ->> 'is_payer')::boolean, false),
    coalesce((k.x ->> 'is_told')::boolean, false), k.n
  from kept k
  on conflict (tenant_id, id) do update set
    kinship = excluded.kinship, phone = excluded.phone, email = excluded.email, cpf = excluded.cpf, is_guardian = excluded.is_guardian,
    is_payer = excluded.is_payer, is_told = excluded.is_told, position = excluded.position;
exception when foreign_key_violation then
  raise sqlstate 'PT404' using message = 'patient_not_found';
end;
$$;
revoke execute on function app.save_relations(uuid, uuid, jsonb) from public, anon, authenticated;
