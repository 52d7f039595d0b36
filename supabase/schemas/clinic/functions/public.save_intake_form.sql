create function public.save_intake_form(
  p_tenant_id uuid, p_id uuid, p_version integer, p_name text, p_definition jsonb, p_is_default boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_definition jsonb;
  v_row public.intake_forms;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_definition := app.checked_intake_definition(p_definition);
  -- the forms of a clinic change in turn: only one of them is the default
  perform from public.intake_forms f where f.tenant_id = p_tenant_id order by f.id for update;
  select * into v_row from public.intake_forms f where f.tenant_id = p_tenant_id and f.id = p_id;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if p_is_default then
    update public.intake_forms f set is_default = false where f.tenant_id = p_tenant_id and f.is_default and f.id <> p_id;
  end if;
  insert into public.intake_forms as f (tenant_id, id, name, is_default) values (p_tenant_id, p_id, app.require_name(p_name), p_is_default)
  on conflict (tenant_id, id) do update set
    name = excluded.name, version = f.version + 1, is_default = f.is_default or excluded.is_default, archived_at = null
  returning * into v_row;
  insert into public.intake_form_versions (tenant_id, form_id, version, definition, created_by)
  values (p_tenant_id, p_id, v_row.version, v_definition, auth.uid());
  return jsonb_build_object('id', v_row.id, 'name', v_row.name, 'version', v_row.version, 'is_default', v_row.is_default,
    'archived_at', v_row.archived_at, 'updated_at', v_row.updated_at, 'definition', v_definition);
end;
$$;
comment on function public.save_intake_form(uuid, uuid, integer, text, jsonb, boolean) is
  'Caller: owner, admin, supervisor. p_id comes from the client; p_version is the one that was read, null for a new form. What was sent before stays as it was sent. Saving an archived form brings it back. Answers the form. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_form (detail: where), PT409 changed_meanwhile.';
revoke execute on function public.save_intake_form(uuid, uuid, integer, text, jsonb, boolean) from public, anon, authenticated;
grant execute on function public.save_intake_form(uuid, uuid, integer, text, jsonb, boolean) to authenticated;
