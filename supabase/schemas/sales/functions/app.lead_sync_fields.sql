create function app.lead_sync_fields(p_account app.dinamize_accounts, p_lead public.crm_leads)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('name', p_lead.full_name, 'email', p_lead.email,
    'phone', case when p_account.phone_field is not null then p_lead.phone end,
    'company', case when p_account.company_field is not null then p_lead.company end));
$$;
comment on function app.lead_sync_fields(app.dinamize_accounts, public.crm_leads) is
  'What of a lead is exchanged; what is empty is left out, because emptying goes neither way.';
revoke execute on function app.lead_sync_fields(app.dinamize_accounts, public.crm_leads) from public, anon, authenticated;
