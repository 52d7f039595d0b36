create function app.report_measure(p_direction text, p_origin text, p_kind text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case when p_kind = 'system' then null when p_direction = 'inbound' then 'received' when p_origin = 'automation' then 'automatic' else 'sent' end;
$$;
comment on function app.report_measure(text, text, text) is 'As what a message is counted; null: a notice of WhatsApp itself.';
revoke execute on function app.report_measure(text, text, text) from public, anon, authenticated;
