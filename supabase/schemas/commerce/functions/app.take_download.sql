create function app.take_download(p_tenant_id uuid, p_order_id uuid, p_item_id uuid, p_file_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_file record;
begin
  -- of two that ask for the last one at once, one gets it
  update public.order_downloads d set left_over = d.left_over - 1, last_at = clock_timestamp()
  from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
  where d.tenant_id = p_tenant_id and d.item_id = p_item_id and d.file_id = p_file_id and d.left_over > 0 and d.expires_at > now()
    and i.tenant_id = p_tenant_id and i.id = p_item_id and i.order_id = p_order_id and i.returned < i.quantity and o.state <> 'cancelled'
    and o.paid_at is not null and o.paid_cents >= o.total_cents - o.refunded_cents;
  if not found then
    return '{"state": "closed"}';
  end if;
  select f.name, m.path into v_file from public.product_files f
  join app.media_files m on m.tenant_id = p_tenant_id and m.id = f.id
  where f.tenant_id = p_tenant_id and f.id = p_file_id;
  perform app.note_order(p_tenant_id, p_order_id, 'downloaded', jsonb_build_object('name', v_file.name));
  return jsonb_build_object('state', 'open', 'path', v_file.path, 'name', v_file.name);
end;
$$;

comment on function app.take_download(uuid, uuid, uuid, uuid) is
  'Caller: order-page, which has found the order of the link. Counts a download of a file of a paid order: {state: open (path, name) | closed (too often, too late, given back, or not of this order)}. Errors: none.';
revoke execute on function app.take_download(uuid, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.take_download(uuid, uuid, uuid, uuid) to service_role;
