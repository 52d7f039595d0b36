create function public.get_agenda_feed(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('created_at', f.created_at, 'read_at', f.read_at) from app.agenda_feeds f
    where f.tenant_id = p_tenant_id and f.user_id = auth.uid());
end;
$$;
comment on function public.get_agenda_feed(uuid) is
  'Caller: members. {created_at, read_at: when a calendar last asked|null} of the own link; NULL without one. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_agenda_feed(uuid) from public, anon, authenticated;
grant execute on function public.get_agenda_feed(uuid) to authenticated;
