import { describe, expect, test } from 'vitest'
import { triage, type HandoffReason, type Intent } from './triage.ts'

const wants: Readonly<Record<Exclude<Intent, 'handoff'>, readonly string[]>> = {
  create_lead: [
    'bom diaa, peguei o contato com uma colega do trabalho, queria me tratar com vcs',
    'Olá! Sou a Fabiana (31) 98888-1234, poderiam me retornar?',
    'gostaria de iniciar acompanhamento nutricional, nunca fiz',
    'a pediatra do meu filho pediu pra procurar uma fono',
    'oi tudo bom eu queria fazer meu cadastro ai na clinica',
    'temos uma academia e queremos fechar uma parceria com vcs',
    'to procurando um psicologo pro meu marido',
    'vi o anuncio no insta e fiquei interessada',
    'como faço p virar aluna do pilates?',
    'mandei meus dados no site semana passada e até agora nao me chamaram, ainda tenho interesse',
    'segue meu email pra novidades da turma de gestantes: lia@example.com',
  ],
  schedule: [
    'teria alguma vaguinha na terça a tarde?',
    'preciso mudar meu horario de sexta',
    'Oi, infelizmente nao poderei comparecer hj',
    'qro remarca minha fisio pra outro dia',
    'vcs conseguem me encaixar hoje ainda?',
    'quando é minha proxima sessão mesmo?',
    'tô presa no trânsito, vou chegar uns 15 min atrasada',
    'Sim, confirmo presença amanhã',
    'quero agendar com a nutri semana que vem',
    'oi boa tarde é que eu tinha uma consulta amanhã só que apareceu um imprevisto no serviço e eu não vou poder ir tem como passar pra outro dia',
    'dá pra adiantar meu horário de quarta?',
    'tem horario livre com a doutora Paula na segunda de manhã',
    'desmarca por favor a minha aula de amanhã',
    'minha consulta tá confirmada?',
    'sim',
    'NÃO',
    '1️⃣',
  ],
  check_order: [
    'o meu pedido ainda nao foi entregue',
    'kd minha joelheira?? comprei faz uma semana',
    'acabei de pagar o boleto, ja compensou?',
    'me manda a segunda via do boleto pf',
    'segue o comprovante do pix',
    'ainda tenho quantas aulas no pacote',
    'preciso da NF da minha compra',
    'codigo de rastreamento do pedido 3321',
    'o link do curso que comprei nao abre',
    'a cinta ja ta pronta pra retirar?',
    'meu cartão foi recusado na compra',
  ],
  catalog: [
    'qual o valor da consulta com nutricionista?',
    'vcs fazem rpg?',
    'quanto ta saindo a drenagem',
    'trabalham com osteopatia?',
    'tem plano mensal de pilates? qual preço',
    'queria saber os preços',
    'vendem meia antiderrapante?',
    'vocês atendem autismo?',
    'tem desconto pra estudante',
    'cuanto custa a seção de acupuntura',
    'me passa a tabela de valores pfv',
  ],
  faq: [
    'onde vcs ficam?',
    'vocês aceitam unimed?',
    'ate que horas fica aberto na sexta',
    'abre aos domingos?',
    'preciso de encaminhamento do medico?',
    'tem onde parar o carro?',
    'posso pagar no pix?',
    'qual o prazo pra cancelar sem pagar?',
    'o que devo vestir na aula?',
    'atendem por videochamada?',
    'posso levar meu filho junto?',
    'vcs emitem nota fiscal pro convenio?',
    'perde a sessão quem chega atrasado?',
    'tem rampa?',
    'o atendimento demora quanto tempo?',
  ],
  none: [
    'Boa tarde',
    'muito obrigada viu 🙏',
    '😂😂😂',
    'blz',
    'hahahaha',
    'bom fds pra vcs',
    'kkk',
    'foi engano',
    '...',
    'valeu!',
    'ok obg',
    'parabéns pelo trabalho de vocês',
    'morri de rir com o vídeo de vcs',
    'Morri de rir com o vídeo que vocês postaram',
    'morrendo de rir com o video do instagram',
    'vi o video de vcs no insta, morri kkkk',
    'tô morta de rir com esse vídeo',
    'que vídeo engraçado',
    'adorei o vídeo de vocês',
    'rolei de rir com o post',
    'essa aula me matou kkk',
    'estou morta de cansada',
    'morri de vergonha kkk',
  ],
}

