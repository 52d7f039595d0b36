create function public.save_retention_policy(p_tenant_id uuid, p_target text, p_days integer, p_is_on boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_target app.retention_targets;
  v_before public.retention_policies;
  v_row public.retention_policies;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_target from app.retention_targets t where t.key = p_target;
  if not found or p_days is null or p_days not between v_target.least_days and 36500 then
    raise sqlstate 'PT400' using message = 'invalid_retention', detail = coalesce(v_target.least_days::text, '');
  end if;
  select * into v_before from public.retention_policies p where p.tenant_id = p_tenant_id and p.target = p_target for update;
  insert into public.retention_policies (tenant_id, target, days, is_on, updated_by)
  values (p_tenant_id, p_target, p_days, coalesce(p_is_on, false), auth.uid())
  on conflict (tenant_id, target) do update set days = excluded.days, is_on = excluded.is_on, updated_by = excluded.updated_by
  returning * into v_row;
  perform app.audit(p_tenant_id, 'retention.changed', 'retention', p_target,
    jsonb_build_object('days', v_before.days, 'is_on', v_before.is_on), jsonb_build_object('days', v_row.days, 'is_on', v_row.is_on));
end;
$$;
comment on function public.save_retention_policy(uuid, text, integer, boolean) is
  'Caller: owner or administrators. For how long something is kept, and whether the daily job removes it then. Errors: PT400 invalid_retention (detail: the least days), PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.save_retention_policy(uuid, text, integer, boolean) from public, anon, authenticated;
grant execute on function public.save_retention_policy(uuid, text, integer, boolean) to authenticated;
