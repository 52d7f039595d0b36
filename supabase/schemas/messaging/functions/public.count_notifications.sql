create function public.count_notifications(p_tenant_id uuid)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select count(*) from (
      select from public.notifications n
      where n.tenant_id = p_tenant_id and n.user_id = auth.uid() and n.read_at is null limit 100) u);
end;
$$;
comment on function public.count_notifications(uuid) is
  'Caller: members. One''s own that are unread, counted up to a hundred. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.count_notifications(uuid) from public, anon, authenticated;
grant execute on function public.count_notifications(uuid) to authenticated;
