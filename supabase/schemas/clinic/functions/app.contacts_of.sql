create function app.contacts_of(p_tenant_id uuid, p_entity_type text, p_entity_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'phones', (select coalesce(jsonb_agg(c.phone order by c.is_primary desc, c.position, c.id), '[]') from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id),
    'emails', (select coalesce(jsonb_agg(c.email order by c.is_primary desc, c.position, c.id), '[]') from public.contact_emails c
      where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id));
$$;
comment on function app.contacts_of(uuid, text, uuid) is 'How somebody is reached, the main one first: {phones, emails}.';
revoke execute on function app.contacts_of(uuid, text, uuid) from public, anon, authenticated;
