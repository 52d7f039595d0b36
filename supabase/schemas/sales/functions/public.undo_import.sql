create function public.undo_import(p_tenant_id uuid, p_id uuid, p_now timestamptz default now())
returns public.imports
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.imports := app.require_import(p_tenant_id, p_id);
begin
  if v_import.state in ('undoing', 'undone') then
    return v_import;
  end if;
  if v_import.state not in ('ready', 'failed', 'cancelled') then
    raise sqlstate 'PT409' using message = 'import_not_over';
  end if;
  if v_import.undo_until <= p_now then
    raise sqlstate 'PT410' using message = 'import_undo_over';
  end if;
  update public.imports i set state = 'undoing' where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key) values (p_tenant_id, 'undo_import', jsonb_build_object('id', p_id), 'undo_import:' || p_id);
  perform app.tell_import(v_import);
  return v_import;
end;
$$;
comment on function public.undo_import(uuid, uuid, timestamptz) is
  'Caller: the roles of the kind, for seven days. Takes back what the import made and changed, in the background; what somebody changed since, or uses, stays (list_import_kept). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found, PT409 import_not_over, PT410 import_undo_over.';
revoke execute on function public.undo_import(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.undo_import(uuid, uuid, timestamptz) to authenticated;
