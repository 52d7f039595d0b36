create function public.save_campaign_settings(p_tenant_id uuid, p_roles text[], p_is_unofficial boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.campaign_settings;
  v_row public.campaign_settings;
begin
  perform app.require_admin(p_tenant_id);
  if p_roles is null or not p_roles <@ array['supervisor', 'operator'] then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  select * into v_before from public.campaign_settings s where s.tenant_id = p_tenant_id for update;
  insert into public.campaign_settings as s (tenant_id, roles, unofficial_since, unofficial_by)
  values (p_tenant_id, p_roles, case when p_is_unofficial then now() end, case when p_is_unofficial then auth.uid() end)
  on conflict (tenant_id) do update set roles = excluded.roles,
    unofficial_since = case when p_is_unofficial then coalesce(s.unofficial_since, now()) end,
    unofficial_by = case when p_is_unofficial then coalesce(s.unofficial_by, auth.uid()) end, updated_at = now()
  returning * into v_row;
  perform app.audit(p_tenant_id, 'campaign.settings', 'campaign_settings', p_tenant_id::text,
    jsonb_build_object('roles', coalesce(v_before.roles, '{}'), 'unofficial', v_before.unofficial_since is not null),
    jsonb_build_object('roles', v_row.roles, 'unofficial', v_row.unofficial_since is not null));
  return public.get_campaign_kit(p_tenant_id);
end;
$$;
comment on function public.save_campaign_settings(uuid, text[], boolean) is
  'Caller: owner or admin. Which roles (supervisor, operator) send campaigns beside them, and whether an unofficial number carries campaigns, against the warning. Answers as get_campaign_kit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_role.';
revoke execute on function public.save_campaign_settings(uuid, text[], boolean) from public, anon, authenticated;
grant execute on function public.save_campaign_settings(uuid, text[], boolean) to authenticated;
