create function app.workflow_values(p_tenant_id uuid, p_occurrence jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_name text;
  v_session record;
  v_stock record;
  v_purchase record;
begin
  v_name := coalesce(
    (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = (p_occurrence ->> 'patient_id')::uuid),
    (select c.full_name from public.deals d join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      where d.tenant_id = p_tenant_id and d.id = (p_occurrence ->> 'deal_id')::uuid),
    (select coalesce(t.contact_name, t.phone) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (p_occurrence ->> 'thread_id')::uuid));
  select s.starts_at, h.name into v_session from public.sessions s
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where s.tenant_id = p_tenant_id and s.id = (p_occurrence ->> 'session_id')::uuid;
  select app.variant_name(q.name, v.choices) || coalesce(' (' || l.code || ')', '') as name, l.expires_on, coalesce(
      (select sum(x.on_hand) from public.stock_lot_levels x where x.tenant_id = p_tenant_id and x.lot_id = l.id),
      (select sum(x.on_hand) from public.stock_levels x where x.tenant_id = p_tenant_id and x.variant_id = v.id), 0) as units
  into v_stock
  from public.product_variants v
  join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
  left join public.stock_lots l on l.tenant_id = p_tenant_id and l.id = (p_occurrence ->> 'lot_id')::uuid
  where v.tenant_id = p_tenant_id and v.id = (p_occurrence ->> 'variant_id')::uuid;
  select 'nº ' || o.number || ' de ' || c.name as words into v_purchase
  from public.purchase_orders o
  join public.companies c on c.tenant_id = p_tenant_id and c.id = o.supplier_id
  where o.tenant_id = p_tenant_id and o.id = (p_occurrence ->> 'purchase_id')::uuid;
  return jsonb_build_object('nome', coalesce(split_part(v_name, ' ', 1), ''), 'nome_completo', coalesce(v_name, ''),
    'clinica', (select t.name from public.tenants t where t.id = p_tenant_id),
    'sessao', coalesce(app.moment_in_words(v_session.starts_at, v_zone), ''), 'terapeuta', coalesce(v_session.name, ''),
    'mensagem', coalesce((select left(m.body, 300) from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid), ''),
    'produto', coalesce(v_stock.name, ''), 'estoque', coalesce(v_stock.units::text, ''), 'validade', coalesce(to_char(v_stock.expires_on, 'DD/MM/YYYY'), ''),
    'compra', coalesce(v_purchase.words, ''));
end;
$$;
comment on function app.workflow_values(uuid, jsonb) is
  'The variables of what happened, filled in.';
revoke execute on function app.workflow_values(uuid, jsonb) from public, anon, authenticated;
