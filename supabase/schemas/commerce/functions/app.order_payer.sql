create function app.order_payer(p_tenant_id uuid, p_contact_id uuid, p_patient_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if p_patient_id is not null then
    return app.payer_of(p_tenant_id, p_patient_id);
  end if;
  insert into public.payers as p (tenant_id, identity, full_name, phone, email)
  select p_tenant_id, coalesce('contact:' || p_contact_id, 'counter'), coalesce(c.full_name, 'Cliente de balcão'), h.phone, e.email
  from (select 1) one
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = p_contact_id
  left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'contact' and h.entity_id = p_contact_id and h.is_primary
  left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'contact' and e.entity_id = p_contact_id and e.is_primary
  on conflict (tenant_id, identity) do update set full_name = excluded.full_name, phone = excluded.phone, email = excluded.email
  returning p.id into v_id;
  return v_id;
end;
$$;
comment on function app.order_payer(uuid, uuid, uuid) is
  'Who pays an order: the payer of a patient, a contact, or, with neither, whoever stands at the desk.';
revoke execute on function app.order_payer(uuid, uuid, uuid) from public, anon, authenticated;
