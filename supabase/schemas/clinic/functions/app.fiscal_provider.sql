create function app.fiscal_provider(p_tenant_id uuid, p_therapist_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case when f.receives_as in ('pf', 'pj') then jsonb_build_object(
      'kind', f.receives_as, 'name', coalesce(f.legal_name, h.name), 'document', f.document, 'address', f.address, 'city', f.city)
    else jsonb_build_object(
      'kind', 'clinic', 'name', coalesce(s.legal_name, t.name), 'document', coalesce(s.document, t.cpf_cnpj),
      'address', coalesce(s.address, l.lines), 'city', coalesce(s.city, l.city)) end
  from public.tenants t
  left join public.fiscal_settings s on s.tenant_id = t.id
  left join public.document_letterheads l on l.tenant_id = t.id
  left join public.therapists h on h.tenant_id = t.id and h.user_id = p_therapist_id
  left join public.therapist_fiscal f on f.tenant_id = t.id and f.user_id = p_therapist_id
  where t.id = p_tenant_id;
$$;
comment on function app.fiscal_provider(uuid, uuid) is
  'Who is paid for a therapist''s sessions: {kind pf|pj|clinic, name, document, address, city}.';
revoke execute on function app.fiscal_provider(uuid, uuid) from public, anon, authenticated;
