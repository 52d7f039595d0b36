create function app.write_imported_records(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_row app.import_row;
  v_patient uuid;
  v_author uuid;
  v_content jsonb;
  v_title text;
begin
  foreach v_row in array p_rows loop
    continue when not v_row.is_new;
    v_patient := app.imported_patient(v_tenant, v_row);
    v_author := app.imported_therapist(v_tenant, v_row.fields ->> 'therapist');
    v_title := left(v_row.fields ->> 'title', 120);
    v_content := jsonb_build_object('type', 'doc', 'content', (
      select jsonb_agg(case when l.line = '' then '{"type": "paragraph"}'::jsonb else jsonb_build_object('type', 'paragraph', 'content',
        jsonb_build_array(jsonb_build_object('type', 'text', 'text', l.line))) end order by l.n)
      from regexp_split_to_table(v_row.fields ->> 'note', E'\n') with ordinality l (line, n)));
    -- locked from the start, and signed by nobody: it says where it came from
    insert into public.record_entries (tenant_id, id, patient_id, kind, title, occurred_on, content, author_id, author_name, signed_at, signer_name,
      content_hash)
    select v_tenant, v_row.id, v_patient, 'other', v_title, (v_row.fields ->> 'day')::date, v_content, v_author, t.name, clock_timestamp(),
      left('Importado de ' || p_import.file_name, 120),
      encode(sha256(convert_to(jsonb_build_array('other', v_title, (v_row.fields ->> 'day')::date, v_content)::text, 'utf8')), 'hex')
    from public.therapists t where t.tenant_id = v_tenant and t.user_id = v_author;
    perform app.join_care_team(v_tenant, v_patient, v_author);
  end loop;
end;
$$;
comment on function app.write_imported_records(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows. Entries of a record that was kept elsewhere: locked documents of their author. Errors: 22023 patient_unknown, 22023 therapist_unknown.';
revoke execute on function app.write_imported_records(public.imports, app.import_row[]) from public, anon, authenticated;
