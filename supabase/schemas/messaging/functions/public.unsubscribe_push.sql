create function public.unsubscribe_push(p_tenant_id uuid, p_endpoint text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.user_id = auth.uid() and d.endpoint = p_endpoint;
end;
$$;
comment on function public.unsubscribe_push(uuid, text) is
  'Caller: members, for a browser of their own. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.unsubscribe_push(uuid, text) from public, anon, authenticated;
grant execute on function public.unsubscribe_push(uuid, text) to authenticated;
