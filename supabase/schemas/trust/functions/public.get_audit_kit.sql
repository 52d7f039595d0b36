create function public.get_audit_kit(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return jsonb_build_object(
    'chain', app.audit_chain_payload(p_tenant_id),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by app.normalize_text(p.name), p.id), '[]')
      from (
        select m.user_id as id, app.name_of_member(m.user_id) as name from public.tenant_members m where m.tenant_id = p_tenant_id
        union
        -- who acted lately and is no member: who left, the service, a key
        select distinct on (l.actor_id) l.actor_id, l.actor_name
        from (
          select x.actor_id, x.actor_name, x.id from public.audit_logs x
          where x.tenant_id = p_tenant_id and x.actor_id is not null order by x.id desc limit 2000
        ) l
        where l.actor_name is not null and not exists (
          select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = l.actor_id)
      ) p),
    'actions', (select jsonb_agg(jsonb_build_object('key', a.key, 'area', a.area) order by a.area, a.key) from app.audit_actions a));
end;
$$;
comment on function public.get_audit_kit(uuid) is
  'Caller: owner and administrators. What the page of the audit filters by, and how its chain stands: {chain: {rows, end_hash, checked_at, whole_until, fault, fault_at, pruned_until, keep_months}, people, actions}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_audit_kit(uuid) from public, anon, authenticated;
grant execute on function public.get_audit_kit(uuid) to authenticated;
