create function public.revoke_agenda_feed(p_tenant_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  delete from app.agenda_feeds f where f.tenant_id = p_tenant_id and f.user_id = auth.uid();
end;
$$;
comment on function public.revoke_agenda_feed(uuid) is
  'Caller: members. The own link answers nobody any more. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.revoke_agenda_feed(uuid) from public, anon, authenticated;
grant execute on function public.revoke_agenda_feed(uuid) to authenticated;
