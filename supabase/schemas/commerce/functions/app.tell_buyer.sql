create function app.tell_buyer(p_tenant_id uuid, p_order_id uuid, p_id uuid, p_page text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_order record;
  v_goods jsonb := app.goods_of_order(p_tenant_id, p_order_id);
  v_lines text[];
  v_key text;
  v_path text;
begin
  select o.number, o.page_key, o.thread_id, o.patient_id, o.state, o.paid_at, b.phone, b.email, coalesce(b.full_name, y.full_name, c.full_name) as name, t.name as clinic
  into v_order from public.orders o
  join public.tenants t on t.id = p_tenant_id
  join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
  left join public.order_buyers b on b.tenant_id = p_tenant_id and b.order_id = o.id
  where o.tenant_id = p_tenant_id and o.id = p_order_id;
  if v_order.paid_at is null or v_order.state = 'cancelled' then
    return '{"skipped": "order_not_paid"}';
  elsif exists (select from public.order_events e where e.tenant_id = p_tenant_id and e.order_id = p_order_id and e.kind = 'buyer_told') then
    return '{"skipped": "told_already"}';
  end if;
  v_path := p_page || v_order.page_key;
  v_lines := array(
    select (g ->> 'name') || coalesce(', ' || to_char((g ->> 'start_local')::timestamp, 'DD/MM "às" HH24:MI'), '') || ': vale '
      || left(g ->> 'code', 5) || '-' || right(g ->> 'code', 5)
    from jsonb_array_elements(v_goods -> 'vouchers') g limit 12);
  if v_order.email is not null then
    perform app.send_email(p_tenant_id, 'order_paid', v_order.email, jsonb_build_object('clinic', v_order.clinic, 'number', v_order.number,
      'path', substring(v_path from '/meu-pedido.*$'), 'lines', to_jsonb(v_lines), 'has_files', v_goods -> 'files' <> '[]'), 'order:' || p_order_id);
  end if;
  -- conversations are locked last
  v_key := coalesce(
    (select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_order.thread_id),
    case when v_order.phone is not null then app.campaign_thread(p_tenant_id, v_order.phone, v_order.name)
      when v_order.patient_id is not null then app.thread_to_tell(p_tenant_id, v_order.patient_id) end);
  perform app.note_order(p_tenant_id, p_order_id, 'buyer_told');
  if v_key is null then
    return '{"skipped": "no_conversation"}';
  end if;
  return app.create_automation_message(p_tenant_id, v_key, p_id,
    'Olá! Aqui é da ' || v_order.clinic || '. Recebemos o pagamento do pedido nº ' || v_order.number || E'.'
    || case when cardinality(v_lines) > 0 then E'\n\n• ' || array_to_string(v_lines, E'\n• ') else '' end
    || case when v_goods -> 'files' <> '[]' then E'\n\nSeus arquivos estão prontos para baixar.' else '' end
    || E'\n\nSeu pedido: ' || v_path, 'order_paid');
end;
$$;

comment on function app.tell_buyer(uuid, uuid, uuid, text) is
  'Caller: the job tell_buyer, once an order is paid that was not bought at the desk: its vouchers and its page, by e-mail and in the conversation with who typed the number, unless that one wants no messages at all. Told once. p_id becomes the message, p_page is the address of the page up to its key. Errors: none.';
revoke execute on function app.tell_buyer(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.tell_buyer(uuid, uuid, uuid, text) to service_role;
