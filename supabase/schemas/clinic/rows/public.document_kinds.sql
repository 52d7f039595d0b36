insert into public.document_kinds (key, position, is_clinical, desk_may_issue, takes_cid, cid_purpose) values
  ('attendance_note', 10, false, true, false, null),
  ('certificate', 20, true, false, true, null),
  ('summary', 30, true, false, true, null),
  ('report', 40, true, false, true, null),
  ('opinion', 50, true, false, true, null),
  ('referral', 60, true, false, true, null),
  ('reimbursement', 15, true, false, true, 'reimbursement_cid')
on conflict (key) do update set
  position = excluded.position, is_clinical = excluded.is_clinical, desk_may_issue = excluded.desk_may_issue, takes_cid = excluded.takes_cid,
  cid_purpose = excluded.cid_purpose;
-- Neutral words: none of them names a reason, a diagnosis or a treatment. What nobody fills in stays in sight as {{…}} and is not issued.
insert into app.default_document_templates (id, kind, title, body, councils, position) values
  ('0d000000-0000-4000-8000-000000000001', 'attendance_note', 'Declaração de comparecimento', E'Declaro, para os devidos fins, que {{paciente}}, CPF {{cpf}}, compareceu a {{clinica}} no dia {{data_atendimento}}, das {{hora_inicio}} às {{hora_fim}}, para atendimento.\n\n{{cidade}}, {{data}}.', '{}', 10),
  ('0d000000-0000-4000-8000-000000000002', 'attendance_note', 'Declaração de acompanhante', E'Declaro, para os devidos fins, que {{acompanhante}} esteve em {{clinica}} no dia {{data_atendimento}}, das {{hora_inicio}} às {{hora_fim}}, como acompanhante de {{paciente}}.\n\n{{cidade}}, {{data}}.', '{}', 20),
  ('0d000000-0000-4000-8000-000000000003', 'certificate', 'Atestado', E'Atesto, a pedido da pessoa interessada, que {{paciente}}, CPF {{cpf}}, esteve em atendimento sob meus cuidados e necessita de {{dias}} dia(s) de afastamento de suas atividades a partir de {{data_inicio}}.\n\n{{cidade}}, {{data}}.', '{}', 30),
  ('0d000000-0000-4000-8000-000000000004', 'summary', 'Relatório de acompanhamento', E'Identificação\nPaciente: {{paciente}}\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nDescrição da demanda\n{{texto}}\n\nProcedimentos\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nEste documento tem caráter sigiloso e serve somente à finalidade indicada.\n\n{{cidade}}, {{data}}.', '{}', 40),
  ('0d000000-0000-4000-8000-000000000005', 'report', 'Laudo', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nDescrição da demanda\n{{texto}}\n\nProcedimentos\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nReferências\n{{texto}}\n\nEste documento tem caráter sigiloso e serve somente à finalidade indicada.\n\n{{cidade}}, {{data}}.', '{}', 50),
  ('0d000000-0000-4000-8000-000000000006', 'opinion', 'Parecer', E'Identificação\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nQuestão apresentada\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nReferências\n{{texto}}\n\n{{cidade}}, {{data}}.', '{}', 60),
  ('0d000000-0000-4000-8000-000000000007', 'referral', 'Encaminhamento', E'A/C {{destinatario}}\n\nEncaminho {{paciente}}, nascimento em {{nascimento}}, para avaliação e conduta.\n\n{{texto}}\n\nFico à disposição para o que for necessário ao cuidado.\n\n{{cidade}}, {{data}}.', '{}', 70),
  ('0d000000-0000-4000-8000-000000000008', 'summary', 'Relatório fisioterapêutico', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nFinalidade: {{finalidade}}\n\nAvaliação funcional\n{{texto}}\n\nObjetivos e recursos utilizados\n{{texto}}\n\nEvolução\n{{texto}}\n\nPlano\n{{texto}}\n\n{{cidade}}, {{data}}.', '{CREFITO}', 80),
  ('0d000000-0000-4000-8000-000000000009', 'report', 'Relatório de avaliação fonoaudiológica', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nFinalidade: {{finalidade}}\n\nQueixa e histórico\n{{texto}}\n\nAvaliação\n{{texto}}\n\nConclusão e conduta\n{{texto}}\n\n{{cidade}}, {{data}}.', '{CREFONO}', 90),
  ('0d000000-0000-4000-8000-000000000010', 'reimbursement', 'Declaração para reembolso', E'Declaro, para fins de reembolso, que {{paciente}}, CPF {{cpf}}, compareceu a {{clinica}} para atendimento em {{datas}}.\n\n{{cidade}}, {{data}}.', '{}', 25)
on conflict (id) do update set
  kind = excluded.kind, title = excluded.title, body = excluded.body, councils = excluded.councils, position = excluded.position;
