create function public.save_record_settings(p_tenant_id uuid, p_keep_years integer, p_break_glass_minutes integer, p_break_glass_roles text[])
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if p_keep_years is null or p_keep_years not between 20 and 100 or p_break_glass_minutes is null or p_break_glass_minutes not between 5 and 480
    or p_break_glass_roles is null or not p_break_glass_roles <@ array['owner', 'admin', 'supervisor', 'therapist'] then
    raise sqlstate 'PT400' using message = 'record_settings_invalid', detail = 'At least 20 years, 5 to 480 minutes.';
  end if;
  insert into public.record_settings as s (tenant_id, keep_years, break_glass_minutes, break_glass_roles)
  values (p_tenant_id, p_keep_years, p_break_glass_minutes, array(select distinct unnest(p_break_glass_roles) order by 1))
  on conflict (tenant_id) do update set keep_years = excluded.keep_years, break_glass_minutes = excluded.break_glass_minutes,
    break_glass_roles = excluded.break_glass_roles;
  return public.get_record_settings(p_tenant_id);
end;
$$;
comment on function public.save_record_settings(uuid, integer, integer, text[]) is
  'Caller: owner and administrators. How long records are kept (never under 20 years), how long emergency access lasts, and which roles of those who treat have it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 record_settings_invalid.';
revoke execute on function public.save_record_settings(uuid, integer, integer, text[]) from public, anon, authenticated;
grant execute on function public.save_record_settings(uuid, integer, integer, text[]) to authenticated;
