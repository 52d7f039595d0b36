create function public.send_purchase(p_tenant_id uuid, p_id uuid, p_way text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.purchase_orders;
  v_email text;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if not coalesce(p_way in ('email', 'whatsapp', 'other'), false) then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'way';
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  if p_way = 'email' then
    select e.email into v_email from public.contact_emails e
    where e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = v_row.supplier_id order by e.is_primary desc, e.position limit 1;
    if v_email is null then
      raise sqlstate 'PT409' using message = 'supplier_without_email';
    end if;
    perform app.send_email(p_tenant_id, 'purchase_order', v_email, app.purchase_mail(p_tenant_id, p_id), 'purchase:' || p_id);
  end if;
  update public.purchase_orders o set state = case o.state when 'draft' then 'sent' else o.state end, sent_at = clock_timestamp(), sent_by_way = p_way,
    version = o.version + 1
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.audit(p_tenant_id, 'purchase.sent', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number, 'way', p_way));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$$;
comment on function public.send_purchase(uuid, uuid, text) is
  'Caller: owner, admin and operator. The supplier gets a purchase order: by e-mail, which is sent from here, or by WhatsApp or another way, which the person takes (p_way email, whatsapp, other). From then on its lines stand. Sent again, it is only sent again. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_purchase, PT404 purchase_not_found, PT409 purchase_closed, PT409 supplier_without_email.';
revoke execute on function public.send_purchase(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.send_purchase(uuid, uuid, text) to authenticated;
