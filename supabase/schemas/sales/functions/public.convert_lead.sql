create function public.convert_lead(p_tenant_id uuid, p_id uuid, p_deal_id uuid, p_deal jsonb default '{}', p_as_patient boolean default false)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.crm_leads;
  v_contact uuid;
  v_company uuid;
  v_patient uuid;
begin
  perform app.require_seller(p_tenant_id);
  if p_deal_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_row from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  -- of two who press the button at once the second gets the deal of the first
  if v_row.status = 'converted' then
    return public.get_lead(p_tenant_id, p_id);
  end if;
  if v_row.company is not null then
    perform app.lock_identity(p_tenant_id, array['company:' || app.normalize_text(v_row.company)]);
    select c.id into v_company from public.companies c
    where c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(app.normalize_name(v_row.company))
    order by c.archived_at is not null, c.created_at limit 1;
    if v_company is null and char_length(v_row.company) >= 2 then
      v_company := gen_random_uuid();
      insert into public.companies (tenant_id, id, name, created_by) values (p_tenant_id, v_company, app.require_name(v_row.company), auth.uid());
      perform app.note_sale(p_tenant_id, 'company', v_company, 'created');
    end if;
  end if;
  v_contact := app.upsert_contact(p_tenant_id, v_row.full_name, v_row.phone, v_row.email, v_company, v_row.origin);
  if p_as_patient then
    v_patient := (public.make_contact_patient(p_tenant_id, v_contact) ->> 'patient_id')::uuid;
  end if;
  perform app.put_deal(p_tenant_id, p_deal_id, p_deal || jsonb_build_object('title', coalesce(nullif(p_deal ->> 'title', ''), v_row.full_name),
    'contact_id', v_contact, 'company_id', v_company, 'origin', v_row.origin,
    'owner_id', coalesce(nullif(p_deal ->> 'owner_id', ''), v_row.owner_id::text)), v_row.thread_id);
  update public.tasks k set contact_id = v_contact, deal_id = p_deal_id where k.tenant_id = p_tenant_id and k.lead_id = p_id and k.deal_id is null;
  update public.crm_leads l set status = 'converted', contact_id = v_contact, deal_id = p_deal_id, converted_at = clock_timestamp(), version = l.version + 1
  where l.tenant_id = p_tenant_id and l.id = p_id;
  perform app.note_sale(p_tenant_id, 'lead', p_id, 'converted', jsonb_build_object('status', v_row.status),
    jsonb_build_object('status', 'converted', 'contact_id', v_contact, 'deal_id', p_deal_id, 'patient_id', v_patient));
  perform app.publish_event(p_tenant_id, 'lead.converted', jsonb_build_object('lead_id', p_id));
  return public.get_lead(p_tenant_id, p_id);
end;
$$;
comment on function public.convert_lead(uuid, uuid, uuid, jsonb, boolean) is
  'Caller: who sells. In one transaction a lead becomes a deal (p_deal_id from the client; p_deal {title, pipeline_id, stage_id, value_cents, owner_id, expected_on, custom}) and a contact, with p_as_patient a patient; who is known by address, or number and name, is not written down again, and the company is found by its name. Asked twice it answers what the first made. Answers get_lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 custom_field_required, PT404 lead_not_found, PT404 pipeline_not_found, PT404 member_not_found.';
revoke execute on function public.convert_lead(uuid, uuid, uuid, jsonb, boolean) from public, anon, authenticated;
grant execute on function public.convert_lead(uuid, uuid, uuid, jsonb, boolean) to authenticated;
