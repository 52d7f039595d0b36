create function app.tg_sessions__end_deposits()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- orders are locked after sessions, and not by whoever cancels many of them
  insert into app.jobs (tenant_id, kind, payload)
  select distinct new.tenant_id, 'session_deposit', jsonb_build_object('order_id', o.id)
  from public.order_items i
  join public.orders o on o.tenant_id = new.tenant_id and o.id = i.order_id and o.state = 'pending'
  where i.tenant_id = new.tenant_id and i.session_id = new.id and i.kind = 'deposit';
  return null;
end;
$$;
comment on function app.tg_sessions__end_deposits() is
  'A session that is cancelled asks for no deposit any more.';
revoke execute on function app.tg_sessions__end_deposits() from public, anon, authenticated;
