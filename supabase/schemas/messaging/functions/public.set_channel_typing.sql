create function public.set_channel_typing(p_tenant_id uuid, p_channel_id uuid, p_shows boolean)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_shows boolean;
begin
  perform app.require_admin(p_tenant_id);
  update public.notification_channels c set shows_typing = coalesce(p_shows, true)
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning c.shows_typing into v_shows;
  if not found then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  return v_shows;
end;
$$;
comment on function public.set_channel_typing(uuid, uuid, boolean) is
  'Caller: owners and administrators. Whether people see on their phones that the clinic is writing to them through this channel. Returns what is set. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found.';
revoke execute on function public.set_channel_typing(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.set_channel_typing(uuid, uuid, boolean) to authenticated;
