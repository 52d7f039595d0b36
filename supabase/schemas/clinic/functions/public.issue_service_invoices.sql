create function public.issue_service_invoices(p_tenant_id uuid, p_payment_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_settings public.fiscal_settings;
  v_entry public.money_entries;
  v_payer jsonb;
  v_part record;
  v_row public.service_invoices;
begin
  perform app.require_money_writer(p_tenant_id);
  select * into v_entry from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_payment_id and e.kind = 'payment';
  if v_entry.id is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_entry.payer_id);
  select * into v_settings from public.fiscal_settings s where s.tenant_id = p_tenant_id;
  if not coalesce(v_settings.issues_invoices, false) then
    raise sqlstate 'PT409' using message = 'invoices_are_off';
  end if;
  if app.order_invoice_holds(p_tenant_id, p_payment_id) then
    raise sqlstate 'PT409' using message = 'order_invoice_holds', hint = 'Cancel the invoice of the order first.';
  end if;
  v_payer := app.fiscal_payer(p_tenant_id, v_entry.payer_id) - 'patient_id';
  if v_payer ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'payer_document_missing';
  end if;
  for v_part in
    select x.provider, sum(x.cents)::int as cents from (
      select app.fiscal_provider(p_tenant_id, z.therapist_id) as provider, z.cents from app.invoice_parts(p_tenant_id, array[p_payment_id]) z) x
    where x.provider ->> 'kind' <> 'pf' group by x.provider order by x.provider ->> 'document'
  loop
    if coalesce(char_length(v_part.provider ->> 'document'), 0) <> 14 then
      raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = 'cnpj';
    end if;
    insert into public.service_invoices (tenant_id, payment_id, provider_document, amount_cents, content, created_by)
    values (p_tenant_id, p_payment_id, v_part.provider ->> 'document', v_part.cents, jsonb_build_object(
      'provider', v_part.provider, 'payer', v_payer, 'service_item', v_settings.service_item, 'iss_basis_points', v_settings.iss_basis_points,
      'description', 'Atendimento', 'amount_cents', v_part.cents, 'paid_on', v_entry.occurred_on), auth.uid())
    on conflict (tenant_id, payment_id, provider_document) where state <> 'cancelled' do nothing
    returning * into v_row;
    if found then
      perform app.enqueue_at(p_tenant_id, 'service_invoice', jsonb_build_object('id', v_row.id), now());
    end if;
  end loop;
  if not exists (
    select from public.service_invoices i where i.tenant_id = p_tenant_id and i.payment_id = p_payment_id and i.state <> 'cancelled') then
    raise sqlstate 'PT409' using message = 'nothing_to_invoice';
  end if;
  perform app.tell_money(p_tenant_id, v_entry.payer_id);
  return (
    select jsonb_agg(app.invoice_json(i) order by i.created_at) from public.service_invoices i
    where i.tenant_id = p_tenant_id and i.payment_id = p_payment_id and i.state <> 'cancelled');
end;
$$;
comment on function public.issue_service_invoices(uuid, uuid) is
  'Caller: owner, admin and operator, where the clinic issues invoices. The invoices of a payment, one a company that was paid, asked for where there is none (what paid orders is left to issue_order_invoices): a repetition answers what is there. A job issues them. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 money_entry_not_found, PT409 invoices_are_off, PT409 order_invoice_holds, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 nothing_to_invoice.';
revoke execute on function public.issue_service_invoices(uuid, uuid) from public, anon, authenticated;
grant execute on function public.issue_service_invoices(uuid, uuid) to authenticated;
