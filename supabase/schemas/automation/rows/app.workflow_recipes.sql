insert into app.workflow_recipes (key, position, name, definition) values
  ('missed_session', 1, 'Falta: convidar para remarcar', '{
    "trigger": {"kind": "session.missed", "options": {}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "espera", "kind": "wait", "options": {"minutes": 60}},
      {"id": "tem_sessao", "kind": "condition", "options": {"field": "patient.future_session", "op": "is", "value": true}, "branches": {"yes": [], "no": [
        {"id": "convite", "kind": "send_message", "options": {"body": "Olá, {{nome}}! Sentimos sua falta na sessão de {{sessao}}. Quer remarcar? É só responder por aqui com o melhor dia para você.", "any_hour": false, "template": null}},
        {"id": "resposta", "kind": "wait_for_answer", "options": {"minutes": 1440}, "branches": {"answered": [], "not_answered": [
          {"id": "ligar", "kind": "add_task", "options": {"title": "Ligar para {{nome_completo}}: faltou e não respondeu", "assignee_id": null, "due_in_days": 0}}]}}]}}]}'),
  ('birthday', 2, 'Aniversário', '{
    "trigger": {"kind": "birthday", "options": {"hour": 9}}, "settings": {"purpose": "marketing", "max_per_day": 1},
    "steps": [{"id": "parabens", "kind": "send_message", "options": {"body": "Feliz aniversário, {{nome}}! Um ótimo dia, com carinho de toda a equipe da {{clinica}}.", "any_hour": false, "template": null}}]}'),
  ('after_first_session', 3, 'Depois da primeira sessão', '{
    "trigger": {"kind": "session.attended", "options": {"first_only": true}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "espera", "kind": "wait", "options": {"days": 1, "hour": 10}},
      {"id": "como_foi", "kind": "send_message", "options": {"body": "Olá, {{nome}}! Como você está depois da sua primeira sessão? Se tiver qualquer dúvida, estamos por aqui.", "any_hour": false, "template": null}},
      {"id": "resposta", "kind": "wait_for_answer", "options": {"minutes": 4320}, "branches": {"answered": [], "not_answered": [
        {"id": "tem_sessao", "kind": "condition", "options": {"field": "patient.future_session", "op": "is", "value": true}, "branches": {"yes": [], "no": [
          {"id": "marcar", "kind": "add_task", "options": {"title": "Ver a próxima sessão de {{nome_completo}}", "assignee_id": null, "due_in_days": 1}}]}}]}}]}'),
  ('no_answer_24h', 4, 'Sem resposta em 24 horas', '{
    "trigger": {"kind": "conversation.tagged", "options": {"tag_id": null}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "resposta", "kind": "wait_for_answer", "options": {"minutes": 1440}, "branches": {"answered": [], "not_answered": [
        {"id": "lembrar", "kind": "send_message", "options": {"body": "Oi, {{nome}}! Ficou alguma dúvida? Estamos por aqui quando quiser continuar.", "any_hour": false, "template": null}},
        {"id": "de_novo", "kind": "wait_for_answer", "options": {"minutes": 1440}, "branches": {"answered": [], "not_answered": [
          {"id": "ligar", "kind": "add_task", "options": {"title": "Sem resposta: ligar para {{nome_completo}}", "assignee_id": null, "due_in_days": 0}}]}}]}}]}'),
  ('welcome', 5, 'Boas-vindas', '{
    "trigger": {"kind": "message.received", "options": {"first_only": true}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "ola", "kind": "send_message", "options": {"body": "Olá! Aqui é da {{clinica}}. Recebemos sua mensagem e logo alguém da equipe responde. Como podemos ajudar?", "any_hour": true, "template": null}},
      {"id": "conhecida", "kind": "condition", "options": {"field": "patient.is_known", "op": "is", "value": true}, "branches": {"yes": [], "no": [
        {"id": "atender", "kind": "add_task", "options": {"title": "Pessoa nova: responder {{nome_completo}}", "assignee_id": null, "due_in_days": 0}}]}}]}')
on conflict (key) do update set position = excluded.position, name = excluded.name, definition = excluded.definition;
