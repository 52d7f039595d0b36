insert into app.segment_entities (key, position, source, scope, roles, module, title, subtitle, detail, custom_entity) values
  ('patients', 1, 'public.patients e', 'e.archived_at is null and e.merged_into_id is null', null, null, 'e.name',
    '(select h.phone from public.contact_phones h where h.tenant_id = $1 and h.entity_type = ''patient'' and h.entity_id = e.id and h.is_primary)',
    '''{}''::jsonb', 'contact'),
  ('contacts', 2, 'public.contacts e', 'e.archived_at is null', '{owner,admin,supervisor,operator}', 'sales', 'e.full_name',
    '(select h.phone from public.contact_phones h where h.tenant_id = $1 and h.entity_type = case when e.patient_id is null then ''contact'' else ''patient'' end and h.entity_id = coalesce(e.patient_id, e.id) and h.is_primary)',
    'jsonb_build_object(''patient_id'', e.patient_id)', 'contact'),
  ('companies', 3, 'public.companies e', 'e.archived_at is null', '{owner,admin,supervisor,operator}', 'sales', 'e.name', 'e.city', '''{}''::jsonb', 'company'),
  ('leads', 4, 'public.crm_leads e', 'true', '{owner,admin,supervisor,operator}', 'sales', 'e.full_name', 'coalesce(e.phone, e.email)',
    'jsonb_build_object(''contact_id'', e.contact_id)', 'lead'),
  ('deals', 5, 'public.deals e', 'true', '{owner,admin,supervisor,operator}', 'sales', 'e.title',
    '(select c.full_name from public.contacts c where c.tenant_id = $1 and c.id = e.contact_id)', 'jsonb_build_object(''contact_id'', e.contact_id)', 'deal'),
  ('sessions', 6, 'public.sessions e', 'true', null, null,
    'coalesce((select string_agg(p.name, '', '' order by x.position, p.sort_name) from public.session_patients x join public.patients p on p.tenant_id = $1 and p.id = x.patient_id where x.tenant_id = $1 and x.session_id = e.id), e.title, ''—'')',
    'to_char(e.starts_at at time zone $5, ''DD/MM/YYYY HH24:MI'')', 'jsonb_build_object(''day'', (e.starts_at at time zone $5)::date)', null)
on conflict (key) do update set position = excluded.position, source = excluded.source, scope = excluded.scope, roles = excluded.roles,
  module = excluded.module, title = excluded.title, subtitle = excluded.subtitle, detail = excluded.detail, custom_entity = excluded.custom_entity;
