-- What the search finds a deal by: its title and the names around it.
create function app.index_deal(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.put_search_entry(p_tenant_id, 'deal', d.id, d.title,
    p_mails => array(select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.id = d.contact_id)
      || array(select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = d.company_id))
  from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id;
$$;
revoke execute on function app.index_deal(uuid, uuid) from public, anon, authenticated;
