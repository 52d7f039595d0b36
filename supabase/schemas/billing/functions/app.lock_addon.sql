-- The clinic's balance of a kind, ours until the end of the transaction, with the windows of its limits brought up to p_at.
-- A new window is a whole one also where the clinic changed its time zone: a day has at least 23 hours, an hour sixty minutes.
create function app.lock_addon(p_tenant_id uuid, p_addon_type text, p_at timestamptz)
returns public.addon_credits
language plpgsql
set search_path = ''
as $$
declare
  v_addon public.addon_credits;
  v_time_zone text;
begin
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  if not found then
    raise sqlstate 'PT404' using message = 'tenant_not_found';
  end if;
  select * into v_addon from public.addon_credits a where a.tenant_id = p_tenant_id and a.addon_type = p_addon_type for update;
  if not found then
    if p_addon_type is null or not exists (
      select from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null) then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = coalesce(p_addon_type, '');
    end if;
    insert into public.addon_credits (tenant_id, addon_type) values (p_tenant_id, p_addon_type) returning * into v_addon;
  end if;
  if coalesce(v_addon.daily_reset_at, '-infinity') <= p_at then
    v_addon.daily_used := 0;
    v_addon.daily_reset_at := app.next_local_midnight(
      greatest(p_at, v_addon.daily_reset_at + interval '23 hours' - interval '1 microsecond'), v_time_zone);
  end if;
  if coalesce(v_addon.hourly_reset_at, '-infinity') <= p_at then
    v_addon.hourly_used := 0;
    v_addon.hourly_reset_at := app.next_local_hour(
      greatest(p_at, v_addon.hourly_reset_at + interval '1 hour' - interval '1 microsecond'), v_time_zone);
  end if;
  return v_addon;
end;
$$;
revoke execute on function app.lock_addon(uuid, text, timestamptz) from public, anon, authenticated;
