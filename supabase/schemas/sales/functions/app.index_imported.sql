-- What the search finds imported records by. New ones are written by one statement; others as their own triggers would.
create function app.index_imported(p_tenant_id uuid, p_kind text, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_words text;
  v_id uuid;
begin
  with entries as (
    insert into app.search_entries (tenant_id, kind, record_id, title, name, words)
    select p_tenant_id, p_kind, r.id, t.title, app.search_words(t.title),
      app.search_entry_words(t.title, r.emails || array_remove(array[r.company, r.fields ->> 'city', r.fields ->> 'segment', r.fields ->> 'social_name'], null),
        r.phones, array_remove(array[r.cpf, r.cnpj], null))
    from unnest(p_rows) r
    cross join lateral (select coalesce(case p_kind when 'patient' then r.fields ->> 'social_name' end, r.name) as title) t
    where r.is_new and r.patient_id is null
    on conflict (tenant_id, kind, record_id) do nothing returning words
  )
  select string_agg(distinct w, ' ') into v_words from entries e cross join unnest(string_to_array(e.words, ' ')) w
  where char_length(w) between 4 and 60 and w !~ '[0-9#]';
  if v_words is not null then
    perform app.put_words(p_tenant_id, v_words);
  end if;
  for v_id in select r.id from unnest(p_rows) r where not r.is_new and r.patient_id is null loop
    if p_kind = 'patient' then
      perform app.index_patient(p_tenant_id, v_id);
    elsif p_kind = 'contact' then
      perform app.index_contact(p_tenant_id, v_id);
    elsif p_kind = 'company' then
      perform app.index_company(p_tenant_id, v_id);
    elsif p_kind = 'lead' then
      perform app.index_lead(p_tenant_id, v_id);
    end if;
  end loop;
  for v_id in select r.patient_id from unnest(p_rows) r where r.patient_id is not null loop
    perform app.index_patient(p_tenant_id, v_id);
  end loop;
end;
$$;
revoke execute on function app.index_imported(uuid, text, app.import_row[]) from public, anon, authenticated;
