create function public.get_fiscal_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, false);
begin
  return jsonb_build_object(
    'clinic', case when v_scope is null then (
      select jsonb_build_object('legal_name', s.legal_name, 'document', s.document, 'address', s.address, 'city', s.city,
        'issues_invoices', coalesce(s.issues_invoices, false), 'service_item', coalesce(s.service_item, '4.16'),
        'iss_basis_points', coalesce(s.iss_basis_points, 200), 'on_paper', app.fiscal_provider(p_tenant_id, null))
      from public.tenants t left join public.fiscal_settings s on s.tenant_id = t.id where t.id = p_tenant_id) end,
    'therapists', coalesce((
      select jsonb_agg(jsonb_build_object('user_id', h.user_id, 'name', h.name, 'council', app.council_of(p_tenant_id, h.user_id),
        'council_key', h.council, 'receives_as', coalesce(f.receives_as, 'clinic'), 'legal_name', f.legal_name, 'document', f.document,
        'address', f.address, 'city', f.city, 'occupation', f.occupation) order by h.position, h.name)
      from public.therapists h
      left join public.therapist_fiscal f on f.tenant_id = p_tenant_id and f.user_id = h.user_id
      where h.tenant_id = p_tenant_id and h.is_active and (v_scope is null or h.user_id = v_scope)), '[]'));
end;
$$;
comment on function public.get_fiscal_settings(uuid) is
  'Caller: members; a therapist sees the own row alone. {clinic {legal_name, document, address, city, issues_invoices, service_item, iss_basis_points, on_paper}, therapists [{user_id, name, council, council_key, receives_as, legal_name, document, address, city, occupation}]}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_fiscal_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_fiscal_settings(uuid) to authenticated;
