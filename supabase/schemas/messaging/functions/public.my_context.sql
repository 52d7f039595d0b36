create function public.my_context()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.saas_admin_state() is not null,
    'saas_second_factor', nullif(app.saas_admin_state(), 'ok'),
    'single_tenant', (select s.single_tenant from app.settings s),
    'channel_kinds', app.channel_kinds_payload(),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'second_factor', f.missing,
        'second_factor_from', case when f.missing is null and not app.second_factor_passed() then (
          select r.required_from from public.second_factor_rules r where r.tenant_id = t.id and r.role = m.role) end,
        'whatsapp', case when f.missing is null then (
          select jsonb_build_object('provider', c.provider, 'state', c.connection_state) from app.active_channel(t.id) c) end,
        'channels', case when f.missing is null then (
          select coalesce(jsonb_agg(jsonb_build_object('provider', c.provider, 'family', c.family, 'state', c.connection_state)
            order by c.family), '[]') from public.notification_channels c where c.tenant_id = t.id and c.is_active) else '[]' end,
        'modules', (select coalesce(jsonb_agg(m.key order by m.position), '[]') from public.modules m where app.module_is_on(t.id, m.key)),
        'deletion_on', (select x.deletion_on from public.tenant_cancellations x where x.tenant_id = t.id),
        'unread_total', case when f.missing is null then app.count_unread(t.id) else 0 end) order by t.name)
      from public.tenant_members m
      join public.tenants t on t.id = m.tenant_id
      cross join lateral (select app.missing_second_factor(t.id, m.role) as missing) f
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$$;
comment on function public.my_context() is
  'Caller: any signed-in person. {user, is_saas_admin, saas_second_factor: what of it an administrator of the service still has to do (verify, enrol), single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, second_factor: what is to be done before anything of the clinic is shown (verify, enrol), second_factor_from: from when on the clinic asks for one that is not there yet, whatsapp, channels, modules: keys of those that are on, deletion_on: when a clinic that leaves is deleted, unread_total: conversations with unread messages, none that sleeps or is blocked}]}. Errors: PT401 not_signed_in.';
revoke execute on function public.my_context() from public, anon, authenticated;
grant execute on function public.my_context() to authenticated;
