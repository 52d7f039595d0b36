create function app.forget_import(p_tenant_id uuid, p_id uuid, p_now timestamptz default now(), p_limit integer default 5000)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_removed int;
begin
  if exists (select from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id and i.undo_until > p_now) then
    return true;
  end if;
  delete from public.import_rows r where r.tenant_id = p_tenant_id and r.import_id = p_id and r.row_number in (
    select x.row_number from public.import_rows x where x.tenant_id = p_tenant_id and x.import_id = p_id limit p_limit);
  get diagnostics v_removed = row_count;
  if v_removed = 0 then
    delete from app.import_records r where r.tenant_id = p_tenant_id and r.import_id = p_id and r.record_id in (
      select x.record_id from app.import_records x where x.tenant_id = p_tenant_id and x.import_id = p_id limit p_limit);
    get diagnostics v_removed = row_count;
  end if;
  return v_removed = 0;
end;
$$;
comment on function app.forget_import(uuid, uuid, timestamptz, integer) is
  'Caller: worker, again and again until it answers true. Removes what was kept of an import for its undo, once that is no longer possible. Errors: none.';
revoke execute on function app.forget_import(uuid, uuid, timestamptz, integer) from public, anon, authenticated;
grant execute on function app.forget_import(uuid, uuid, timestamptz, integer) to service_role;
