create function app.reminder_text()
returns text
language sql
immutable
set search_path = ''
as $$
  select 'Olá, {nome}! Tudo bem? Passando para lembrar do valor de {valor}, em aberto desde {vencimento}. Se já pagou, é só desconsiderar e nos mandar o comprovante. Se precisar combinar outra data, é só responder por aqui. {clinica}'::text;
$$;
comment on function app.reminder_text() is 'The words of a reminder, as long as a clinic has none of its own.';
revoke execute on function app.reminder_text() from public, anon, authenticated;
