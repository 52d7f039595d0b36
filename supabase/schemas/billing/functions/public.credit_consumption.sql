create function public.credit_consumption(p_tenant_id uuid, p_days integer default 30)
returns table (day date, used integer)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text;
  v_today date;
  v_days int := least(greatest(coalesce(p_days, 30), 1), 366);
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select t.time_zone into v_zone from public.tenants t where t.id = p_tenant_id;
  v_today := (now() at time zone v_zone)::date;
  return query
    select d.at::date, coalesce(u.used, 0)
    from generate_series((v_today - (v_days - 1))::timestamp, v_today::timestamp, interval '1 day') d (at)
    left join (
      -- what was owed for counts as used, what was given back does not
      select (x.created_at at time zone v_zone)::date as on_day, sum(x.debt_change - x.amount)::int as used
      from public.whatsapp_credits_transactions x
      where x.tenant_id = p_tenant_id and x.kind in ('usage', 'refund')
        and x.created_at >= (v_today - (v_days - 1))::timestamp at time zone v_zone
      group by 1
    ) u on u.on_day = d.at::date
    order by 1;
end;
$$;
comment on function public.credit_consumption(uuid, integer) is
  'Caller: owner, admin or supervisor. {day, used} for each of the last p_days days (1 to 366) of the clinic''s time zone, today included; credits that came back count on the day they did. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.credit_consumption(uuid, integer) from public, anon;
grant execute on function public.credit_consumption(uuid, integer) to authenticated;
