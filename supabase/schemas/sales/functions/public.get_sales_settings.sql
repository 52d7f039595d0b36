create function public.get_sales_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  return jsonb_build_object(
    'pipelines', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'version', p.version, 'archived_at', p.archived_at,
        'stages', (
          select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'probability', s.probability, 'rotting_days', s.rotting_days)
            order by s.position, s.id), '[]')
          from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.pipeline_id = p.id and s.archived_at is null))
        order by p.archived_at is not null, p.position, p.created_at), '[]')
      from public.pipelines p where p.tenant_id = p_tenant_id),
    'lost_reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.position, r.id), '[]')
      from public.deal_lost_reasons r where r.tenant_id = p_tenant_id and r.archived_at is null),
    'custom_fields', (
      select coalesce(jsonb_agg(to_jsonb(f) - 'tenant_id' - 'created_at' order by f.position, f.created_at), '[]')
      from public.custom_fields f where f.tenant_id = p_tenant_id),
    'score_rules', (
      select coalesce(jsonb_agg(jsonb_build_object('field', r.field, 'value', r.value, 'points', r.points) order by r.position, r.id), '[]')
      from public.lead_score_rules r where r.tenant_id = p_tenant_id),
    'forms', (
      select coalesce(jsonb_agg(to_jsonb(f) - 'tenant_id' || jsonb_build_object(
        'leads', (select count(*) from public.crm_leads l where l.tenant_id = p_tenant_id and l.form_id = f.id)) order by f.created_at), '[]')
      from public.lead_forms f where f.tenant_id = p_tenant_id),
    'origins', (select jsonb_agg(o.key order by o.position) from public.lead_origins o),
    'activity_kinds', (select jsonb_agg(jsonb_build_object('key', k.key, 'is_planned', k.is_planned) order by k.position) from public.activity_kinds k),
    'members', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'full_name', p.full_name) order by p.full_name), '[]')
      from public.tenant_members m join public.profiles p on p.id = m.user_id
      where m.tenant_id = p_tenant_id and m.status = 'active' and m.role <> 'therapist'));
end;
$$;
comment on function public.get_sales_settings(uuid) is
  'Caller: who sells. What the screens of sales are made of: {pipelines [{id, name, version, stages}], lost_reasons, custom_fields, score_rules, forms, origins, activity_kinds, members}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_sales_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_sales_settings(uuid) to authenticated;
