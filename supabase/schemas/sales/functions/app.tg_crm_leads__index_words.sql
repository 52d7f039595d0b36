create function app.tg_crm_leads__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'lead' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.put_search_entry(new.tenant_id, 'lead', new.id, new.full_name,
      p_mails => array_remove(array[new.email, new.company], null), p_phones => array_remove(array[new.phone], null));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_crm_leads__index_words() from public, anon, authenticated;
