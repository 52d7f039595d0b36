create function app.complete_order_invoice(p_tenant_id uuid, p_id uuid, p_outcome jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_row public.order_invoices;
begin
  if p_outcome ->> 'outcome' = 'cancelled' then
    -- what is left of its order may be invoiced anew: the order is locked before its invoice
    select * into v_row from public.order_invoices i where i.tenant_id = p_tenant_id and i.id = p_id;
    if v_row.id is not null then
      v_order := app.lock_order(p_tenant_id, v_row.order_id);
    end if;
  end if;
  v_row := app.lock_order_invoice(p_tenant_id, p_id);
  if p_outcome ->> 'outcome' = 'issued' and v_row.state in ('pending', 'failed') then
    update public.order_invoices i set state = 'issued', number = p_outcome ->> 'number', verification_code = p_outcome ->> 'verification_code',
      xml_url = p_outcome ->> 'xml_url', pdf_url = p_outcome ->> 'pdf_url', issued_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'cancelled' and v_row.state <> 'cancelled' and v_row.cancel_asked_at is not null then
    update public.order_invoices i set state = 'cancelled', number = coalesce(i.number, p_outcome ->> 'number'), cancelled_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
    perform app.correct_order_invoices(v_order, v_row);
  elsif p_outcome ->> 'outcome' = 'refused' and v_row.state = 'issued' and v_row.cancel_asked_at is not null then
    -- it could not be cancelled, and holds
    update public.order_invoices i set cancel_asked_at = null, cancel_reason = null, error = left(p_outcome ->> 'reason', 300)
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'refused' and v_row.state = 'pending' then
    update public.order_invoices i set state = 'failed', error = left(p_outcome ->> 'reason', 300)
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  end if;
  perform app.tell_order_invoice(p_tenant_id, v_row.order_id);
  return v_row.state;
end;
$$;
comment on function app.complete_order_invoice(uuid, uuid, jsonb) is
  'Caller: workers. What became of an invoice of an order: {outcome issued|cancelled|refused, number, verification_code, xml_url, pdf_url, reason}; a repetition changes nothing. One that was cancelled because the order costs something else now is followed by what is left. Answers its state. Errors: PT404 invoice_not_found.';
revoke execute on function app.complete_order_invoice(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.complete_order_invoice(uuid, uuid, jsonb) to service_role;
