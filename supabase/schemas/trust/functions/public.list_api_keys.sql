create function public.list_api_keys(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return (
    select coalesce(jsonb_agg(app.api_key_payload(k) order by k.created_at desc, k.id), '[]') from public.api_keys k where k.tenant_id = p_tenant_id);
end;
$$;
comment on function public.list_api_keys(uuid) is
  'Caller: owner or admin. Keys with who made them and whether they still work; never the key. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_api_keys(uuid) from public, anon, authenticated;
grant execute on function public.list_api_keys(uuid) to authenticated;
