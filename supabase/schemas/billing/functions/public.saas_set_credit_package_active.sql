create function public.saas_set_credit_package_active(p_id uuid, p_is_active boolean)
returns public.whatsapp_credit_packages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  update public.whatsapp_credit_packages set is_active = coalesce(p_is_active, is_active) where id = p_id returning * into v_package;
  if not found then
    raise sqlstate 'PT404' using message = 'package_not_found';
  end if;
  return v_package;
end;
$$;
comment on function public.saas_set_credit_package_active(uuid, boolean) is
  'Caller: SaaS administrators. Puts a package on sale or takes it off. Errors: PT401 not_signed_in, PT403 forbidden, PT404 package_not_found.';
revoke execute on function public.saas_set_credit_package_active(uuid, boolean) from public, anon, authenticated;
grant execute on function public.saas_set_credit_package_active(uuid, boolean) to authenticated;
