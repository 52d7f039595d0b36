create function app.order_sections(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.order_invoice_section(p_tenant_id, p_order_id) || app.review_section(p_tenant_id, p_order_id);
$$;

comment on function app.order_sections(uuid, uuid) is
  'What else stands on the page of an order, from its top to its bottom: [{title, text, items: [{label, detail, href}]}]; text, items, detail and href may be null.';
revoke execute on function app.order_sections(uuid, uuid) from public, anon, authenticated;
