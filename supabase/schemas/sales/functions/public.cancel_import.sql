create function public.cancel_import(p_tenant_id uuid, p_id uuid)
returns public.imports
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.imports := app.require_import(p_tenant_id, p_id);
begin
  if v_import.state not in ('uploading', 'queued', 'running') then
    return v_import;
  end if;
  update public.imports i set state = 'cancelled', attempt = null, finished_at = clock_timestamp(), undo_until = clock_timestamp() + interval '7 days'
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  perform app.note_import_end(v_import, 'import.cancelled');
  return v_import;
end;
$$;
comment on function public.cancel_import(uuid, uuid) is
  'Caller: the roles of the kind. Nothing more is written; what is there stays, and can be taken back by undo_import. One that is over stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';
revoke execute on function public.cancel_import(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_import(uuid, uuid) to authenticated;
