create function app.undo_import_rows(p_tenant_id uuid, p_id uuid, p_attempt uuid, p_limit integer default 500)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_import public.imports;
  v_part record;
  v_kept int := 0;
  v_undone int := 0;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('undo_import')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'undo_import:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return null;
  end if;
  select * into v_import from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'undoing' for update;
  if not found then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':import', 20));
  perform set_config('zelo.saves_person', 'on', true);
  for v_part in
    -- first those of the kind, then what came along with them
    select r.table_name, array_agg(r.record_id) as ids from (
      select i.table_name, i.record_id from app.import_records i
      where i.tenant_id = p_tenant_id and i.import_id = p_id and i.outcome in ('created', 'updated')
        and i.is_main = exists (
          select from app.import_records m
          where m.tenant_id = p_tenant_id and m.import_id = p_id and m.is_main and m.outcome in ('created', 'updated'))
      -- people before the companies that they name
      order by i.table_name desc limit p_limit) r
    group by r.table_name order by r.table_name desc
  loop
    perform app.undo_imported(v_import, v_part.table_name, v_part.ids);
    select v_kept + count(*) filter (where i.outcome = 'kept'), v_undone + count(*) filter (where i.outcome = 'undone') into v_kept, v_undone
    from app.import_records i where i.tenant_id = p_tenant_id and i.import_id = p_id and i.record_id = any (v_part.ids) and i.is_main;
  end loop;
  perform set_config('zelo.saves_person', '', true);
  update public.imports i set undone = i.undone + v_undone, kept = i.kept + v_kept,
    state = case when v_part.table_name is null then 'undone' else i.state end,
    undone_at = case when v_part.table_name is null then clock_timestamp() end
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  if v_import.state = 'undone' then
    perform app.note_import_end(v_import, 'import.undone');
  else
    perform app.tell_import(v_import);
  end if;
  return v_import.state = 'undone';
end;
$$;
comment on function app.undo_import_rows(uuid, uuid, uuid, integer) is
  'Caller: worker, again and again until it answers true. Takes back a part of what an import did: what it made and nothing refers to goes, what it changed gets back what stood there; what somebody changed since, or uses, stays and says why. NULL when somebody else holds the job. Errors: none.';
revoke execute on function app.undo_import_rows(uuid, uuid, uuid, integer) from public, anon, authenticated;
grant execute on function app.undo_import_rows(uuid, uuid, uuid, integer) to service_role;
