create function public.list_segments(p_tenant_id uuid, p_entity text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(app.segment_payload(s) order by n.position, app.normalize_text(s.name), s.id), '[]')
    from public.segments s join app.segment_entities n on n.key = s.entity
    where s.tenant_id = p_tenant_id and (p_entity is null or s.entity = p_entity) and (n.roles is null or v_role = any (n.roles))
      and (n.module is null or app.module_is_on(p_tenant_id, n.module)));
end;
$$;
comment on function public.list_segments(uuid, text) is
  'Caller: members. Saved segments of what the caller sees: [{id, name, entity, query, version, created_by_name, updated_at, uses}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_segments(uuid, text) from public, anon, authenticated;
grant execute on function public.list_segments(uuid, text) to authenticated;
