import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { createSecretBox } from '../../supabase/functions/_shared/platform/secrets.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoModelKey } from '../simulators/model/routes.ts'
import { callFunction } from './settle.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/assistant'
const id = (n: number) => `00000000-0000-4000-8000-0000006b00${String(n).padStart(2, '0')}`
const [first, second, run] = [id(1), id(2), id(3)]

const settings = {
  mode: 'people',
  name: 'Lia',
  greeting: 'Oi! Aqui é a Lia, assistente da Clínica Aurora. Se preferir falar com uma pessoa, é só pedir.',
  tone: 'warm',
  hours: 'always',
  custom_hours: {},
  monthly_budget_cents: 5000,
  turns_per_day: 300,
  person_turns_per_day: 30,
  quiet_minutes: 30,
  wait_seconds: 6,
  handoff_user_id: null,
  asks_rating: true,
  prompt_price_cents: 80,
  completion_price_cents: 320,
  accepts: true,
}

/** What the clinic measures besides our cases: the message, what is right, and the title of the document it stands in. */
const cases: readonly (readonly [string, object, string?])[] = [
  [
    'Qual o endereço de vocês? Fica perto do metrô?',
    { intent: 'faq', handoff: false },
    'Endereço e como chegar',
  ],
  ['Até que horas vocês abrem no sábado?', { intent: 'faq', handoff: false }, 'Horário de atendimento'],
  ['Vocês aceitam convênio?', { intent: 'faq' }, 'Pagamento e reembolso'],
  ['Tem wi-fi na recepção?', { handoff: false }, 'Perguntas frequentes'],
  ['Quero marcar uma avaliação para quinta de manhã', { intent: 'schedule', handoff: false }],
  ['Minha filha começou a gaguejar de novo, o que eu faço em casa?', { handoff: true }],
]

/** What somebody of the team tried, and what they thought of the answer. */
const tries: readonly { asked: string; result: object; thumb?: 'up' | 'down'; note?: string }[] = [
  {
    asked: 'Boa tarde, qual o endereço da clínica?',
    result: answered(
      'faq',
      'A clínica fica na Rua Harmonia, 210, Vila Madalena, São Paulo. É um sobrado azul, entre a padaria e a livraria.',
      'Endereço e como chegar',
    ),
    thumb: 'up',
  },
  {
    asked: 'Se eu desmarcar hoje a sessão de amanhã, pago?',
    result: answered(
      'faq',
      'Até 24 horas antes, sem custo: responda ao lembrete ou escreva para nós. Depois disso, a sessão é cobrada.',
      'Cancelamentos, faltas e atrasos',
    ),
    thumb: 'up',
  },
  {
    asked: 'Meu ombro voltou a doer, posso fazer compressa quente?',
    result: { outcome: 'handoff', reason: 'clinical', intent: 'handoff' },
    thumb: 'up',
  },
  {
    asked: 'Consigo parcelar o pacote de 10 sessões?',
    result: { outcome: 'handoff', reason: 'unknown', intent: 'catalog', ...used(410, 9) },
    thumb: 'down',
    note: 'Está em Pagamento e reembolso: até 3 vezes sem juros.',
  },
  {
    asked: 'Quero falar com a recepção',
    result: { outcome: 'handoff', reason: 'human_wanted', intent: 'handoff' },
  },
]

function used(prompt: number, completion: number) {
  return {
    model: 'demo-model',
    prompt_tokens: prompt,
    completion_tokens: completion,
    latency_ms: 40 + completion,
  }
}
function answered(intent: string, text: string, title: string) {
  return {
    outcome: 'answer',
    intent,
    text,
    is_sure: true,
    sources: [{ title }],
    ...used(520, Math.ceil(text.length / 4)),
  }
}

/**
 * The assistant of Clínica Aurora answers two people with the model of the simulators, once in the life of a database: two
 * versions of its instructions, of which the first was measured and is in use, cases, and what the team tried.
 */
