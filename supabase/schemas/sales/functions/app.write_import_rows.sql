create function app.write_import_rows(p_import public.imports, p_rows app.import_row[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
  v_left app.import_row[] := p_rows;
  v_ready app.import_row[];
  v_late app.import_row[];
  v_ids uuid[];
  v_created int := 0;
  v_first int := 0;
  v_updated int := 0;
  v_noted record;
  v_same int;
begin
  while cardinality(v_left) > 0 loop
    execute format($query$
      with known as materialized (
        select m.n, m.id, m.patient_id from %s(($1).tenant_id, $2) m
      ), keys as materialized (
        select r.n, k.key from unnest($2) r cross join lateral app.import_keys($3, r) k (key)
        union all
        select m.n, coalesce(m.id, m.patient_id)::text from known m
      ), late as (
        select distinct k.n from (select k.n, min(k.n) over (partition by k.key) as first from keys k) k where k.n <> k.first
      ), placed as (
        select (r.n, r.name, r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date, r.fields, r.custom, r.tags, r.company,
          coalesce(m.id, m.patient_id, gen_random_uuid()), m.patient_id, m.id is null)::app.import_row as one, r.n, l.n is not null as is_late
        from unnest($2) r left join known m on m.n = r.n left join late l on l.n = r.n
      )
      select array_agg(p.one order by p.n) filter (where not p.is_late), array_agg(p.one order by p.n) filter (where p.is_late)
      from placed p$query$, v_kind.match_function) into v_ready, v_late using p_import, v_left, v_kind.keys;
    with noted as (
      insert into app.import_records (tenant_id, import_id, record_id, table_name, outcome, version)
      select p_import.tenant_id, p_import.id, r.id, v_kind.table_name, case when r.is_new then 'created' else 'unchanged' end,
        case when r.is_new then 1 end
      from unnest(v_ready) r
      on conflict do nothing returning outcome
    )
    select count(*)::int as first, (count(*) filter (where n.outcome = 'created'))::int as created into v_noted from noted n;
    v_first := v_first + v_noted.first;
    v_created := v_created + v_noted.created;
    v_ids := array(select r.id from unnest(v_ready) r where not r.is_new);
    perform app.note_import_versions(p_import, v_kind.table_name, v_ids);
    select count(*) into v_same from app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_ids) and i.outcome = 'unchanged';
    execute format('select %s($1, $2)', v_kind.write_function) using p_import, v_ready;
    perform app.note_import_versions(p_import, v_kind.table_name, v_ids);
    select v_updated + v_same - count(*) into v_updated from app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_ids) and i.outcome = 'unchanged';
    v_left := v_late;
  end loop;
  return jsonb_build_object('created', v_created, 'updated', v_updated, 'unchanged', v_first - v_created - v_updated,
    'merged', coalesce(cardinality(p_rows), 0) - v_first);
end;
$$;
comment on function app.write_import_rows(public.imports, app.import_row[]) is
  'Caller: app.take_import_rows. Writes rows set by set: a row waits for those before it that may be about its record, so the outcome is that of one after the other. {created, updated, unchanged} count records, updated also those that an earlier piece left unchanged; {merged} rows about a record that the import has touched before.';
revoke execute on function app.write_import_rows(public.imports, app.import_row[]) from public, anon, authenticated;
