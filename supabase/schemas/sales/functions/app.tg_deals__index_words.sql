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
    perform app.index_deal(new.tenant_id, new.id);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_deals__index_words() from public, anon, authenticated;