export async function loadDemoAssistant(config: StackConfig): Promise<void> {
  const superuser = connect(config.urls.superuser)
  const sql = connect(config.urls.database)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await asOwner(sql, (work) => arrange(work, config))
    await measure(config)
    await asOwner(sql, async (work) => {
      const [row] = await work<
        { problem: string | null }[]
      >`select app.prompt_problem(${aurora}, ${first}) as problem`
      if (row?.problem === null) await work`select public.activate_assistant_prompt(${aurora}, ${first})`
      await rate(work)
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function asOwner(sql: Sql, act: (work: Sql) => Promise<void>): Promise<void> {
  await sql.begin(async (transaction) => {
    const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
    const claims = JSON.stringify({ sub: owner, role: 'authenticated' })
    await transaction`select set_config('request.jwt.claims', ${claims}, true)`
    await act(transaction as unknown as Sql)
  })
}

async function arrange(sql: Sql, config: StackConfig): Promise<void> {
  const box = createSecretBox({ k1: config.secrets.encryptionKey }, 'k1')
  const key = await box.seal({ api_key: demoModelKey }, { tenantId: aurora, channelId: aurora })
  await sql`select public.set_module(${aurora}, 'assistant', true)`
  await sql`
    select app.save_assistant_key(${aurora}, ${`${config.urls.simulators}/model/v1`}, 'demo-model', null, null, ${sql.json({ ...key })})`
  await sql`select public.save_assistant(${aurora}, ${sql.json(settings)})`
  await sql`
    select public.set_assistant_person(${aurora}, t.id, true) from (
      select t.id from public.conversation_threads t
      where t.tenant_id = ${aurora} and not t.is_group and t.phone is not null order by t.last_message_at desc limit 2) t`
  await sql`
    select public.save_assistant_prompt(${aurora}, ${first}, 'Primeira versão',
      'Você atende pelo WhatsApp as pessoas que escrevem para a Clínica Aurora. Seja breve, gentil e clara. Responda só com o que está nos documentos e nas ferramentas.')`
  await sql`
    select public.save_assistant_prompt(${aurora}, ${second}, 'Mais acolhedora',
      'Você atende pelo WhatsApp as pessoas que escrevem para a Clínica Aurora. Chame a pessoa pelo primeiro nome, agradeça o contato e responda em até três frases. Responda só com o que está nos documentos e nas ferramentas. No fim, pergunte se pode ajudar com mais alguma coisa.')`
  for (const [at, [text, expected, title]] of cases.entries()) {
    const [document] =
      title === undefined
        ? []
        : await sql<{ id: string }[]>`
            select d.id from public.ai_documents d where d.tenant_id = ${aurora} and d.title = ${title} and d.deleted_at is null`
    const right = document === undefined ? expected : { ...expected, document_id: document.id }
    await sql`select public.save_assistant_case(${aurora}, ${id(20 + at)}, ${text}, ${sql.json(right as never)})`
  }
  for (const { asked, result, thumb, note } of tries) {
    const worker = randomUUID()
    const [begun] = await sql<{ id: string }[]>`
      select app.begin_test_turn(${aurora}, ${sql.json([{ from: 'person', text: asked }])}, ${worker}) #>> '{turn,id}' as id`
    await sql`select app.finish_turn(${aurora}, ${begun!.id}, ${worker}, ${sql.json(result as never)})`
    if (thumb)
      await sql`select public.rate_assistant_turn(${aurora}, ${begun!.id}, ${thumb}, ${note ?? null})`
  }
  await sql`select public.start_assistant_evaluation(${aurora}, ${run}, ${first})`
}

/** What people said when their conversation was over: of two colleagues, and of the assistant. */
async function rate(sql: Sql): Promise<void> {
  const who = Object.fromEntries(demoUsers.map(({ email, id: user }) => [email, user]))
  const rows = [5, 4, 5, 3, 5, 4, 5].map((rating, at) => ({
    at,
    rating,
    user_id: at % 3 === 2 ? null : at % 2 === 0 ? who['recepcao@aurora.test'] : who['supervisor@aurora.test'],
  }))
  await sql`
    insert into public.ai_ratings (tenant_id, thread_id, user_id, is_of_assistant, prompt_id, state, run_at, asked_at, rating, rated_at)
    select ${aurora}, t.id, r.user_id, r.user_id is null, case when r.user_id is null then ${first}::uuid end, 'rated', m.at, m.at, r.rating,
      m.at + interval '4 minutes'
    from jsonb_to_recordset(${sql.json(rows as never)}) r (at integer, rating integer, user_id uuid)
    join (
      select c.id, row_number() over (order by c.last_message_at) - 1 as place from public.conversation_threads c
      where c.tenant_id = ${aurora} and c.status = 'finished' and not c.is_group) t on t.place = r.at
    cross join lateral (select now() - make_interval(days => 2 * r.at + 1, hours => 3) as at) m`
}

/** The evaluation is done as anybody's is. */
async function measure(config: StackConfig): Promise<void> {
  for (let round = 0, claimed = 1; claimed > 0 && round < 50; round += 1)
    claimed = (await callFunction<{ claimed: number }>(config, 'process-jobs')).claimed
}
