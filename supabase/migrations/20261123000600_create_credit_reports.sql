-- What the credits page asks for beyond plain reads of the ledger, which row level security gates.

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

create function public.set_low_balance_threshold(p_tenant_id uuid, p_threshold integer)
returns public.whatsapp_credits_balance
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_balance public.whatsapp_credits_balance;
begin
  perform app.require_admin(p_tenant_id);
  if p_threshold is null or p_threshold not between 0 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', hint = 'From 0 to 1,000,000 credits.';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if v_balance.low_balance_threshold <> p_threshold then
    update public.whatsapp_credits_balance b set
      low_balance_threshold = p_threshold,
      low_balance_alerted_at = case when b.balance <= p_threshold then coalesce(b.low_balance_alerted_at, now()) end,
      updated_at = clock_timestamp()
    where b.tenant_id = p_tenant_id returning * into v_balance;
    perform app.broadcast(p_tenant_id, 'credits', app.credits_payload(v_balance));
  end if;
  return v_balance;
end;
$$;
comment on function public.set_low_balance_threshold(uuid, integer) is
  'Caller: owner or admin. The clinic is warned at or under so many credits. Returns the balance row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_credits.';

revoke execute on function public.credit_consumption(uuid, integer), public.set_low_balance_threshold(uuid, integer)
  from public, anon;
grant execute on function public.credit_consumption(uuid, integer), public.set_low_balance_threshold(uuid, integer)
  to authenticated;
