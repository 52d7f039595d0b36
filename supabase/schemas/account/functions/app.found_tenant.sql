-- Creates the clinic with the given person as its owner. The slug is made from the name and made unique.
create function app.found_tenant(p_owner uuid, p_name text, p_time_zone text)
returns public.tenants
language plpgsql
set search_path = ''
as $$
declare
  v_base text := coalesce(nullif(btrim(left(regexp_replace(app.normalize_text(p_name), '[^a-z0-9]+', '-', 'g'), 40), '-'), ''), 'clinica');
  v_slug text := v_base;
  v_tenant public.tenants;
begin
  loop
    insert into public.tenants (slug, name, time_zone) values (v_slug, app.normalize_name(p_name), p_time_zone)
    on conflict (slug) do nothing returning * into v_tenant;
    exit when found;
    v_slug := v_base || '-' || encode(extensions.gen_random_bytes(3), 'hex');
  end loop;
  insert into public.tenant_members (tenant_id, user_id, role) values (v_tenant.id, p_owner, 'owner');
  return v_tenant;
end;
$$;
revoke execute on function app.found_tenant(uuid, text, text) from public, anon, authenticated;
grant execute on function app.found_tenant(uuid, text, text) to service_role;
