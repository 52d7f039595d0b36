create function public.get_second_factor_rules(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return app.second_factor_rules_json(p_tenant_id) || jsonb_build_object(
    'passed', app.second_factor_passed(),
    'members', (
      select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id, 'full_name', p.full_name, 'email', p.email, 'role', m.role,
        'since', f.since) order by f.since is not null, p.full_name, p.email), '[]')
      from public.tenant_members m
      join public.profiles p on p.id = m.user_id
      left join lateral (
        select min(x.updated_at) as since from auth.mfa_factors x where x.user_id = m.user_id and x.status = 'verified') f on true
      where m.tenant_id = p_tenant_id and m.status = 'active'));
end;
$$;
comment on function public.get_second_factor_rules(uuid) is
  'Caller: owner or admin. {roles: that need a second factor, required_from, passed: whether the caller has passed one, members: [{user_id, full_name, email, role, since: when they switched theirs on, null for who has none}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden.';
revoke execute on function public.get_second_factor_rules(uuid) from public, anon, authenticated;
grant execute on function public.get_second_factor_rules(uuid) to authenticated;
