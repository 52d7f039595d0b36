create function app.lock_purchase(p_tenant_id uuid, p_id uuid, p_states text[])
returns public.purchase_orders
language plpgsql
set search_path = ''
as $$
declare
  v_row public.purchase_orders;
begin
  select * into v_row from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  if not v_row.state = any (p_states) then
    raise sqlstate 'PT409' using message = 'purchase_closed';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_purchase(uuid, uuid, text[]) is
  'A purchase order that is about to change; it is locked before any stock. Errors: PT404 purchase_not_found, PT409 purchase_closed.';
revoke execute on function app.lock_purchase(uuid, uuid, text[]) from public, anon, authenticated;
