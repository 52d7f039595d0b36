create function public.archive_intake_form(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.intake_forms;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select * into v_row from public.intake_forms f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'form_not_found';
  end if;
  if v_row.is_default then
    raise sqlstate 'PT409' using message = 'form_is_default', hint = 'Make another form the default first.';
  end if;
  update public.intake_forms f set archived_at = coalesce(f.archived_at, now()) where f.tenant_id = p_tenant_id and f.id = p_id;
end;
$$;
comment on function public.archive_intake_form(uuid, uuid) is
  'Caller: owner, admin, supervisor. It is offered no more; links that are out still work. Archiving twice changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 form_not_found, PT409 form_is_default.';
revoke execute on function public.archive_intake_form(uuid, uuid) from public, anon, authenticated;
grant execute on function public.archive_intake_form(uuid, uuid) to authenticated;
