create function app.autoreply_defaults()
returns jsonb
language sql
immutable
parallel safe
set search_path = ''
as $$
  select jsonb_build_object('is_on', false, 'mode', 'business_hours', 'closes_on_holidays', true, 'cooldown_minutes', 240, 'template', null, 'custom_hours', '{}'::jsonb,
    'business_hours', (select jsonb_object_agg(d, '[["08:00", "18:00"]]'::jsonb) from unnest(array['mon', 'tue', 'wed', 'thu', 'fri']) d),
    'closed_text', 'Olá, {nome}! Aqui é da {clinica}. Recebemos sua mensagem e respondemos {volta}.',
    'holiday_text', 'Olá, {nome}! Hoje a {clinica} não atende. Recebemos sua mensagem e respondemos {volta}.');
$$;
comment on function app.autoreply_defaults() is
  'What stands on the page of automatic answers before anybody set anything.';
revoke execute on function app.autoreply_defaults() from public, anon, authenticated;
