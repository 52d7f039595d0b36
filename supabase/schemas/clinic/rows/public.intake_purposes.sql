insert into public.intake_purposes (key, nature, position, is_used_at_first, default_title, default_body) values
  ('privacy_notice', 'notice', 10, true, 'Como cuidamos dos seus dados',
   E'A clínica usa os dados desta ficha para cadastrar você, falar com você sobre os atendimentos, prestar o cuidado de saúde e guardar o prontuário, como a lei manda (LGPD, art. 11, II, e Lei 13.787/2018). Para isso não é preciso consentimento.\n\nQuem lê: a recepção vê os dados de cadastro e contato; o que você conta sobre sua saúde é lido por quem atende você.\n\nPor quanto tempo: o prontuário é guardado por pelo menos 20 anos depois do último registro. Recibos e notas, pelo prazo da lei fiscal.\n\nSeus direitos: você pode pedir acesso, cópia e correção dos seus dados, saber com quem foram compartilhados e retirar as autorizações opcionais quando quiser. Fale com a recepção: a resposta completa vem em até 15 dias. Também é possível reclamar à Autoridade Nacional de Proteção de Dados (ANPD).'),
  ('care_contract', 'contract', 20, true, 'Contrato de atendimento',
   E'1. Valor. O valor de cada sessão é o combinado com a clínica antes da primeira sessão. Reajustes são avisados com antecedência.\n\n2. Frequência e duração. As sessões acontecem nos dias e horários combinados, presencialmente ou online. A duração e o número de sessões dependem do atendimento e são conversados com o profissional.\n\n3. Faltas. Para desmarcar ou remarcar sem custo, avise com pelo menos 24 horas de antecedência. Sem esse aviso, a sessão pode ser cobrada.\n\n4. Sigilo. O que é dito nas sessões é protegido pelo sigilo profissional, com as exceções da lei.\n\n5. Encerramento. Você pode interromper o atendimento quando quiser, sem explicar o motivo. Pedimos, se possível, uma conversa de encerramento.'),
  ('guardian_authorisation', 'authorisation', 30, true, 'Autorização do responsável legal',
   E'Sou responsável legal pela criança ou pelo adolescente desta ficha e autorizo o atendimento por esta clínica.\n\nSei que o profissional me dirá apenas o essencial para o cuidado, que o sigilo do atendimento será respeitado, e que posso retirar esta autorização a qualquer momento.'),
  ('telehealth', 'consent', 40, false, 'Atendimento online',
   E'Concordo em ser atendido(a) também por vídeo. Posso recusar e pedir atendimento presencial a qualquer momento.'),
  ('ai', 'consent', 50, false, 'Apoio de inteligência artificial',
   E'Concordo que o profissional use ferramentas de inteligência artificial para ajudar a escrever anotações e textos. Nada é decidido por elas: tudo é revisto pelo profissional. Posso recusar sem nenhum prejuízo ao atendimento.'),
  ('whatsapp_marketing', 'consent', 60, false, 'Novidades pelo WhatsApp',
   E'Quero receber novidades e convites da clínica pelo WhatsApp. Os avisos sobre as minhas sessões não dependem disto. Para parar, basta responder SAIR.'),
  ('image', 'consent', 70, false, 'Uso de imagem',
   E'Autorizo o uso da minha imagem em materiais da clínica. Posso retirar esta autorização quando quiser, e a recusa não muda nada no atendimento.'),
  ('reimbursement_cid', 'consent', 80, false, 'CID nos papéis de reembolso',
   E'Autorizo que o código do diagnóstico (CID) conste na declaração que a clínica emite para o pedido de reembolso ao meu plano de saúde. Posso retirar esta autorização quando quiser; sem ela, os papéis saem sem o código.')
on conflict (key) do update set nature = excluded.nature, position = excluded.position, is_used_at_first = excluded.is_used_at_first,
  default_title = excluded.default_title, default_body = excluded.default_body;

-- clinics that were there before the forms
select app.give_intake(t.id) from public.tenants t order by t.id;
