-- A new address for a clinic's page, written where it is looked up; the one before opens nothing any more.
create function app.make_booking_slug(p_tenant_id uuid, p_old text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_slug text := (select left(t.slug, 60) from public.tenants t where t.id = p_tenant_id) || '-' || encode(extensions.gen_random_bytes(4), 'hex');
begin
  delete from app.booking_routes r where r.key_hash = app.booking_key('slug', p_old) and r.tenant_id = p_tenant_id and r.booking_id is null;
  insert into app.booking_routes (key_hash, tenant_id) values (app.booking_key('slug', v_slug), p_tenant_id);
  return v_slug;
end;
$$;
revoke execute on function app.make_booking_slug(uuid, text) from public, anon, authenticated;
