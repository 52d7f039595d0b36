create function public.list_workflow_events(p_tenant_id uuid, p_trigger_kind text, p_days integer default 7, p_limit integer default 20)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_since timestamptz := now() - make_interval(days => least(greatest(coalesce(p_days, 7), 1), 60));
  v_limit integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_keys text[];
begin
  perform app.require_leader(p_tenant_id);
  v_keys := case p_trigger_kind
    when 'patient.created' then array(select 'patient.created:' || p.id from public.patients p
      where p.tenant_id = p_tenant_id and p.archived_at is null and p.created_at > v_since order by p.created_at desc limit v_limit)
    when 'birthday' then array(select 'birthday:' || p.id || ':' || extract(year from d.day)::integer
      from generate_series(0, least(greatest(coalesce(p_days, 7), 1), 60)) g
      cross join lateral (select (now() at time zone v_zone)::date - g as day) d
      join public.patients p on p.tenant_id = p_tenant_id and p.archived_at is null and app.birthday_in(p.birth_date, extract(year from d.day)::integer) = d.day
      order by d.day desc, p.id limit v_limit)
    when 'message.received' then array(select 'message.received:' || m.id from public.conversation_threads t
      join public.conversation_messages m on m.tenant_id = p_tenant_id and m.thread_id = t.id
      where t.tenant_id = p_tenant_id and t.last_message_at > v_since and not t.is_group and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at > v_since
      order by m.occurred_at desc limit v_limit)
    when 'conversation.tagged' then array(select 'conversation.tagged:' || u.thread_id || ':' || u.tag_id || ':' || (extract(epoch from u.created_at) * 1000)::bigint
      from public.conversation_thread_tags u
      where u.tenant_id = p_tenant_id and u.created_at > v_since order by u.created_at desc limit v_limit)
    when 'intake.submitted' then array(select 'intake.submitted:' || s.id from public.intake_submissions s
      where s.tenant_id = p_tenant_id and s.submitted_at > v_since order by s.submitted_at desc limit v_limit)
    when 'session.missed' then array(select 'session.missed:' || s.id || ':' || sp.patient_id from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.status = 'missed'
      where s.tenant_id = p_tenant_id and s.starts_at between v_since and now() order by s.starts_at desc, sp.patient_id limit v_limit)
    when 'session.attended' then array(select 'session.attended:' || s.id || ':' || sp.patient_id from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.status = 'attended'
      where s.tenant_id = p_tenant_id and s.starts_at between v_since and now() order by s.starts_at desc, sp.patient_id limit v_limit)
    when 'order.paid' then array(select 'order.paid:' || o.id from public.orders o
      where o.tenant_id = p_tenant_id and o.paid_at > v_since order by o.paid_at desc, o.id limit v_limit)
    when 'order.cancelled' then array(select 'order.cancelled:' || o.id from public.orders o
      where o.tenant_id = p_tenant_id and coalesce(o.cancelled_at, o.expired_at) > v_since order by coalesce(o.cancelled_at, o.expired_at) desc, o.id limit v_limit)
    when 'stock.low' then array(select 'stock.low:' || n.variant_id || ':' || floor(extract(epoch from n.opened_at) * 1000)::bigint from public.stock_needs n
      where n.tenant_id = p_tenant_id and n.opened_at > v_since order by n.opened_at desc, n.variant_id limit v_limit)
    when 'stock.out' then array(select 'stock.out:' || m.id from public.stock_moves m
      where m.tenant_id = p_tenant_id and m.at > v_since and m.on_hand < 0 and m.on_hand_after = 0 and m.kind <> 'transfer'
      order by m.number desc limit v_limit)
    when 'stock.expiring' then array(select 'stock.expiring:' || l.id || ':' || l.expires_on from public.stock_lots l
      where l.tenant_id = p_tenant_id and l.expires_on <= app.clinic_today(p_tenant_id) + 365 and exists (
        select from public.stock_lot_levels x where x.tenant_id = p_tenant_id and x.lot_id = l.id and x.on_hand > 0)
      order by l.expires_on, l.id limit v_limit)
    when 'purchase.received' then array(select 'purchase.received:' || r.id from public.purchase_receipts r
      where r.tenant_id = p_tenant_id and r.received_at > v_since order by r.received_at desc, r.id limit v_limit)
    else '{}' end;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('event_key', k.key, 'at', o.x ->> 'at', 'title', coalesce(nullif(v.x ->> 'nome_completo', ''), nullif(v.x ->> 'produto', ''), v.x ->> 'compra'),
      'detail', coalesce(nullif(v.x ->> 'mensagem', ''), nullif(v.x ->> 'sessao', ''), g.name, nullif(v.x ->> 'validade', '')), 'patient_id', o.x ->> 'patient_id', 'thread_key', t.thread_key) order by k.n), '[]')
    from unnest(v_keys) with ordinality k (key, n)
    cross join lateral (select app.workflow_occurrence(p_tenant_id, k.key) as x) o
    cross join lateral (select app.workflow_values(p_tenant_id, o.x) as x) v
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = (o.x ->> 'thread_id')::uuid
    left join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = (o.x ->> 'tag_id')::uuid
    where o.x is not null);
end;
$$;
comment on function public.list_workflow_events(uuid, text, integer, integer) is
  'Caller: owner, admin, supervisor. What happened lately that a trigger could have started with, the newest first: [{event_key, at, title, detail, patient_id, thread_key}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_workflow_events(uuid, text, integer, integer) from public, anon, authenticated;
grant execute on function public.list_workflow_events(uuid, text, integer, integer) to authenticated;
