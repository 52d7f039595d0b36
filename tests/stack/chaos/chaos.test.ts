import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { beforeAll, expect, test } from 'vitest'
import { connect } from '../../../local/database.ts'
import { demoPassword } from '../../../local/demo.ts'
import { removeDataDirectory } from '../../../local/postgres-runtime.ts'
import { isRunning } from '../../../local/processes.ts'
import { startStack, type Stack } from '../../../local/stack.ts'
import { until } from '../support/services.ts'
import { disturb, planDisturbances } from './disturbances.ts'
import { evolutionStory } from './evolution-story.ts'
import { shuffleDeliveries, type ExpectedMessage } from './model.ts'
import { mediaOf, sendPictures, writePictures } from './pictures.ts'
import { Random } from './random.ts'
import { answerAll, deliver, Traffic, type Answer } from './senders.ts'
import { twilioStory } from './twilio-story.ts'
import { lostSteps, openJobs, passTime, placeWitness, wrongSummaries } from './witness.ts'
import { ownStack } from '../support/stack.ts'

const seed = Number(process.env.ZELO_CHAOS_SEED ?? Date.now() % 1_000_000)
const random = new Random(seed)
const run = `C${seed}X`
const pictureRun = `FOTO${seed}`

const clinics = {
  evolution: { tenantId: '00000000-0000-4000-8000-0000000000a1', email: 'admin@aurora.test' },
  twilio: { tenantId: '00000000-0000-4000-8000-0000000000b1', email: 'admin@horizonte.test' },
} as const
type Provider = keyof typeof clinics
const providers = Object.keys(clinics) as Provider[]

const people = { evolution: 40, twilio: 30 }
const answered = 15
const answersEach = 5

/** The last five digits are none of the simulators' magic numbers. */
const phoneOf = (provider: Provider, n: number, area = 11) =>
  `55${area}9${provider === 'evolution' ? 7 : 8}${String(n).padStart(3, '0')}1000`

const home = mkdtempSync(join(tmpdir(), 'zelo-chaos-'))
const portBase = Number(new URL(ownStack().gatewayUrl).port) + 9
let stack: Stack
let sql: Sql

beforeAll(async () => {
  stack = await startStack({ home, portBase, app: 'none', jobsEvery: 500, isThrowaway: true })
  sql = connect(stack.urls.superuser)
  return async () => {
    const pids = Object.values(stack.pids)
    await sql.end({ timeout: 2 })
    await stack.stop()
    expect(pids.filter((pid) => isRunning(pid, home))).toEqual([])
    removeDataDirectory(join(home, 'postgres'))
    rmSync(home, { recursive: true, force: true })
  }
})

async function control<T>(path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${stack.urls.simulators}/control${path}`, {
    headers: { 'content-type': 'application/json' },
    ...init,
  })
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as T
}

async function signIn(email: string): Promise<string> {
  const response = await fetch(`${stack.urls.gateway}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: stack.keys.publishable, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: demoPassword }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

/** Patients whom the clinic will answer write first: WhatsApp opens its 24-hour window, and their thread exists. */
async function openConversations(): Promise<void> {
  for (const provider of providers) {
    for (let n = 0; n < answered; n += 1) {
      await control('/inbound', { provider, from: phoneOf(provider, n), name: 'Paciente', text: 'Oi' })
    }
  }
}

function writeStories() {
  const evolutionUrl = `${stack.urls.functions}/evolution-whatsapp-inbound`
  const twilioUrl = `${stack.urls.functions}/twilio-whatsapp-inbound`
  const evolutionStories = Array.from({ length: people.evolution }, (_, n) => {
    // From area code 31 up WhatsApp knows mobiles without their ninth digit.
    const area = n >= answered && n % 4 === 0 ? 31 : 11
    const phone = phoneOf('evolution', n, area)
    const number = area === 31 ? phone.replace(/^55319/, '5531') : phone
    const lid = n >= answered && n % 3 === 0 ? `2${phone}@lid` : undefined
    return evolutionStory(random, evolutionUrl, { phone, number, ...(lid ? { lid } : {}) }, run)
  })
  const twilioStories = Array.from({ length: people.twilio }, (_, n) =>
    twilioStory(random, twilioUrl, phoneOf('twilio', n), run),
  )
  return [...evolutionStories, ...twilioStories]
}

function writeAnswers(): Answer[] {
  const answers = providers.flatMap((provider) =>
    Array.from({ length: answered * answersEach }, (_, n) => ({
      tenantId: clinics[provider].tenantId,
      threadKey: `whatsapp:+${phoneOf(provider, n % answered)}`,
      // Some say the same to the same person, at about the same time: each is a message of its own.
      body: `resposta ${run} ${provider} ${n % 5 === 0 ? 'igual' : n}`,
      at: n % 5 === 0 ? (n % answered) / 20 : random.next() * 0.98,
    })),
  )
  return answers.sort((left, right) => left.at - right.at)
}

