create function public.list_package_uses(p_tenant_id uuid, p_id uuid)
returns table (session_id uuid, day date, starts_local text, status text, is_late boolean, therapist_name text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  perform app.require_money_reader(p_tenant_id);
  if not exists (select from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id) then
    raise sqlstate 'PT404' using message = 'session_package_not_found';
  end if;
  return query
    select b.session_id, b.day, app.local_text(s.starts_at, v_zone), b.status, b.is_late, h.name
    from public.session_bills b
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = b.session_id
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = b.therapist_id
    where b.tenant_id = p_tenant_id and b.package_id = p_id and b.holds_unit
    order by s.starts_at, b.session_id;
end;
$$;
comment on function public.list_package_uses(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. The sessions that hold a unit of a package, also those that were missed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_package_not_found.';
revoke execute on function public.list_package_uses(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_package_uses(uuid, uuid) to authenticated;
