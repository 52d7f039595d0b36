create function public.list_orders(
  p_tenant_id uuid, p_search text default null, p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_state text := nullif(p_where ->> 'state', '');
  v_channel text := nullif(p_where ->> 'channel', '');
  v_contact uuid := app.typed_id(p_where ->> 'contact_id');
  v_patient uuid := app.typed_id(p_where ->> 'patient_id');
  v_needs boolean := coalesce((p_where ->> 'needs_person')::boolean, false);
  v_number integer := case when btrim(p_search) ~ '^#?[0-9]{1,9}$' then ltrim(btrim(p_search), '#')::integer end;
  v_words text := app.normalize_text(p_search);
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(to_jsonb(r) - 'n' order by r.n), '[]') from (
      select o.id, o.number, o.channel, o.state, coalesce(q.name, c.full_name, y.full_name) as buyer_name, y.identity = 'counter' as is_counter,
        o.total_cents, o.paid_cents, o.refunded_cents, o.expires_at, o.expired_at, o.created_at,
        (select string_agg(i.quantity || '× ' || i.name, ', ' order by i.position) from public.order_items i
          where i.tenant_id = p_tenant_id and i.order_id = o.id and i.kind <> 'shipping') as summary,
        exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.order_id = o.id and p.state = 'late') as needs_person,
        o.state in ('pending', 'paid') and exists (
          select from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = o.id and i.fulfilled > 0) as is_partly_out,
        row_number() over (order by o.created_at desc, o.id desc) as n
      from public.orders o
      join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
      left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
      left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
      where o.tenant_id = p_tenant_id
        and (v_state is null or o.state = v_state) and (v_channel is null or o.channel = v_channel)
        and (v_contact is null or o.contact_id = v_contact) and (v_patient is null or o.patient_id = v_patient)
        and (not v_needs or exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.order_id = o.id and p.state = 'late'))
        and (v_words = '' or v_words is null or o.number = v_number
          or app.normalize_text(coalesce(q.name, c.full_name, y.full_name)) like '%' || v_words || '%')
        and (p_after is null or (o.created_at, o.id) < ((p_after ->> 'created_at')::timestamptz, (p_after ->> 'id')::uuid))
      order by o.created_at desc, o.id desc limit v_limit) r);
exception when invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_filter';
end;
$$;
comment on function public.list_orders(uuid, text, jsonb, integer, jsonb) is
  'Caller: everybody but therapists. Orders, the newest first, as an array of {id, number, channel, state, buyer_name, is_counter, total_cents, paid_cents, refunded_cents, expires_at, expired_at, created_at, summary, needs_person, is_partly_out}. p_where {state, channel, contact_id, patient_id, needs_person}; p_search: a number or a part of a name; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_orders(uuid, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_orders(uuid, text, jsonb, integer, jsonb) to authenticated;
