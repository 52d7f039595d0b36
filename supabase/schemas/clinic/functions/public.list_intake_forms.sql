create function public.list_intake_forms(p_tenant_id uuid)
returns table (id uuid, name text, version integer, is_default boolean, archived_at timestamptz, updated_at timestamptz, definition jsonb)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select f.id, f.name, f.version, f.is_default, f.archived_at, f.updated_at, v.definition
    from public.intake_forms f
    join public.intake_form_versions v on v.tenant_id = f.tenant_id and v.form_id = f.id and v.version = f.version
    where f.tenant_id = p_tenant_id
    order by f.archived_at is not null, not f.is_default, app.normalize_text(f.name), f.id;
end;
$$;
comment on function public.list_intake_forms(uuid) is
  'Caller: members. The forms of the clinic with what they ask now, the archived ones last. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_intake_forms(uuid) from public, anon, authenticated;
grant execute on function public.list_intake_forms(uuid) to authenticated;
