create function public.pay_order(p_tenant_id uuid, p_id uuid, p_order_id uuid, p_amount_cents integer, p_method text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_open integer;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_amount(p_amount_cents);
  perform app.require_payment_method(p_method);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if not exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.provider = 'desk' and p.reference = p_id::text) then
    v_open := v_order.total_cents - v_order.refunded_cents - v_order.paid_cents;
    if v_order.cancelled_at is not null or v_open <= 0 then
      raise sqlstate 'PT409' using message = 'order_not_payable';
    elsif p_amount_cents > v_open then
      raise sqlstate 'PT409' using message = 'more_than_open', detail = v_open::text;
    end if;
    -- the desk is told at once what a webhook cannot be
    perform app.hold_order(v_order, null);
    perform app.apply_order_payment(p_tenant_id, p_order_id, 'desk', p_id::text, p_amount_cents, p_method, null, p_id);
  end if;
  return app.order_json(p_tenant_id, p_order_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$$;
comment on function public.pay_order(uuid, uuid, uuid, integer, text) is
  'Caller: owner, admin and operator. Money at the desk, all or a part; p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_amount, PT400 invalid_method, PT404 order_not_found, PT409 order_not_payable, PT409 more_than_open, PT409 out_of_stock, PT409 entry_id_in_use.';
revoke execute on function public.pay_order(uuid, uuid, uuid, integer, text) from public, anon, authenticated;
grant execute on function public.pay_order(uuid, uuid, uuid, integer, text) to authenticated;
