import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/knowledge'
const id = (n: number) => `00000000-0000-4000-8000-0000006a00${String(n).padStart(2, '0')}`

interface DemoDocument {
  kind: 'text' | 'faq'
  title: string
  body: string
}

/** What Clínica Aurora has put in writing. */
const documents: readonly DemoDocument[] = [
  {
    kind: 'text',
    title: 'Endereço e como chegar',
    body: `A clínica fica na Rua Harmonia, 210, Vila Madalena, São Paulo. É um sobrado azul, entre a padaria e a livraria.

## Metrô e ônibus

A estação Vila Madalena fica a doze minutos a pé. O ônibus 177H para na esquina com a Rua Girassol.

## Carro

Não temos estacionamento próprio. O da Rua Fidalga, 88, cobra R$ 15 a primeira hora de quem mostra o carimbo da recepção.

## Acessibilidade

A entrada tem rampa, e duas salas ficam no térreo. Avise ao marcar, para reservarmos uma delas.`,
  },
  {
    kind: 'text',
    title: 'Horário de atendimento',
    body: `Abrimos de segunda a sexta-feira, das 8h às 20h, e aos sábados das 8h às 14h. Não abrimos aos domingos nem nos feriados nacionais.

A recepção responde mensagens nesses horários. Entre o Natal e o dia 2 de janeiro há só atendimentos on-line, combinados com cada profissional.`,
  },
  {
    kind: 'text',
    title: 'Cancelamentos, faltas e atrasos',
    body: `## Cancelar ou remarcar

Até 24 horas antes, sem custo: responda ao lembrete ou escreva para nós. Depois disso, a sessão é cobrada, porque o horário estava reservado para você.

## Atrasos

Esperamos 15 minutos. A sessão termina na hora marcada, para não atrasar quem vem depois.

## Doença

Com febre ou sintomas de gripe, avise e fique em casa: a sessão passa para on-line ou é remarcada sem custo, uma vez por mês.`,
  },
  {
    kind: 'text',
    title: 'Pagamento e reembolso',
    body: `Aceitamos pix, cartão de crédito, cartão de débito e dinheiro. Pacotes podem ser parcelados em até 3 vezes sem juros.

Não temos contrato com convênios. Entregamos recibo com CPF e o registro do profissional, para você pedir reembolso ao seu plano; quanto ele devolve, só o plano informa.

Os recibos chegam por e-mail até o quinto dia útil do mês seguinte.`,
  },
  {
    kind: 'text',
    title: 'Primeira consulta',
    body: `A primeira consulta dura 50 minutos e custa o mesmo que as outras. Não é preciso encaminhamento.

Traga um documento com foto e, se tiver, relatórios de outros profissionais. Antes, enviamos uma ficha pelo celular: preencher leva cinco minutos.

Crianças e adolescentes: a primeira conversa é só com os responsáveis.`,
  },
  {
    kind: 'text',
    title: 'Atendimento on-line',
    body: `As sessões por vídeo custam o mesmo que as presenciais. O link chega por mensagem uma hora antes e abre no navegador, sem instalar nada.

Fique em um lugar reservado e use fone de ouvido. Se a conexão cair, o profissional liga para o seu telefone.`,
  },
  {
    kind: 'text',
    title: 'Privacidade',
    body: `O que é dito em sessão é sigiloso. O prontuário é lido só por quem atende você e fica guardado por 20 anos, como manda a lei.

Você pode pedir cópia ou correção dos seus dados na página de privacidade da clínica ou na recepção. Respondemos em até 15 dias.`,
  },
  {
    kind: 'faq',
    title: 'Perguntas frequentes',
    body: `## Tem wi-fi na recepção?

Tem. A senha está no quadro ao lado do café.

## Posso levar acompanhante?

Pode. Há lugar para esperar na recepção e no jardim.

## Vocês atendem emergências?

Não. Em uma emergência ligue 192, e para conversar a qualquer hora, o CVV atende pelo 188.

## Vocês fazem laudo para o detran?

Não fazemos. A lista de clínicas credenciadas está no site do Detran.`,
  },
]

/** Saves the documents of Clínica Aurora, once in the life of a database; they are prepared by jobs, as anybody's are. */
export async function loadDemoKnowledge(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
      const claims = JSON.stringify({ sub: owner, role: 'authenticated' })
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      for (const [at, { kind, title, body }] of documents.entries())
        await transaction`select public.save_ai_document(${aurora}, ${id(at)}, ${kind}, ${title}, ${body})`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}
