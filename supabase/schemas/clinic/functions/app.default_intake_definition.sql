-- What a clinic's first form asks: it is a beginning, each clinic changes its own.
create function app.default_intake_definition()
returns jsonb
language sql
immutable
parallel safe
set search_path = ''
as $$
  select '{"sections": [
  {"key": "identity", "title": "Quem vai ser atendido", "is_clinical": false, "questions": [
    {"key": "full_name", "kind": "text", "label": "Nome completo", "required": true, "help": "Como está no documento.", "field": "full_name"},
    {"key": "social_name", "kind": "text", "label": "Nome social ou como prefere ser chamado(a)", "required": false, "field": "social_name"},
    {"key": "pronoun", "kind": "choice", "label": "Pronome", "required": false, "options": [{"key": "ela", "label": "Ela"}, {"key": "ele", "label": "Ele"}, {"key": "elu", "label": "Elu"}], "field": "pronoun"},
    {"key": "birth_date", "kind": "date", "label": "Data de nascimento", "required": true, "field": "birth_date"},
    {"key": "cpf", "kind": "cpf", "label": "CPF", "required": false, "help": "Usado em recibos e notas.", "field": "cpf"}
  ]},
  {"key": "contacts", "title": "Contato", "is_clinical": false, "questions": [
    {"key": "phone", "kind": "phone", "label": "Celular com WhatsApp", "required": true, "field": "phone"},
    {"key": "email", "kind": "email", "label": "E-mail", "required": false, "field": "email"},
    {"key": "address", "kind": "address", "label": "Endereço", "required": false, "field": "address"}
  ]},
  {"key": "guardian", "title": "Responsável", "help": "Para quem tem menos de 18 anos.", "is_clinical": false, "when": {"question": "birth_date", "op": "minor"}, "questions": [
    {"key": "guardian_name", "kind": "text", "label": "Nome completo do responsável", "required": true, "field": "guardian.full_name"},
    {"key": "guardian_kinship", "kind": "choice", "label": "Parentesco", "required": true, "options": [{"key": "mother", "label": "Mãe"}, {"key": "father", "label": "Pai"}, {"key": "guardian", "label": "Responsável legal"}, {"key": "grandparent", "label": "Avó ou avô"}, {"key": "sibling", "label": "Irmã ou irmão"}, {"key": "other", "label": "Outro"}], "field": "guardian.kinship"},
    {"key": "guardian_phone", "kind": "phone", "label": "Telefone do responsável", "required": true, "field": "guardian.phone"},
    {"key": "guardian_email", "kind": "email", "label": "E-mail do responsável", "required": false, "field": "guardian.email"},
    {"key": "guardian_cpf", "kind": "cpf", "label": "CPF do responsável", "required": false, "field": "guardian.cpf"}
  ]},
  {"key": "emergency", "title": "Contato de emergência", "is_clinical": false, "questions": [
    {"key": "emergency_name", "kind": "text", "label": "Quem devemos avisar em uma emergência?", "required": false, "field": "emergency.full_name"},
    {"key": "emergency_kinship", "kind": "choice", "label": "O que essa pessoa é sua?", "required": false, "options": [{"key": "mother", "label": "Mãe"}, {"key": "father", "label": "Pai"}, {"key": "spouse", "label": "Cônjuge"}, {"key": "partner", "label": "Companheira ou companheiro"}, {"key": "child", "label": "Filha ou filho"}, {"key": "sibling", "label": "Irmã ou irmão"}, {"key": "grandparent", "label": "Avó ou avô"}, {"key": "guardian", "label": "Responsável legal"}, {"key": "other", "label": "Outro"}], "when": {"question": "emergency_name", "op": "filled"}, "field": "emergency.kinship"},
    {"key": "emergency_phone", "kind": "phone", "label": "Telefone dessa pessoa", "required": true, "when": {"question": "emergency_name", "op": "filled"}, "field": "emergency.phone"}
  ]},
  {"key": "complaint", "title": "O que traz você aqui", "help": "Lido apenas por quem vai atender você.", "is_clinical": true, "questions": [
    {"key": "complaint", "kind": "long_text", "label": "Conte, com suas palavras, o que motivou a procura", "required": false},
    {"key": "before", "kind": "yes_no", "label": "Já fez acompanhamento antes?", "required": false},
    {"key": "before_how", "kind": "long_text", "label": "Quando, e como foi?", "required": false, "when": {"question": "before", "op": "in", "values": ["yes"]}}
  ]},
  {"key": "health", "title": "Saúde", "help": "Lido apenas por quem vai atender você.", "is_clinical": true, "questions": [
    {"key": "medication", "kind": "yes_no", "label": "Usa algum medicamento regularmente?", "required": false},
    {"key": "medication_which", "kind": "long_text", "label": "Quais?", "required": false, "when": {"question": "medication", "op": "in", "values": ["yes"]}},
    {"key": "allergies", "kind": "text", "label": "Alergias", "required": false},
    {"key": "conditions", "kind": "long_text", "label": "Alguma condição de saúde que devemos saber?", "required": false},
    {"key": "other_care", "kind": "yes_no", "label": "Está em tratamento com outro profissional de saúde?", "required": false},
    {"key": "other_care_who", "kind": "text", "label": "Com quem?", "required": false, "when": {"question": "other_care", "op": "in", "values": ["yes"]}}
  ]}
]}'::jsonb;
$$;
revoke execute on function app.default_intake_definition() from public, anon, authenticated;
