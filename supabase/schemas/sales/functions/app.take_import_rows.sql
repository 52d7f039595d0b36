create function app.take_import_rows(p_tenant_id uuid, p_id uuid, p_attempt uuid, p_piece jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_import public.imports;
  v_rows app.import_row[];
  v_row app.import_row;
  v_counts jsonb;
  v_sums jsonb := '{"created": 0, "updated": 0, "unchanged": 0, "merged": 0}';
  v_refused int := 0;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('import_rows')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'import:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return null;
  end if;
  select * into v_import from public.imports i
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'running' and i.attempt = p_attempt for update;
  if not found then
    return null;
  end if;
  -- said again: it is there
  if v_import.done <> (p_piece ->> 'from')::int then
    return jsonb_build_object('done', v_import.done);
  end if;
  -- whoever writes down a number or address of this clinic waits until the piece is there, and the other way round
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':import', 20));
  perform set_config('zelo.saves_person', 'on', true), set_config('request.jwt.claims', jsonb_build_object('sub', v_import.requested_by)::text, true);
  v_rows := coalesce(app.read_import_rows(v_import.kind, p_piece -> 'rows'), '{}');
  begin
    v_sums := app.write_import_rows(v_import, v_rows);
  exception when integrity_constraint_violation or data_exception or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
    -- something that the database does not take: each by itself, and what it does not take is refused
    foreach v_row in array v_rows loop
      begin
        v_counts := app.write_import_rows(v_import, array[v_row]);
        select jsonb_object_agg(s.key, s.value::int + (v_counts ->> s.key)::int) into v_sums from jsonb_each_text(v_sums) s;
      exception when integrity_constraint_violation or data_exception or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
        insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds)
        select p_tenant_id, p_id, v_row.n, array(select jsonb_array_elements_text(x.value -> 'cells')), array[case
          when sqlstate = '23P01' then 'time_taken'
          -- what the functions of a kind say is a word, what the database says a sentence
          when sqlstate = '22023' and sqlerrm ~ '^[a-z_]+$' or sqlerrm in ('barcode_exists', 'lot_required') then sqlerrm
          else 'not_accepted' end]
        from jsonb_array_elements(p_piece -> 'rows') x where (x.value ->> 'n')::int = v_row.n;
        v_refused := v_refused + 1;
      end;
    end loop;
  end;
  insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds, wrong)
  select p_tenant_id, p_id, x.n, x.cells, x.kinds, coalesce(x.wrong, '{}')
  from jsonb_to_recordset(p_piece -> 'rejected') as x (n integer, cells text[], kinds text[], wrong smallint[]);
  update public.imports i set done = (p_piece ->> 'to')::int, total = (p_piece ->> 'total')::int,
    created = i.created + (v_sums ->> 'created')::int, updated = i.updated + (v_sums ->> 'updated')::int,
    unchanged = i.unchanged + (v_sums ->> 'unchanged')::int, merged = i.merged + (v_sums ->> 'merged')::int,
    rejected = i.rejected + v_refused + jsonb_array_length(p_piece -> 'rejected')
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  perform set_config('zelo.saves_person', '', true);
  perform app.tell_import(v_import);
  return jsonb_build_object('done', v_import.done);
end;
$$;
comment on function app.take_import_rows(uuid, uuid, uuid, jsonb) is
  'Caller: worker that holds the job. Writes a piece of the file {from, to, total, rows: [{n, name, phones, emails, cpf, cnpj, birth_date, fields, custom, tags, company, cells}], rejected: [{n, cells, kinds, wrong}]} and the place it has come to in one transaction; from is where the import stands. Answers {done: where to go on}, NULL when it was cancelled or somebody else holds it. Errors: none.';
revoke execute on function app.take_import_rows(uuid, uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.take_import_rows(uuid, uuid, uuid, jsonb) to service_role;
