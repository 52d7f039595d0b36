insert into app.import_kinds (key, position, roles, table_name, entity, columns, match_function, write_function, keys, parts, undo_function) values
  ('patients', 1, '{owner,admin,supervisor,operator}', 'public.patients', 'patient',
    '{full_name,social_name,birth_date,cpf,cep,street,street_number,complement,district,city,state,note}',
    'app.match_imported_patients', 'app.write_imported_patients', '{cpf,name+phones,name+emails,name+birth_date}',
    '{public.contact_phones,public.contact_emails}', null),
  ('contacts', 2, '{owner,admin,supervisor,operator}', 'public.contacts', 'contact', '{full_name,company_id,job,origin_detail,note,custom}',
    'app.match_imported_contacts', 'app.write_imported_contacts', '{phones,emails}',
    '{public.contact_phones,public.contact_emails,public.contact_tags,public.sales_events}', null),
  ('companies', 3, '{owner,admin,supervisor,operator}', 'public.companies', 'company', '{name,cnpj,segment,website,city,state,note,custom}',
    'app.match_imported_companies', 'app.write_imported_companies', '{cnpj,emails,name+city}',
    '{public.contact_phones,public.contact_emails,public.sales_events}', null),
  ('leads', 4, '{owner,admin,supervisor,operator}', 'public.crm_leads', 'lead',
    '{full_name,email,phone,more_emails,more_phones,company,origin_detail,note,custom}',
    'app.match_imported_leads', 'app.write_imported_leads', '{phones,emails}', '{public.sales_events}', null),
  -- what a clinic that moves in brings along
  ('sessions', 5, '{owner,admin,supervisor,operator}', 'public.sessions', 'session', '{starts_local,minutes,therapist,status,note}',
    'app.match_imported_sessions', 'app.write_imported_sessions', '{}', '{public.session_patients,app.unbilled_sessions}', null),
  ('records', 6, '{owner,admin}', 'public.record_entries', 'record_entry', '{day,title,therapist,note}',
    'app.match_imported_records', 'app.write_imported_records', '{}', '{}', 'app.keep_imported'),
  ('balances', 7, '{owner,admin,operator}', 'public.money_entries', 'money_entry', '{amount_cents,day,note}',
    'app.match_imported_balances', 'app.write_imported_balances', '{}', '{}', 'app.reverse_imported_balances')
on conflict (key) do update set position = excluded.position, roles = excluded.roles, table_name = excluded.table_name, entity = excluded.entity,
  columns = excluded.columns, match_function = excluded.match_function, write_function = excluded.write_function, keys = excluded.keys,
  parts = excluded.parts, undo_function = excluded.undo_function;
