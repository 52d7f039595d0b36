-- A payer who is a patient is found as that patient.
create function app.tg_payers__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'payer' and e.record_id = old.id;
  elsif new.full_name is not null then
    perform app.put_search_entry(new.tenant_id, 'payer', new.id, new.full_name,
      p_mails => array_remove(array[new.email], null), p_phones => array_remove(array[new.phone], null),
      p_codes => array_remove(array[new.cpf], null));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_payers__index_words() from public, anon, authenticated;
