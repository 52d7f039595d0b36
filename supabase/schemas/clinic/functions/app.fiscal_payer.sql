create function app.fiscal_payer(p_tenant_id uuid, p_payer_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('name', coalesce(q.full_name, y.full_name), 'document', coalesce(q.cpf, y.cpf), 'patient_id', y.patient_id)
  from public.payers y left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  where y.tenant_id = p_tenant_id and y.id = p_payer_id;
$$;
comment on function app.fiscal_payer(uuid, uuid) is 'Who pays, with the civil name, as fiscal papers name them: {name, document, patient_id}.';
revoke execute on function app.fiscal_payer(uuid, uuid) from public, anon, authenticated;
