create function app.put_search_entry(
  p_tenant_id uuid, p_kind text, p_record_id uuid, p_title text, p_mails text[] default '{}', p_phones text[] default '{}',
  p_codes text[] default '{}'
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_words text;
begin
  insert into app.search_entries as e (tenant_id, kind, record_id, title, name, words)
  select p_tenant_id, p_kind, p_record_id, p_title, app.search_words(p_title),
    app.search_entry_words(p_title, p_mails, p_phones, p_codes)
  on conflict (tenant_id, kind, record_id) do update
  set title = excluded.title, name = excluded.name, words = excluded.words
  where (e.title, e.words) is distinct from (excluded.title, excluded.words)
  returning e.words into v_words;
  if v_words is not null then
    perform app.put_words(p_tenant_id, v_words);
  end if;
end;
$$;
comment on function app.put_search_entry(uuid, text, uuid, text, text[], text[], text[]) is
  'Caller: triggers of what can be found. Phones in E.164; codes are numbers in any spelling (CPF, council).';
revoke execute on function app.put_search_entry(uuid, text, uuid, text, text[], text[], text[]) from public, anon, authenticated;
