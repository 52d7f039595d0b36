create function app.order_invoice_section(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case when count(*) = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object('title', 'Notas fiscais', 'text', null,
    'items', jsonb_agg(x.item order by x.issued_at, x.n))) end
  from (
    select i.issued_at, f.n, jsonb_build_object('label', case i.kind when 'nfe' then 'NF-e nº ' else 'NFS-e nº ' end || i.number || f.words,
      'detail', case when i.state = 'cancelled' then 'Cancelada' when f.n = 1 and i.verification_code is not null then 'Código ' || i.verification_code end,
      'href', f.url) as item
    from public.order_invoices i
    cross join lateral (values (1, '', i.pdf_url), (2, ' (XML)', i.xml_url)) f (n, words, url)
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.number is not null and (f.n = 1 or f.url is not null)) x;
$$;
comment on function app.order_invoice_section(uuid, uuid) is
  'Invoices on the page of an order, with their PDF and XML; part of app.order_sections.';
revoke execute on function app.order_invoice_section(uuid, uuid) from public, anon, authenticated;
