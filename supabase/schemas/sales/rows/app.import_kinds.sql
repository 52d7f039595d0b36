insert into app.import_kinds (key, position, roles, table_name, entity, columns, match_function, write_function, keys, parts) values
  ('patients', 1, '{owner,admin,supervisor,operator}', 'public.patients', 'patient',
    '{full_name,social_name,birth_date,cpf,cep,street,street_number,complement,district,city,state,note}',
    'app.match_imported_patients', 'app.write_imported_patients', '{cpf,name+phones,name+emails,name+birth_date}',
    '{public.contact_phones,public.contact_emails}'),
  ('contacts', 2, '{owner,admin,supervisor,operator}', 'public.contacts', 'contact', '{full_name,company_id,job,origin_detail,note,custom}',
    'app.match_imported_contacts', 'app.write_imported_contacts', '{phones,emails}',
    '{public.contact_phones,public.contact_emails,public.contact_tags,public.sales_events}'),
  ('companies', 3, '{owner,admin,supervisor,operator}', 'public.companies', 'company', '{name,cnpj,segment,website,city,state,note,custom}',
    'app.match_imported_companies', 'app.write_imported_companies', '{cnpj,emails,name+city}',
    '{public.contact_phones,public.contact_emails,public.sales_events}'),
  ('leads', 4, '{owner,admin,supervisor,operator}', 'public.crm_leads', 'lead',
    '{full_name,email,phone,more_emails,more_phones,company,origin_detail,note,custom}',
    'app.match_imported_leads', 'app.write_imported_leads', '{phones,emails}', '{public.sales_events}')
on conflict (key) do update set position = excluded.position, roles = excluded.roles, table_name = excluded.table_name, entity = excluded.entity,
  columns = excluded.columns, match_function = excluded.match_function, write_function = excluded.write_function, keys = excluded.keys,
  parts = excluded.parts;
