create function app.tg_patient_files__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'file' and e.record_id = old.id;
  elsif new.archived_at is not null then
    delete from app.search_entries e where e.tenant_id = new.tenant_id and e.kind = 'file' and e.record_id = new.id;
  else
    perform app.put_search_entry(new.tenant_id, 'file', new.id, new.name);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_patient_files__index_words() from public, anon, authenticated;