/** Providers that lose answers, refuse for a while, repeat themselves and report out of order. */
function upset() {
  return Promise.all(
    providers.map((provider) =>
      control('/faults', {
        provider,
        status429: random.between(2, 6),
        status500: random.between(2, 6),
        dropAfterAccept: random.between(5, 12),
        duplicate: random.between(20, 60),
        outOfOrder: random.once(2),
      }),
    ),
  )
}

/** What is stored of the authored messages, in the shape of what is expected. */
async function stored(): Promise<ExpectedMessage[]> {
  return sql<ExpectedMessage[]>`
    select m.provider_message_id as id, m.provider, t.phone, m.direction, m.body, m.status,
      m.reactions #>> '{0,emoji}' as emoji, m.edited_at is not null as edited, m.deleted_at is not null as deleted
    from public.conversation_messages m
    join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
    where m.provider_message_id like ${`%${run}%`}`
}

const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1)

test(
  `nothing is lost, doubled or wrong after the chaos (ZELO_CHAOS_SEED=${seed})`,
  { timeout: 150_000, retry: 0 },
  async () => {
    await placeWitness(sql)
    await control('/settings', { statusDelayMs: 20, retryScale: 0.05 })
    await openConversations()
    const stories = writeStories()
    const distinct = new Set(stories.flatMap(({ webhooks }) => webhooks.map(({ url, body }) => url + body)))
    expect(distinct.size).toBeGreaterThanOrEqual(2000)
    const deliveries = shuffleDeliveries(random, stories)
    const answers = writeAnswers()
    const pictures = writePictures(
      random,
      pictureRun,
      Array.from({ length: answered }, (_, n) => phoneOf('evolution', n)),
    )
    const traffic = new Traffic(deliveries.length)
    const tokens = Object.fromEntries(
      await Promise.all(providers.map(async (p) => [clinics[p].tenantId, await signIn(clinics[p].email)])),
    ) as Record<string, string>
    await upset()

    const access = { functionsUrl: stack.urls.functions, publishableKey: stack.keys.publishable, tokens }
    const [, , , { lastCrash, killed }] = await Promise.all([
      deliver(deliveries, traffic, 16),
      answerAll(answers, traffic, access, 4),
      sendPictures(pictures, traffic, control),
      disturb(stack, planDisturbances(random), traffic),
    ])
    expect(killed.filter((victim) => victim === 'functions')).toHaveLength(6)
    expect(killed).toContain('postgres')
    expect(traffic.refusals).toEqual([])
    expect(traffic.repeated).toBeGreaterThan(0)

    // What the gateway still repeats brings jobs of its own.
    await control('/idle', {})
    await until(
      async () => {
        await passTime(sql, lastCrash)
        return (await openJobs(sql)).length === 0
      },
      'there are jobs that nobody finishes',
      40_000,
    )
    await control('/idle', {})

    const [events] = await sql`
    select count(*)::int as stored from app.webhook_events where raw::text ~ ${`${run}[ER5]`}`
    expect(events?.stored).toBe(distinct.size)
    const expected = stories.flatMap(({ messages }) => messages)
    expect([...(await stored())].sort(byId)).toEqual([...expected].sort(byId))
    expect(await wrongSummaries(sql)).toEqual([])
    expect(await lostSteps(sql)).toEqual([])
    expect(await openJobs(sql)).toEqual([])
    expect(await sql`select action from app.early_actions`).toEqual([])
    expect(await sql`select kind, last_error from app.jobs where dead_at is not null`).toEqual([])
    const split = await sql`
    select phone, count(*)::int as threads from public.conversation_threads group by tenant_id, phone having count(*) > 1`
    expect(split).toEqual([])

    const media = await mediaOf(sql, pictureRun)
    expect(media.messages.map(({ id, state }) => [id, state])).toEqual(
      pictures.map(({ id, isDeleted }) => [id, isDeleted ? 'deleted' : 'ready']).sort(),
    )
    // Each object is a row's, each row has its object, and every picture that is shown is there.
    expect(media.files.filter(({ state }) => state !== 'stored')).toEqual([])
    expect(media.objects).toEqual(media.files.map(({ path }) => path))
    const shown = media.messages.flatMap(({ path }) => path ?? [])
    expect(shown.filter((path) => !media.objects.includes(path))).toEqual([])
    expect(new Set(shown).size).toBe(pictures.filter(({ isDeleted }) => !isDeleted).length)

    const onPhones = (await control<{ from: string; text: string }[]>('/messages')).filter(
      ({ from, text }) => from === 'clinic' && text.includes(run),
    )
    expect(onPhones.map(({ text }) => text).sort()).toEqual(answers.map(({ body }) => body).sort())
    const sent = await sql<{ body: string; status: string; jobs: number }[]>`
    select m.body, m.status, (select count(*)::int from app.jobs j where j.payload ->> 'message_id' = m.id::text) as jobs
    from public.conversation_messages m where m.direction = 'outbound' and m.body like ${`resposta ${run}%`} order by m.body`
    expect(sent.map(({ body }) => body)).toEqual(answers.map(({ body }) => body).sort())
    expect(
      sent.filter(({ status, jobs }) => !['sent', 'delivered', 'read'].includes(status) || jobs < 1),
    ).toEqual([])
  },
)
