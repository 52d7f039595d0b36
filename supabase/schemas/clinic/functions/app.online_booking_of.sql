-- The booking that a link opens; NULL when there is none.
create function app.online_booking_of(p_token text)
returns public.online_bookings
language plpgsql
set search_path = ''
as $$
declare
  v_route app.booking_routes;
  v_row public.online_bookings;
begin
  select * into v_route from app.booking_routes r where r.key_hash = app.booking_key('link', p_token);
  select * into v_row from public.online_bookings b where b.tenant_id = v_route.tenant_id and b.id = v_route.booking_id;
  return v_row;
end;
$$;
revoke execute on function app.online_booking_of(text) from public, anon, authenticated;
