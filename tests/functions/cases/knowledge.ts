/** A question about the documents of the cases: where its answer stands, or nowhere. */
export interface OwnQuestion {
  id: string
  q: string
  docs: string[]
}

/** Questions of our own, asked in other words than those of the cases. */
export const ownQuestions: readonly OwnQuestion[] = [
  { id: 'k01', q: 'tem lugar pra deixar a moto?', docs: ['01'] },
  { id: 'k02', q: 'Qual ônibus para perto da clínica?', docs: ['01'] },
  { id: 'k03', q: 'minha mãe usa cadeira de rodas, ela consegue entrar?', docs: ['01'] },
  { id: 'k04', q: 'vocês atendem no feriado da cidade?', docs: ['02'] },
  { id: 'k05', q: 'quais dias tem fonoaudiologia?', docs: ['02', '08'] },
  { id: 'k06', q: 'O Vida Plena cobre acupuntura?', docs: ['03'] },
  { id: 'k07', q: 'o que preciso mandar pra usar o convênio?', docs: ['03'] },
  { id: 'k08', q: 'quanto sai a terapia de casal?', docs: ['04'] },
  { id: 'k09', q: 'sou universitária, tenho desconto na psicóloga?', docs: ['04'] },
  { id: 'k10', q: 'Desisti do pacote, vocês devolvem o dinheiro?', docs: ['04'] },
  { id: 'k11', q: 'quantas pessoas ficam na turma de solo?', docs: ['05'] },
  { id: 'k12', q: 'tem que pagar matrícula no pilates?', docs: ['05'] },
  { id: 'k13', q: 'quais documentos e exames levo na primeira consulta de fisio?', docs: ['06'] },
  { id: 'k14', q: 'a partir de que idade a fisioterapia recebe bebê?', docs: ['06'] },
  { id: 'k15', q: 'o que conto na terapia pode chegar nos meus pais?', docs: ['07'] },
  { id: 'k16', q: 'Quanto custa um relatório da psicóloga para o colégio?', docs: ['07'] },
  { id: 'k17', q: 'fazem cirurgia de língua presa?', docs: ['08'] },
  { id: 'k18', q: 'vou viajar um mês, perco meu horário fixo?', docs: ['09'] },
  { id: 'k19', q: 'e se for a clínica que atrasar?', docs: ['09'] },
  { id: 'k20', q: 'posso pagar com cheque?', docs: ['10'] },
  { id: 'k21', q: 'cobraram duas vezes no meu cartão, como resolvo?', docs: ['10'] },
  { id: 'k22', q: 'quem é a responsável pela LGPD aí?', docs: ['11'] },
  { id: 'k23', q: 'até quanto tempo depois posso ajustar a palmilha sem pagar?', docs: ['12'] },
  { id: 'k24', q: 'quanto é o frete?', docs: ['12'] },
  { id: 'k25', q: 'o link do livro digital não abre mais, o que faço?', docs: ['12'] },
  { id: 'k26', q: 'vocês têm estacionamento com carregador de carro elétrico?', docs: [] },
  { id: 'k27', q: 'fazem massagem relaxante?', docs: [] },
  { id: 'k28', q: 'Quanto custa a prancha de pilates?', docs: [] },
  { id: 'k29', q: 'a Iolanda Serpa é advogada?', docs: [] },
  { id: 'k30', q: 'tem psiquiatra na equipe?', docs: [] },
  { id: 'k31', q: 'qual o CNPJ de vocês?', docs: [] },
  { id: 'k32', q: 'meu joelho inchou depois do treino, coloco gelo?', docs: [] },
  { id: 'k33', q: 'o wifi funciona no jardim?', docs: [] },
  { id: 'k34', q: 'quantas fisioterapeutas vocês têm?', docs: [] },
  { id: 'k35', q: 'vocês emitem atestado médico de quinze dias?', docs: [] },
  { id: 'k36', q: 'qual a taxa de refazer a palmilha?', docs: ['12'] },
  { id: 'k37', q: 'quando vocês voltam do recesso?', docs: ['02'] },
  { id: 'k38', q: 'minha esposa pode usar as sessões que sobraram?', docs: ['04'] },
  { id: 'k39', q: 'como recebo o link da consulta por vídeo?', docs: ['07'] },
  { id: 'k40', q: 'quem vê o meu prontuário?', docs: ['11'] },
]
