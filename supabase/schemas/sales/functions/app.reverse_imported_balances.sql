-- Balances are taken back as every movement of the ledger: by a reversal. One that was paid since stays.
create function app.reverse_imported_balances(p_import public.imports, p_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_import.requested_by)::text, true);
  foreach v_id in array p_ids loop
    begin
      perform public.reverse_entry(p_import.tenant_id, gen_random_uuid(), v_id, 'Importação desfeita');
      update app.import_records i set outcome = 'undone'
      where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = v_id;
    exception when sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
      update app.import_records i set outcome = 'kept', kept_because = 'in_use'
      where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = v_id;
    end;
  end loop;
end;
$$;
revoke execute on function app.reverse_imported_balances(public.imports, uuid[]) from public, anon, authenticated;
