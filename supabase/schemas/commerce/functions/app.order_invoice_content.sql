create function app.order_invoice_content(p_order public.orders, p_kind text, p_cents integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.fiscal_settings;
  v_provider jsonb := app.fiscal_provider(p_order.tenant_id, null);
  v_payer jsonb := app.fiscal_payer(p_order.tenant_id, p_order.payer_id) - 'patient_id';
  v_missing text;
begin
  if v_payer ->> 'document' is null then
    -- what somebody typed who bought in the shop is of this order alone
    v_payer := coalesce((
      select jsonb_build_object('name', b.full_name, 'document', b.cpf) from public.order_buyers b
      where b.tenant_id = p_order.tenant_id and b.order_id = p_order.id and b.cpf is not null), v_payer);
  end if;
  select * into v_settings from public.fiscal_settings s where s.tenant_id = p_order.tenant_id;
  if not coalesce(v_settings.issues_invoices, false) then
    raise sqlstate 'PT409' using message = 'invoices_are_off';
  elsif coalesce(char_length(v_provider ->> 'document'), 0) <> 14 then
    raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = 'cnpj';
  elsif v_payer ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'payer_document_missing';
  end if;
  select string_agg(l.name, ', ' order by l.position) into v_missing
  from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
  join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
  where p_kind = 'nfe' and l.invoice = 'nfe' and (p.ncm is null or p.cfop is null);
  if v_missing is not null then
    raise sqlstate 'PT409' using message = 'product_codes_missing', detail = v_missing;
  end if;
  return jsonb_build_object('provider', v_provider, 'payer', v_payer, 'amount_cents', p_cents,
    'paid_on', (coalesce(p_order.paid_at, now()) at time zone app.clinic_zone(p_order.tenant_id))::date)
    || case p_kind when 'nfe' then jsonb_build_object('items', (
      select jsonb_agg(jsonb_build_object('name', l.name, 'sku', l.sku, 'quantity', l.quantity, 'unit', p.unit, 'total_cents', l.cents, 'ncm', p.ncm,
        'cfop', p.cfop, 'tax_basis_points', p.tax_basis_points) order by l.position)
      from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
      join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
      where l.invoice = 'nfe'), 'freight_cents', coalesce((
      select sum(l.cents) from app.order_invoice_lines(p_order.tenant_id, p_order.id) l where l.invoice = 'nfe' and l.product_id is null), 0))
    else (
      -- care is named by no more than that: whoever reads the invoice learns nothing of the person
      select jsonb_build_object('iss_basis_points', coalesce(max(s.tax), v_settings.iss_basis_points),
        'service_item', coalesce(min(s.service_item), v_settings.service_item), 'description',
          left(coalesce(string_agg(distinct s.words, ', '), 'Valor retido na devolução'), 500))
      from (
        select p.service_item, p.tax_basis_points as tax,
          case when i.kind = 'shipping' then 'Entrega' when p.id is null or p.session_type_id is not null or p.kind in ('service', 'package') then 'Atendimento' else l.name end as words
        from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
        join public.order_items i on i.tenant_id = p_order.tenant_id and i.id = l.item_id
        left join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
        where l.invoice = 'nfse') s) end;
end;
$$;
comment on function app.order_invoice_content(public.orders, text, integer) is
  'What the issuer is asked for the invoice of a kind of an order; of goods {items [{name, sku, quantity, unit, total_cents, ncm, cfop, tax_basis_points}], freight_cents: what was paid for their delivery}. Of a buyer whose CPF nobody knows it is the one that was typed in the shop. Errors: PT409 invoices_are_off, PT409 receipt_provider_incomplete, PT409 payer_document_missing, PT409 product_codes_missing (detail: names).';
revoke execute on function app.order_invoice_content(public.orders, text, integer) from public, anon, authenticated;
