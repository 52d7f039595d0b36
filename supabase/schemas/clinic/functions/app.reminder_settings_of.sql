create function app.reminder_settings_of(p_tenant_id uuid)
returns public.conversation_session_reminders_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.conversation_session_reminders_settings;
begin
  select * into v_row from public.conversation_session_reminders_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, false, jsonb_build_array(
      jsonb_build_object('minutes', 1440, 'template', null, 'text', E'Olá! Aqui é da {clinica}.\n\nLembrete: {nome} tem sessão {data}, às {hora}, com {terapeuta}.\n\nResponda 1 para confirmar ou 2 se não puder vir.'),
      jsonb_build_object('minutes', 120, 'template', null, 'text', E'Olá! Aqui é da {clinica}. A sessão de {nome} com {terapeuta} é hoje ({data}), às {hora}.\n\nResponda 1 para confirmar ou 2 se não puder vir.')),
      time '21:00', time '07:00', false, now(), 0::smallint);
  end if;
  return v_row;
end;
$$;
comment on function app.reminder_settings_of(uuid) is 'How a clinic reminds of sessions, or the defaults: not at all, a day and two hours before.';
revoke execute on function app.reminder_settings_of(uuid) from public, anon, authenticated;
