create function app.api_list_payments(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'payer_id', r.payer_id, 'payer_name', r.payer_name,
        'amount_cents', r.amount_cents, 'refunded_cents', r.refunded_cents, 'is_reversed', r.is_reversed, 'method', r.method, 'paid_on', r.paid_on)
        order by r.place), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('paid_on', r.paid_on, 'number', r.number) order by r.place desc))[1] end)
    from (
      select x.*, row_number() over () as place
      from public.list_received_payments(p_tenant_id, jsonb_strip_nulls(jsonb_build_object('from', p_args -> 'from', 'to', p_args -> 'to')), p_args -> 'after', v_limit) x) r);
end;
$$;
revoke execute on function app.api_list_payments(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_payments(uuid, jsonb) to authenticated;
