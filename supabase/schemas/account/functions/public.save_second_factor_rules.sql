create function public.save_second_factor_rules(p_tenant_id uuid, p_roles text[], p_required_from timestamptz default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_from timestamptz := coalesce(p_required_from, now());
  v_before jsonb;
  v_after jsonb;
begin
  perform app.lock_team_as_admin(p_tenant_id);
  if p_roles is null or not p_roles <@ app.grantable_roles('owner') then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if v_from > now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  if not app.second_factor_passed() then
    raise sqlstate 'PT409' using message = 'own_second_factor_missing', hint = 'Switch on your own second factor first.';
  end if;
  v_before := app.second_factor_rules_json(p_tenant_id);
  delete from public.second_factor_rules r where r.tenant_id = p_tenant_id and not r.role = any (p_roles);
  insert into public.second_factor_rules (tenant_id, role, required_from)
  select p_tenant_id, q.role, v_from from unnest(p_roles) q (role) group by q.role
  on conflict (tenant_id, role) do update set required_from = excluded.required_from;
  v_after := app.second_factor_rules_json(p_tenant_id);
  perform app.audit(p_tenant_id, 'second_factor.required', 'second_factor', p_tenant_id::text, v_before, v_after);
  return v_after;
end;
$$;
comment on function public.save_second_factor_rules(uuid, text[], timestamptz) is
  'Caller: owner or admin who has passed a second factor. The roles that come in with one only, from a moment on (now, if none is given); no role: nobody has to. Returns {roles, required_from}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden, PT400 invalid_role, PT400 invalid_date, PT409 own_second_factor_missing.';
revoke execute on function public.save_second_factor_rules(uuid, text[], timestamptz) from public, anon, authenticated;
grant execute on function public.save_second_factor_rules(uuid, text[], timestamptz) to authenticated;
