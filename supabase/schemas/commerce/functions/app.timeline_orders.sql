create function app.timeline_orders(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  select o.id, o.created_at, jsonb_build_object('number', o.number, 'state', o.state, 'total_cents', o.total_cents, 'channel', o.channel)
  from public.orders o
  where o.tenant_id = p_tenant_id and (o.contact_id = (p_subject ->> 'contact')::uuid or o.patient_id = (p_subject ->> 'patient')::uuid)
    and (o.created_at, o.id) < (p_before, p_before_id)
  order by o.created_at desc, o.id desc limit p_limit;
$$;
comment on function app.timeline_orders(uuid, jsonb, timestamptz, uuid, integer) is
  'Orders of a timeline.';
revoke execute on function app.timeline_orders(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
