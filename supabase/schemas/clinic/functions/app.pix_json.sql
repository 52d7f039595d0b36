create function app.pix_json(p_pix app.pix_charges)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(p_pix) || jsonb_build_object('amount_brl', (p_pix.amount_cents / 100.0)::numeric(12, 2), 'clinic_name', (
    select t.name from public.tenants t where t.id = p_pix.tenant_id));
$$;
comment on function app.pix_json(app.pix_charges) is 'A PIX as the edge functions read it, with its amount in reais as Asaas takes it.';
revoke execute on function app.pix_json(app.pix_charges) from public, anon, authenticated;
