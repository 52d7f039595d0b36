create function app.look_at_lead_form(p_form_id uuid, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid;
begin
  if not app.take_turn('lead-form:look:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant from app.lead_form_routes r where r.form_id = p_form_id;
  return coalesce((
    select jsonb_build_object('state', 'open', 'clinic_name', t.name, 'title', f.title, 'intro', f.intro, 'asks_company', f.asks_company,
      'asks_message', f.asks_message)
    from public.lead_forms f join public.tenants t on t.id = v_tenant
    where f.tenant_id = v_tenant and f.id = p_form_id and f.is_active and app.module_is_on(v_tenant, 'sales')), '{"state": "unknown"}');
end;
$$;
comment on function app.look_at_lead_form(uuid, text) is
  'Caller: lead-form, for a visitor of the clinic''s site: {state: open | unknown | limited, clinic_name, title, intro, asks_company, asks_message}.';
revoke execute on function app.look_at_lead_form(uuid, text) from public, anon, authenticated;
grant execute on function app.look_at_lead_form(uuid, text) to service_role;
