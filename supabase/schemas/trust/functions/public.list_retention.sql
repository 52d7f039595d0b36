create function public.list_retention(p_tenant_id uuid)
returns table (target text, least_days integer, days integer, is_on boolean, due bigint, last_run_at timestamptz, last_rows integer)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
  select t.key, t.least_days, coalesce(p.days, t.usual_days), coalesce(p.is_on, false),
    app.count_retention(p_tenant_id, t, coalesce(p.days, t.usual_days), now()), p.last_run_at, p.last_rows
  from app.retention_targets t
  left join public.retention_policies p on p.tenant_id = p_tenant_id and p.target = t.key
  order by t.position;
end;
$$;
comment on function public.list_retention(uuid) is
  'Caller: owner or administrators. What may be removed when it is old: for how long it is kept, whether it is removed at all, and how much would go tonight (due). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_retention(uuid) from public, anon, authenticated;
grant execute on function public.list_retention(uuid) to authenticated;
