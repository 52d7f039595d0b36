create function app.tell_expiring_lots(p_now timestamptz default clock_timestamp())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_lot record;
  v_told integer := 0;
begin
  for v_lot in
    -- told every day until it has started, because a day of telling may be missed
    select distinct l.tenant_id, l.id, l.expires_on from public.workflows w
    join public.workflow_versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.version = w.version
    cross join lateral (select (p_now at time zone app.clinic_zone(w.tenant_id))::date as today) d
    join public.stock_lots l on l.tenant_id = w.tenant_id
      and l.expires_on between d.today and d.today + coalesce((v.definition #>> '{trigger,options,days}')::integer, 30)
    where w.status = 'published' and w.trigger_kind = 'stock.expiring'
      and exists (select from public.stock_lot_levels x where x.tenant_id = w.tenant_id and x.lot_id = l.id and x.on_hand > 0)
      and not exists (
        select from public.workflow_runs r
        where r.tenant_id = w.tenant_id and r.workflow_id = w.id and r.event_key = 'stock.expiring:' || l.id || ':' || l.expires_on)
    order by l.tenant_id, l.expires_on, l.id
  loop
    perform app.publish_event(v_lot.tenant_id, 'stock.expiring', jsonb_build_object('lot_id', v_lot.id, 'expires_on', v_lot.expires_on));
    v_told := v_told + 1;
  end loop;
  return v_told;
end;
$$;
comment on function app.tell_expiring_lots(timestamptz) is
  'Caller: process-jobs, every morning. Tells workflows which lots in stock expire as soon as they wait for, where one has not started with it yet. How many lots. Errors: none.';
revoke execute on function app.tell_expiring_lots(timestamptz) from public, anon, authenticated;
grant execute on function app.tell_expiring_lots(timestamptz) to service_role;