const handsOver: Readonly<Record<HandoffReason, readonly string[]>> = {
  risk_self_harm: [
    'to pensando em acabar com tudo',
    'não vejo mais sentido em viver',
    'queria dormir e não acordar mais',
    'me cortei de novo ontem',
    'morri de rir com o vídeo mas hoje quero morrer',
    'quero me matar, tanto faz',
    'penso em me matar de tanto sofrer',
    'quase morri de overdose',
    'rindo pra não chorar, quero sumir',
    'meu filho falou que quer se matar',
    'naum quero mais viverrr',
    'Tomei uma cartela inteira de remédio',
    'seria melhor pra todo mundo se eu sumisse da vida',
    'oi é que eu não sei mais o que fazer eu só penso em morrer',
    'nao aguento mais essa vida',
  ],
  risk_crisis: [
    'acho que estou tendo um ataque de pânico',
    'tô em crise me ajuda',
    'minha filha tá ouvindo vozes',
    'estou surtando, não sei o que fazer',
  ],
  risk_emergency: [
    'meu pai tá com a boca torta e não consegue falar direito',
    'ela desmaiou e não acorda',
    'tô com falta de ar muito forte',
    'minha vó caiu da escada e não levanta',
    'o bebê tá engasgado',
    'ta saindo muito sangue',
    'aperto no peito e suando frio',
    'meu marido teve uma convulção agora',
    'a criança bebeu água sanitária',
    'ri muito do vídeo de vcs e depois desmaiei',
    'a casa tá pegando fogo de novo',
    'quase infartei ontem, tô no hospital',
    'engolio uma moeda',
    'ele nao ta respirando direito',
    'estou gravida e com sangramento forte',
  ],
  risk_violence: [
    'meu namorado me agrediu ontem',
    'apanhei do meu ex',
    'ele ameaçou me matar',
    'estou com medo do meu marido',
    'minha neta foi abusada',
    'meu padrasto bate na minha mãe',
  ],
  human_wanted: [
    'quero conversar com alguem da recepção',
    'tem alguém de verdade aí?',
    'me transfere pra secretária',
    'falar com humano',
    'cadê a atendente',
    'n quero falar c robô',
    'prefiro ser atendida por uma pessoa',
    'preciso falar com a Dra. Renata',
    'da pra chamar alguém da equipe?',
  ],
  complaint: [
    'isso é um absurdo, esperei 1 hora',
    'péssimo atendimento',
    'estou muito insatisfeita com a recepcionista',
    'a recepcionista foi grossa comigo',
    'ninguém me responde há 3 dias!!',
    'voces sao uns ladroes',
  ],
  refund: [
    'quero meu dinheiro de volta',
    'vocês me cobraram em dobro',
    'quero estorno do pix',
    'o produto chegou quebrado',
    'quero encerrar meu plano e ser ressarcida',
  ],
  legal: ['vou no procon', 'meu advogado vai entrar em contato', 'isso vai parar na justiça'],
  data_request: [
    'que informações vocês guardam sobre mim?',
    'quero uma cópia do meu prontuário',
    'exclui meu cadastro por favor',
    'com base na lgpd quero saber com quem compartilharam meus dados',
    'tira meu número do sistema de vocês',
    'apaga minhas conversas',
  ],
  others_data: [
    'me passa o celular particular do fisioterapeuta',
    'minha esposa é paciente aí?',
    'quais pacientes têm horário amanhã?',
    'o que minha filha conta pra psicóloga?',
    'queria saber se meu ex marido foi na consulta ontem',
    'sou da empresa onde ela trabalha, preciso do laudo da funcionária',
  ],
  clinical: [
    'posso tomar dipirona antes da sessão?',
    'tô com muita dor nas costas',
    'minha ressonância apontou protrusão, é grave?',
    'que alongamento eu faço pro pescoço?',
    'meu ombro estalou depois da aula e tá doendo',
    'estou com febre o que tomo',
    'qual remédio é bom pra ansiedade',
    'posso correr com tendinite?',
    'vocês garantem que eu vou ficar boa?',
    'em quantas sessões eu fico sem dor',
    'meu bebê de 1 ano não anda, é normal?',
    'devo colocar gelo ou compressa quente?',
    'acho que tenho tdah',
    'tem problema fazer pilates com hérnia?',
    'a fisio disse pra parar o antiinflamatório, posso?',
    'preciso de uma receita de sertralina',
    'saiu uma mancha roxa onde a agulha entrou',
    'qual a dose certa de melatonina pra criança',
    'quero largar a terapia, já posso?',
    'tenho diabetes, posso fazer drenagem?',
    'tô me sentindo muito mal esses dias',
    'to com torcicolo',
  ],
}

