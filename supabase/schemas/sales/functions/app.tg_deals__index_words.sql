create function app.tg_deals__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'deal' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.put_search_entry(new.tenant_id, 'deal', new.id, new.title,
      p_mails => array(select c.full_name from public.contacts c where c.tenant_id = new.tenant_id and c.id = new.contact_id)
        || array(select c.name from public.companies c where c.tenant_id = new.tenant_id and c.id = new.company_id));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_deals__index_words() from public, anon, authenticated;
