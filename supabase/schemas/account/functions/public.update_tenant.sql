create function public.update_tenant(p_tenant_id uuid, p_name text, p_cpf_cnpj text, p_time_zone text, p_ignore_groups boolean)
returns public.tenants
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document text := app.normalise_cpf_cnpj(p_cpf_cnpj);
  v_name text;
  v_row public.tenants;
begin
  perform app.require_admin(p_tenant_id);
  v_name := app.require_name(p_name);
  if v_document is null and p_cpf_cnpj ~ '\w' then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj', detail = 'The check digits do not match.';
  end if;
  perform app.require_time_zone(p_time_zone);
  update public.tenants
  set name = v_name, cpf_cnpj = v_document, time_zone = p_time_zone, ignore_groups = coalesce(p_ignore_groups, true)
  where id = p_tenant_id returning * into v_row;
  return v_row;
end;
$$;
comment on function public.update_tenant(uuid, text, text, text, boolean) is
  'Caller: owner or admin. p_cpf_cnpj may be formatted; empty clears it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_time_zone.';
revoke execute on function public.update_tenant(uuid, text, text, text, boolean) from public, anon, authenticated;
grant execute on function public.update_tenant(uuid, text, text, text, boolean) to authenticated;
