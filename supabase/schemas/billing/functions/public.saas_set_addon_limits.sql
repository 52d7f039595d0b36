create function public.saas_set_addon_limits(
  p_tenant_id uuid, p_addon_type text, p_daily_limit integer, p_hourly_limit integer, p_is_active boolean default true,
  p_expires_at timestamptz default null
)
returns public.addon_credits
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_addon public.addon_credits;
  v_before public.addon_credits;
  v_kept text[] := array['daily_limit', 'hourly_limit', 'is_active', 'expires_at'];
begin
  perform app.require_saas_admin();
  if p_daily_limit < 0 or p_hourly_limit < 0 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'A limit is not negative; NULL is no limit.';
  end if;
  v_addon := app.lock_addon(p_tenant_id, p_addon_type, app.await_addon(p_tenant_id, p_addon_type));
  v_before := v_addon;
  update public.addon_credits a set
    daily_limit = p_daily_limit, hourly_limit = p_hourly_limit, is_active = coalesce(p_is_active, a.is_active), expires_at = p_expires_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id returning * into v_addon;
  perform app.audit(p_tenant_id, 'addon.limited', 'addon', p_addon_type, app.audit_part(to_jsonb(v_before), v_kept), app.audit_part(to_jsonb(v_addon), v_kept));
  return v_addon;
end;
$$;
comment on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) is
  'Caller: SaaS administrators. How much of an add-on a clinic may spend a day and an hour (NULL: any), whether and until when. Errors: PT401 not_signed_in, PT403 forbidden, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found.';
revoke execute on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) to authenticated;
