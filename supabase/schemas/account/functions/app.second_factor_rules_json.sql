create function app.second_factor_rules_json(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('roles', coalesce(jsonb_agg(r.role order by r.role), '[]'), 'required_from', max(r.required_from))
  from public.second_factor_rules r where r.tenant_id = p_tenant_id;
$$;
comment on function app.second_factor_rules_json(uuid) is 'Who needs a second factor in a clinic: {roles, required_from}.';
revoke execute on function app.second_factor_rules_json(uuid) from public, anon, authenticated;
