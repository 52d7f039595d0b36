create function app.supplier_rows(p_tenant_id uuid)
returns setof jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', c.id, 'name', c.name, 'sort_key', c.sort_key, 'cnpj', c.cnpj, 'city', c.city, 'state', c.state, 'note', c.note,
    'lead_days', s.lead_days, 'minimum_cents', s.minimum_cents, 'terms', s.terms, 'archived_at', s.archived_at,
    'phones', coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'phone', h.phone, 'type', h.type, 'note', h.note, 'is_primary', h.is_primary) order by h.position)
      from public.contact_phones h where h.tenant_id = p_tenant_id and h.entity_type = 'company' and h.entity_id = c.id), '[]'),
    'emails', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'email', e.email, 'type', e.type, 'note', e.note, 'is_primary', e.is_primary) order by e.position)
      from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = c.id), '[]'),
    'open_orders', (select count(*) from public.purchase_orders o
      where o.tenant_id = p_tenant_id and o.supplier_id = c.id and o.state in ('draft', 'sent', 'partial')))
  from public.suppliers s
  join public.companies c on c.tenant_id = p_tenant_id and c.id = s.company_id
  where s.tenant_id = p_tenant_id
  order by c.sort_key, c.id;
$$;
comment on function app.supplier_rows(uuid) is
  'Suppliers as list_suppliers answers them.';
revoke execute on function app.supplier_rows(uuid) from public, anon, authenticated;
