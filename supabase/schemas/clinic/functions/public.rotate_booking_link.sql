create function public.rotate_booking_link(p_tenant_id uuid, p_slug text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slug text;
begin
  perform app.require_leader(p_tenant_id);
  select s.slug into v_slug from public.booking_settings s where s.tenant_id = p_tenant_id for update;
  -- pressed twice, it is changed once
  if v_slug = p_slug then
    update public.booking_settings s set slug = app.make_booking_slug(p_tenant_id, v_slug) where s.tenant_id = p_tenant_id;
  end if;
  return public.get_booking_settings(p_tenant_id);
end;
$$;
comment on function public.rotate_booking_link(uuid, text) is
  'Caller: owner, admin and supervisor. A new public address; the one before (p_slug, as it was read) opens nothing any more. Links of bookings stay. Answers get_booking_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.rotate_booking_link(uuid, text) from public, anon, authenticated;
grant execute on function public.rotate_booking_link(uuid, text) to authenticated;
