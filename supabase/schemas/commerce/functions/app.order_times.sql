create function app.order_times(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', i.name, 'start_local', app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)),
    'therapist', t.name, 'is_online', s.is_online, 'is_cancelled', s.status = 'cancelled') order by s.starts_at, s.id), '[]')
  from public.order_items i
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product';
$$;

comment on function app.order_times(uuid, uuid) is
  'The times in agendas that an order booked: [{name, start_local, therapist, is_online, is_cancelled}].';
revoke execute on function app.order_times(uuid, uuid) from public, anon, authenticated;
