create function public.list_reviews(
  p_tenant_id uuid, p_search text default null, p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(to_jsonb(r) - 'n' order by r.n), '[]') from (
      select v.id, v.order_id, v.product_id, p.name as product, o.number, v.stars, v.body, v.shown_name, v.state, v.reason, v.reply, v.created_at,
        app.name_of_member(v.decided_by) as decided_by, v.decided_at, app.takes_reviews(p_tenant_id, v.product_id) as may_be_shown,
        row_number() over (order by v.created_at desc, v.id desc) as n
      from public.reviews v
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      join public.orders o on o.tenant_id = p_tenant_id and o.id = v.order_id
      where v.tenant_id = p_tenant_id and (nullif(p_where ->> 'state', '') is null or v.state = p_where ->> 'state')
        and (nullif(btrim(p_search), '') is null or p.sort_key like '%' || translate(app.normalize_text(p_search), '%_\', '') || '%')
        and (p_after is null or (v.created_at, v.id) < ((p_after ->> 'created_at')::timestamptz, app.typed_id(p_after ->> 'id')))
      order by v.created_at desc, v.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) r);
end;
$$;
comment on function public.list_reviews(uuid, text, jsonb, integer, jsonb) is
  'Caller: everybody but therapists. Reviews, the newest first: [{id, order_id, number (of the order), product_id, product, stars, body, shown_name, state pending|published|rejected, reason, reply, created_at, decided_by, decided_at, may_be_shown}]. p_where {state}; p_search: a part of the product''s name; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_reviews(uuid, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_reviews(uuid, text, jsonb, integer, jsonb) to authenticated;
