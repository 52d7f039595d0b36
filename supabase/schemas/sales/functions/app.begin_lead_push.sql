create function app.begin_lead_push(p_tenant_id uuid, p_lead_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_changes jsonb;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id and a.is_pushing and a.refused_at is null;
  -- who changes the lead at this moment has this row: it is waited for
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id;
  if v_account.tenant_id is null or v_sync.lead_id is null or v_sync.status <> 'pending' or v_sync.place <> app.sync_place(v_account) then
    return null;
  end if;
  v_changes := app.changed_fields(app.lead_sync_fields(v_account, v_lead), v_sync.agreed);
  if v_lead.email is null or v_lead.status = 'discarded' or v_changes = '{}' and v_sync.contact_code is not null then
    update public.crm_lead_sync s set status = 'synced' where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id;
    return null;
  end if;
  return jsonb_build_object('contact_code', v_sync.contact_code, 'email', v_lead.email, 'known_email', v_sync.agreed ->> 'email', 'changes', v_changes,
    'fields', app.lead_sync_fields(v_account, v_lead), 'list_code', v_account.list_code, 'phone_field', v_account.phone_field,
    'company_field', v_account.company_field, 'external_code', p_lead_id);
end;
$$;
comment on function app.begin_lead_push(uuid, uuid) is
  'Caller: the job push_lead: what is to be written {contact_code | null, email, known_email, changes, fields, list_code, phone_field, company_field, external_code}; NULL when nothing is.';
revoke execute on function app.begin_lead_push(uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_lead_push(uuid, uuid) to service_role;
