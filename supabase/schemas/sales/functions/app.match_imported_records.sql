create function app.match_imported_records(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select r.n, t.id, m.id from unnest(p_rows) r
  join app.imported_patients(p_tenant_id, p_rows) p on p.n = r.n
  cross join lateral (select app.moved_id('records', p_tenant_id, p.patient_id, (r.fields ->> 'day') || md5(r.fields ->> 'note')) as id) m
  left join public.record_entries t on t.tenant_id = p_tenant_id and t.id = m.id
  where m.id is not null;
$$;
comment on function app.match_imported_records(uuid, app.import_row[]) is
  'What an earlier import of the same row wrote; patient_id is the id that the record has, or will have.';
revoke execute on function app.match_imported_records(uuid, app.import_row[]) from public, anon, authenticated;
