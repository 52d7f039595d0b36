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
    concat_ws(' ', '', nullif(app.search_words(p_title), ''),
      (select string_agg(app.search_words(m), ' ') from unnest(p_mails) m),
      (select string_agg('#' || substr(p, 2), ' ') from unnest(p_phones) p),
      (select string_agg('#' || substr(p, 2, 4) || right(p, 8), ' ') from unnest(p_phones) p where p ~ '^\+55[1-9][1-9]9[0-9]{8}$'),
      (select string_agg('#' || c, ' ') from unnest(p_codes) code, regexp_replace(code, '[^0-9]', '', 'g') c where c <> ''))
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
