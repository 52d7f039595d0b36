create function public.get_import_settings(p_tenant_id uuid, p_kind text, p_signature text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_kind app.import_kinds := app.require_import_kind(p_tenant_id, p_kind);
begin
  return jsonb_build_object('today', app.clinic_today(p_tenant_id),
    'columns', (
      select m.columns from public.import_mappings m
      where m.tenant_id = p_tenant_id and m.kind = p_kind and m.signature = md5(p_signature)),
    'custom', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'type', f.type, 'options', f.options) order by f.position, f.id), '[]')
      from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = v_kind.entity and f.archived_at is null));
end;
$$;
comment on function public.get_import_settings(uuid, text, text) is
  'Caller: the roles of the kind. What a preview needs: the clinic''s day and own fields, and the columns that were chosen for these headings last time (p_signature). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind.';
revoke execute on function public.get_import_settings(uuid, text, text) from public, anon, authenticated;
grant execute on function public.get_import_settings(uuid, text, text) to authenticated;
