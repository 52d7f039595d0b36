create function public.list_coupons(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_order_reader(p_tenant_id);
  return jsonb_build_object('limits', (
    select jsonb_object_agg(f.feature, to_jsonb(app.profession_limits(p_tenant_id, f.feature)))
    from unnest(array['coupons', 'packages', 'reviews']) f (feature)), 'coupons', coalesce((
    select jsonb_agg(to_jsonb(c) - 'tenant_id' - 'created_by' order by c.archived_at is not null, c.created_at desc)
    from public.coupons c where c.tenant_id = p_tenant_id), '[]'));
end;
$$;
comment on function public.list_coupons(uuid) is
  'Caller: everybody but therapists. {coupons, limits {coupons, packages, reviews}: the councils of the clinic that forbid it for what they do}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_coupons(uuid) from public, anon, authenticated;
grant execute on function public.list_coupons(uuid) to authenticated;
