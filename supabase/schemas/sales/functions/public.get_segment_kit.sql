create function public.get_segment_kit(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_sells boolean := v_role in ('owner', 'admin', 'supervisor', 'operator') and app.module_is_on(p_tenant_id, 'sales');
begin
  return jsonb_build_object(
    'may_save', v_sells,
    'types', (select jsonb_object_agg(t.key, t.ops) from app.segment_types t),
    'entities', (select jsonb_agg(n.key order by n.position) from app.segment_entities n
      where (n.roles is null or v_role = any (n.roles)) and (n.module is null or app.module_is_on(p_tenant_id, n.module))),
    'fields', (
      select jsonb_agg(jsonb_build_object('entity', f.entity, 'key', f.key, 'type', f.type, 'choices', f.choices, 'format', f.format)
        order by n.position, f.position, f.key)
      from app.segment_fields f join app.segment_entities n on n.key = f.entity
      where (n.roles is null or v_role = any (n.roles)) and (f.roles is null or v_role = any (f.roles))),
    'custom', case when v_sells then (
      select coalesce(jsonb_agg(jsonb_build_object('entity', n.key, 'key', 'custom.' || c.id, 'label', c.label,
        'type', case c.type when 'choice' then 'text' when 'date' then 'day' else c.type end,
        'options', case c.type when 'choice' then to_jsonb(c.options) end) order by n.position, c.position, c.id), '[]')
      from public.custom_fields c join app.segment_entities n on n.custom_entity = c.entity
      where c.tenant_id = p_tenant_id and c.archived_at is null) else '[]' end,
    -- what the clinic itself calls things: offered while a value is typed
    'choices', jsonb_build_object(
      'origin', (select jsonb_agg(o.key order by o.position) from public.lead_origins o),
      'tag', (select coalesce(jsonb_agg(t.name order by t.position, t.name), '[]') from public.conversation_tags t
        where t.tenant_id = p_tenant_id and t.archived_at is null),
      'therapist', (select coalesce(jsonb_agg(t.name order by t.name), '[]') from public.therapists t where t.tenant_id = p_tenant_id and t.is_active),
      'room', (select coalesce(jsonb_agg(r.name order by r.name), '[]') from public.rooms r where r.tenant_id = p_tenant_id and r.archived_at is null),
      'session_type', (select coalesce(jsonb_agg(y.name order by y.name), '[]') from public.session_types y where y.tenant_id = p_tenant_id and y.archived_at is null),
      'seller', case when v_sells then (
        select coalesce(jsonb_agg(w.full_name order by w.full_name), '[]') from public.tenant_members m join public.profiles w on w.id = m.user_id
        where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin', 'supervisor', 'operator')) end,
      'pipeline', case when v_sells then (
        select coalesce(jsonb_agg(p.name order by p.position), '[]') from public.pipelines p where p.tenant_id = p_tenant_id and p.archived_at is null) end,
      'deal_stage', case when v_sells then (
        select coalesce(jsonb_agg(s.name order by s.at), '[]') from (
          select x.name, min(x.position) as at from public.pipeline_stages x where x.tenant_id = p_tenant_id and x.archived_at is null group by x.name) s) end,
      'lost_reason', case when v_sells then (
        select coalesce(jsonb_agg(d.name order by d.position), '[]') from public.deal_lost_reasons d
        where d.tenant_id = p_tenant_id and d.archived_at is null) end));
end;
$$;
comment on function public.get_segment_kit(uuid) is
  'Caller: members. What a segment can be made of, for the caller: {may_save, types: {type: ops}, entities, fields: [{entity, key, type, choices, format}], custom: [{entity, key, label, type, options}], choices: {list: values}}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_segment_kit(uuid) from public, anon, authenticated;
grant execute on function public.get_segment_kit(uuid) to authenticated;
