create function app.review_section(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case when count(*) = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object('title', 'O que você achou?',
    'text', 'A avaliação aparece na loja com o primeiro nome e uma inicial, depois que a clínica a lê.',
    'items', jsonb_agg(jsonb_build_object('label', x.name,
      'detail', case when x.state = 'published' then 'Sua avaliação está na loja' when x.state is not null then 'Avaliação enviada' end,
      'href', case when x.state is null then '?clinic=' || p_tenant_id || '&key=' || o.page_key || '&avaliar=' || x.product_id end)
      order by x.position))) end
  from app.reviewable_items(p_tenant_id, p_order_id) x
  join public.orders o on o.tenant_id = p_tenant_id and o.id = p_order_id;
$$;
comment on function app.review_section(uuid, uuid) is
  'On the page of an order, once something was handed over: where its buyer reviews it; part of app.order_sections.';
revoke execute on function app.review_section(uuid, uuid) from public, anon, authenticated;
