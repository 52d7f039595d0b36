create function public.list_import_rows(p_tenant_id uuid, p_id uuid, p_after integer default 0, p_limit integer default 1000)
returns table (row_number integer, cells text[], kinds text[], wrong smallint[])
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  if not exists (
    select from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
    where i.tenant_id = p_tenant_id and i.id = p_id)
  then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return query
  select r.row_number, r.cells, r.kinds, r.wrong from public.import_rows r
  where r.tenant_id = p_tenant_id and r.import_id = p_id and r.row_number > coalesce(p_after, 0)
  order by r.row_number limit least(greatest(coalesce(p_limit, 1000), 1), 1000);
end;
$$;
comment on function public.list_import_rows(uuid, uuid, integer, integer) is
  'Caller: the roles of the kind. Rejected rows of an import in the order of the file; p_after: row_number of the last one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';
revoke execute on function public.list_import_rows(uuid, uuid, integer, integer) from public, anon, authenticated;
grant execute on function public.list_import_rows(uuid, uuid, integer, integer) to authenticated;
