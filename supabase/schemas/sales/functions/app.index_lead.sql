create function app.index_lead(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.put_search_entry(p_tenant_id, 'lead', l.id, l.full_name, p_mails => array_remove(array[l.email, l.company], null) || l.more_emails,
    p_phones => array_remove(array[l.phone], null) || l.more_phones)
  from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id;
$$;
revoke execute on function app.index_lead(uuid, uuid) from public, anon, authenticated;
