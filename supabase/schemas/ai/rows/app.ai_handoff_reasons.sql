insert into app.ai_handoff_reasons (reason, is_urgent, title, text, numbers) values
  ('risk_self_harm', true, 'Risco de vida: falar agora', 'Sinto muito que você esteja passando por isso. Você não está só. Ligue agora para o CVV no 188 (24 horas, de graça) ou, se houver perigo imediato, para o SAMU no 192. Já chamei uma pessoa da equipe para falar com você.', '188|192'),
  ('risk_emergency', true, 'Emergência de saúde: falar agora', 'Isso pode ser uma emergência. Ligue agora para o SAMU no 192 ou vá ao pronto-socorro mais próximo. Já chamei uma pessoa da equipe para falar com você.', '192|193'),
  ('risk_violence', true, 'Perigo ou violência: falar agora', 'Se você está em perigo agora, ligue para a polícia no 190. Em caso de violência contra a mulher, ligue 180; contra crianças e adolescentes, Disque 100. Já chamei uma pessoa da equipe para falar com você.', '190|180|100'),
  ('human_wanted', false, 'Pediu uma pessoa', 'Claro! Vou chamar uma pessoa da equipe, que continua a conversa por aqui.', null),
  ('complaint', false, 'Reclamação', 'Sinto muito por isso. Vou passar para uma pessoa da equipe, que fala com você por aqui.', null),
  ('refund', false, 'Pedido de reembolso', 'Entendi. Quem cuida disso é uma pessoa da equipe, que fala com você por aqui.', null),
  ('legal', false, 'Assunto jurídico', 'Entendi. Quem cuida disso é uma pessoa da equipe, que fala com você por aqui.', null),
  ('data_request', false, 'Pedido sobre dados pessoais', 'Certo. Uma pessoa da equipe cuida do seu pedido sobre dados pessoais e responde por aqui.', null),
  ('clinical', false, 'Pergunta clínica', 'Essa é uma pergunta para o profissional que acompanha você. Vou avisar a equipe, que responde por aqui.', null),
  ('unknown', false, 'O assistente não sabe responder', 'Isso eu não sei responder. Vou passar para uma pessoa da equipe, que fala com você por aqui.', null),
  ('low_confidence', false, 'O assistente não tem certeza', 'Para não passar nada errado, vou chamar uma pessoa da equipe, que fala com você por aqui.', null),
  ('two_failed_turns', false, 'Duas respostas sem sucesso', 'Acho que não estou conseguindo ajudar. Vou chamar uma pessoa da equipe, que continua por aqui.', null),
  ('shared_phone', false, 'Número de mais de um paciente', 'Este número é de mais de uma pessoa na clínica. Para cuidar de cada uma com segurança, uma pessoa da equipe continua por aqui.', null),
  ('unsafe', false, 'Mensagem suspeita', 'Nisso eu não posso ajudar. Se precisar de algo da clínica, uma pessoa da equipe fala com você por aqui.', null),
  ('assistant_failed', false, 'O assistente não conseguiu responder', 'Tive um problema para responder. Uma pessoa da equipe continua por aqui.', null)
on conflict (reason) do update set is_urgent = excluded.is_urgent, title = excluded.title, text = excluded.text, numbers = excluded.numbers;
