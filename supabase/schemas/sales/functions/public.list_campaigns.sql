create function public.list_campaigns(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  return (
    select coalesce(jsonb_agg(app.campaign_payload(c) - 'definition' || jsonb_build_object('purpose', c.definition -> 'purpose') order by c.created_at desc, c.id desc), '[]')
    from (select * from public.campaigns c where c.tenant_id = p_tenant_id order by c.created_at desc, c.id desc limit 200) c);
end;
$$;
comment on function public.list_campaigns(uuid) is
  'Caller: whoever sells. The last 200, the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_campaigns(uuid) from public, anon, authenticated;
grant execute on function public.list_campaigns(uuid) to authenticated;
