create function public.create_tenant(p_name text, p_time_zone text default 'America/Sao_Paulo')
returns public.tenants
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
  v_name text;
begin
  if (select s.single_tenant from app.settings s) then
    raise sqlstate 'PT403' using message = 'single_tenant', hint = 'Ask an administrator for an invitation.';
  end if;
  v_name := app.require_name(p_name);
  perform app.require_time_zone(p_time_zone);
  perform app.lock_person(v_user);
  if (select count(*) from public.tenant_members m where m.user_id = v_user and m.role = 'owner') >= 20 then
    raise sqlstate 'PT403' using message = 'too_many_clinics';
  end if;
  return app.found_tenant(v_user, v_name, p_time_zone);
end;
$$;
comment on function public.create_tenant(text, text) is
  'Caller: any signed-in person, who becomes the owner. Errors: PT401 not_signed_in, PT403 single_tenant, PT400 invalid_name, PT400 invalid_time_zone, PT403 too_many_clinics.';
revoke execute on function public.create_tenant(text, text) from public, anon, authenticated;
grant execute on function public.create_tenant(text, text) to authenticated;
