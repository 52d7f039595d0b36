create function app.list_clinic_tables(p_therapist_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_agg(t.name order by t.position) from app.clinic_export_tables t
  where case when p_therapist_id is null then t.is_of_clinic else t.own_condition is not null end;
$$;
comment on function app.list_clinic_tables(uuid) is 'Caller: worker. Tables of the export of a clinic or of a therapist, in the order in which an importer writes them.';
revoke execute on function app.list_clinic_tables(uuid) from public, anon, authenticated;
grant execute on function app.list_clinic_tables(uuid) to service_role;
