create function public.save_fiscal_settings(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document text;
  v_iss integer := app.typed_number(p_settings ->> 'iss_basis_points');
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin']);
  v_document := app.normalise_cpf_cnpj(p_settings ->> 'document');
  if p_settings ->> 'document' ~ '\w' and v_document is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  if coalesce(p_settings ->> 'service_item', '4.16') not in ('4.01', '4.08', '4.10', '4.16') or v_iss not between 0 and 500 then
    raise sqlstate 'PT400' using message = 'invalid_fiscal_settings';
  end if;
  insert into public.fiscal_settings as s (tenant_id, legal_name, document, address, city, issues_invoices, service_item, iss_basis_points)
  values (p_tenant_id, case when p_settings ->> 'legal_name' ~ '\S' then app.require_name(p_settings ->> 'legal_name', 150) end, v_document,
    app.trimmed(p_settings ->> 'address', 200), app.trimmed(p_settings ->> 'city', 100),
    coalesce(p_settings -> 'issues_invoices' = 'true', false), coalesce(p_settings ->> 'service_item', '4.16'), coalesce(v_iss, 200))
  on conflict (tenant_id) do update set
    legal_name = excluded.legal_name, document = excluded.document, address = excluded.address, city = excluded.city,
    issues_invoices = excluded.issues_invoices, service_item = excluded.service_item, iss_basis_points = excluded.iss_basis_points;
  return public.get_fiscal_settings(p_tenant_id);
end;
$$;
comment on function public.save_fiscal_settings(uuid, jsonb) is
  'Caller: owner and admin. The clinic as receipts name it, and whether it issues invoices: {legal_name, document, address, city, issues_invoices, service_item, iss_basis_points}. Answers get_fiscal_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_fiscal_settings.';
revoke execute on function public.save_fiscal_settings(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_fiscal_settings(uuid, jsonb) to authenticated;