/** Booking, prices and the like that name a complaint of the body or a word of danger in passing. */
const staysWithUs = [
  'quero marcar uma avaliação, estou com dor no joelho',
  'quanto custa a sessão de fisio pra dor lombar?',
  'vocês tratam hérnia de disco?',
  'tô morrendo de saudade das aulas kkk',
  'preciso remarcar, estou gripada',
  'meu filho tem autismo, tem vaga com a fono na quinta?',
  'recibo pro reembolso do plano',
  'posso pagar no cartão de crédito?',
  'quero trocar meu horário de terça',
  'tem psicóloga que atende ansiedade?',
  'morri de rir com o video de vcs',
  'engoli sapo hoje no trabalho',
  'tô pegando fogo de calor hoje',
  'tô surtando de alegria',
  'quase tive um infarto quando vi o preço',
  'morri de vergonha ontem na aula',
  'quero fazer acupuntura pra enxaqueca, qual o valor?',
]

describe.each(Object.entries(wants))('%s', (intent, texts) => {
  test.each(texts)('%s', (text) => expect(triage(text)).toMatchObject({ intent, handoff: null }))
})

describe.each(Object.entries(handsOver))('a person, because of %s', (reason, texts) => {
  test.each(texts)('%s', (text) =>
    expect(triage(text)).toMatchObject({ intent: 'handoff', handoff: { reason } }),
  )
})

describe('no person is needed for', () => {
  test.each(staysWithUs)('%s', (text) => expect(triage(text).handoff).toBeNull())
})

describe('what is wanted beside a saying', () => {
  test.each([
    ['catalog', 'morri de rir com o vídeo, quanto custa a sessão?'],
    ['catalog', 'adorei o vídeo de vcs, quero comprar o curso'],
    ['catalog', 'vcs têm vídeo de exercício pra vender?'],
    ['schedule', 'morta de cansada, quero remarcar a sessão de hoje'],
  ])('%s: %s', (intent, text) => expect(triage(text)).toMatchObject({ intent, handoff: null }))
})

describe('danger', () => {
  test.each([
    ['risk_self_harm', 'quero morrer', /188.*192/s],
    ['risk_emergency', 'ela desmaiou', /192.*193/s],
    ['risk_violence', 'ele me bateu', /190.*180/s],
    ['risk_crisis', 'crise de pânico agora', /192.*188/s],
  ])('%s is answered at once with the numbers', (_reason, text, numbers) => {
    const { handoff } = triage(text)
    expect(handoff?.urgent).toBe(true)
    expect(handoff?.fixedText).toMatch(numbers)
  })

  test('is found in letters that only look alike, drawn out or split by what cannot be seen', () => {
    expect(triage('quero m​orrer').handoff?.reason).toBe('risk_self_harm')
    expect(triage('QUERO MORRERRRRR!!!').handoff?.reason).toBe('risk_self_harm')
    expect(triage('querо mоrrer').handoff?.reason).toBe('risk_self_harm')
  })

  test('is read in a long text within a moment', () => {
    const begun = Date.now()
    expect(
      triage(`${'quero marcar uma sessão para a minha mãe que está com dor '.repeat(80)} quero morrer`)
        .handoff?.urgent,
    ).toBe(true)
    expect(Date.now() - begun).toBeLessThan(5000)
  })
})
