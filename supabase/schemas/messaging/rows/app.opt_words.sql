insert into app.opt_words (word, effect) values
  ('parar', 'opt_out'), ('pare', 'opt_out'), ('sair', 'opt_out'), ('stop', 'opt_out'), ('cancelar mensagens', 'opt_out'),
  ('descadastrar', 'opt_out'), ('remover', 'opt_out'), ('nao quero mais', 'opt_out'), ('nao enviar', 'opt_out'),
  ('unsubscribe', 'opt_out'), ('chega', 'opt_out'), ('cancelar inscricao', 'opt_out'), ('nao quero receber', 'opt_out'),
  ('stop all', 'opt_out'),
  ('voltar', 'opt_in'), ('retornar', 'opt_in'), ('reativar', 'opt_in'), ('restart', 'opt_in')
on conflict (word) do update set effect = excluded.effect;
