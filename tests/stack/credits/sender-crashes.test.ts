import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { beforeAll, expect, test } from 'vitest'
import { connect } from '../../../local/database.ts'
import { demoPassword, demoTwilio } from '../../../local/demo.ts'
import { functionsEnvironment } from '../../../local/functions/environment.ts'
import { removeDataDirectory } from '../../../local/postgres-runtime.ts'
import { startStack, type Stack } from '../../../local/stack.ts'
import { statusParams, type TwilioStatus } from '../../../local/simulators/twilio/payloads.ts'
import { webhookRequest } from '../../../local/simulators/twilio/webhook.ts'
import { Random } from '../chaos/random.ts'
import { until } from '../support/services.ts'
import { automate, texts } from './automation-story.ts'
import { deaths, DoomedSenders, type Death, type Doom } from './doomed-senders.ts'
import type { SenderOrder } from './sender.ts'
import { ownStack } from '../support/stack.ts'

const seed = Number(process.env.ZELO_CHAOS_SEED ?? Date.now() % 1_000_000)
const random = new Random(seed)

/** `npm run soak` kills a thousand. */
const kills = Number(process.env.ZELO_KILLS ?? 50)
const atOnce = 8
const tenantId = '00000000-0000-4000-8000-0000000000b1'
const email = 'admin@horizonte.test'

/** Twilio delivers to some, refuses some at once, and takes the messages of some to say later that they failed. */
const fates = {
  delivered: ['01000'],
  refused: ['21614', '21211'],
  failed: ['63024', '63003', '63013'],
} as const
type Fate = keyof typeof fates

interface Patient {
  phone: string
  fate: Fate
}

const patients = (Object.keys(fates) as Fate[]).flatMap((fate) =>
  Array.from({ length: fate === 'delivered' ? 24 : 6 }, (_, n): Patient => {
    const ending = fates[fate][n % fates[fate].length]
    return { phone: `551198${String(n).padStart(2, '0')}${ending}`, fate }
  }),
)

/** A message that somebody wants to send; `presses` are theirs, the worker's attempts are not among them. */
interface Wish {
  clientId: string
  patient: Patient
  body: string
  presses: number
}

const home = mkdtempSync(join(tmpdir(), 'zelo-crashes-'))
const portBase = Number(new URL(ownStack().gatewayUrl).port) + 19
let stack: Stack
let sql: Sql
let senders: DoomedSenders
let token: string

beforeAll(async () => {
  // no clock: whoever sends is one of the doomed
  stack = await startStack({ home, portBase, app: 'none', scheduler: false, isThrowaway: true })
  sql = connect(stack.urls.superuser, 2 * atOnce)
  const environment = { ...functionsEnvironment(stack.config), ZELO_LOG_LEVEL: 'error' }
  senders = await DoomedSenders.open(home, environment, sql)
  token = await signIn()
  return async () => {
    await senders.close()
    await sql.end({ timeout: 2 })
    await stack.stop()
    removeDataDirectory(join(home, 'postgres'))
    rmSync(home, { recursive: true, force: true })
  }
})

async function signIn(): Promise<string> {
  const response = await fetch(`${stack.urls.gateway}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: stack.keys.publishable, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: demoPassword }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${stack.urls.simulators}/control${path}`, {
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  const said = await response.text()
  if (!response.ok) throw new Error(`The simulators answered ${response.status}: ${said}`)
  return (said === '' ? null : JSON.parse(said)) as T
}

function pressOf({ clientId, patient, body }: Wish): SenderOrder {
  return {
    name: 'send-whatsapp-message',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: { tenant_id: tenantId, thread_key: `whatsapp:+${patient.phone}`, client_id: clientId, body },
  }
}

function workOrder(): SenderOrder {
  return {
    name: 'process-jobs',
    headers: { apikey: stack.keys.secret, 'content-type': 'application/json' },
    body: {},
  }
}

/** The same request to the functions that nobody kills. */
async function ask({ name, headers, body }: SenderOrder): Promise<number> {
  const response = await fetch(`${stack.urls.functions}/${name}`, {
    method: 'POST',
    headers: { ...headers, apikey: stack.keys.secret },
    body: JSON.stringify(body),
  })
  await response.text()
  return response.status
}

/** Some say the same to the same person: each is a message of its own. */
function newWish(n: number): Wish {
  const isTwin = n % 20 < 2
  const patient = isTwin ? patients[Math.floor(n / 20) % patients.length]! : random.pick(patients)
  const body = isTwin ? `igual ${Math.floor(n / 20)}` : `mensagem ${n}`
  return { clientId: randomUUID(), patient, body, presses: 0 }
}

function doomOf({ name }: SenderOrder): Doom {
  const death = random.pick(deaths)
  const isWorker = name === 'process-jobs'
  return {
    death,
    request: isWorker ? random.between(1, 4) : 1,
    afterMs: death === 'answered' ? random.between(0, 5) : random.between(0, 25),
  }
}

/** Every sender is dead, its statements ended and its requests answered: its leases are over, and so are all waits. */
async function passTime(dead: string[]): Promise<void> {
  await senders.quiet()
  await until(async () => {
    const [row] = await sql<{ alive: number }[]>`
      select count(*)::int as alive from pg_stat_activity where application_name = any(${dead})`
    return row?.alive === 0
  }, 'the statements of dead senders do not end')
  // eight of the twelve attempts are spent on dying, and then time stands still, however long all this takes: a message
  // that used them up fails with an unknown outcome
  await sql`
    update app.jobs set
      run_at = case when attempts < 8 then least(run_at, now()) else now() + interval '1 hour' end,
      leased_until = case when attempts < 8 then least(leased_until, now()) else leased_until + interval '1 hour' end
    where finished_at is null and dead_at is null`
}

interface Settled {
  client_id: string
  status: string
  error_code: string | null
  provider_message_id: string | null
  usages: number
  refunds: number
  paid: number
}

function settledMessages() {
  return sql<Settled[]>`
    select m.client_id, m.status, m.error_code, m.provider_message_id,
      count(*) filter (where x.kind = 'usage')::int as usages,
      count(*) filter (where x.kind = 'refund')::int as refunds, coalesce(-sum(x.amount), 0)::int as paid
    from public.conversation_messages m
    left join public.whatsapp_credits_transactions x
      on x.tenant_id = m.tenant_id and x.conversation_message_id = m.id
    where m.tenant_id = ${tenantId} and (m.body like 'mensagem %' or m.body like 'igual %')
      and m.direction = 'outbound'
    group by m.tenant_id, m.id`
}

async function balance(): Promise<number> {
  const [row] = await sql<{ balance: number }[]>`
    select balance - debt_credits as balance from public.whatsapp_credits_balance where tenant_id = ${tenantId}`
  return row?.balance ?? 0
}

/** Posts a status as Twilio would, under the signature of the account. */
async function tellStatus(message: { id: string; sid: string; phone: string }, status: TwilioStatus) {
  const url = `${stack.urls.functions}/twilio-whatsapp-inbound/status?m=${message.id}`
  const params = statusParams({
    accountSid: demoTwilio.accountSid,
    sid: message.sid,
    from: demoTwilio.from,
    to: `whatsapp:${message.phone}`,
    status,
  })
  const { headers, body } = webhookRequest(demoTwilio.authToken, url, params)
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(204)
}

/** Some messages that Twilio had given up arrive after all; it tells so twice, and what came before once more. */
async function lateDeliveries(): Promise<string[]> {
  const failed = await sql<{ id: string; client_id: string; sid: string; phone: string }[]>`
    select m.id, m.client_id, m.provider_message_id as sid, t.phone from public.conversation_messages m
    join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
    where m.tenant_id = ${tenantId} and m.status = 'failed' and m.provider_message_id is not null
    order by m.id limit 20`
  for (const message of failed) {
    for (const status of ['sent', 'delivered', 'failed', 'delivered', 'undelivered'] as const) {
      await tellStatus(message, status)
    }
  }
  return failed.map(({ client_id }) => client_id)
}

/** What became of the wishes whose senders were killed, `kills` times. */
async function killSenders(wishes: Wish[]): Promise<Map<Death, number>> {
  const killed = new Map<Death, number>(deaths.map((death) => [death, 0]))
  const total = () => [...killed.values()].reduce((sum, count) => sum + count, 0)
  const startSome = () => Array.from({ length: atOnce }, () => senders.start())
  let waiting = startSome()
  while (total() < kills) {
    const round = waiting
    // callbacks settle what they are faster with than the worker; the others it has to look for
    await control('/faults', { provider: 'twilio', outOfOrder: random.once(3) })
    const ends = round.map((name, index) => {
      if (index < 2) return senders.run(name, workOrder(), doomOf(workOrder()))
      // who is told that a message was refused tries again, now and then
      const again = random.once(8) && wishes.filter(({ patient }) => patient.fate === 'refused')
      const wish = again && again.length > 0 ? random.pick(again) : newWish(wishes.length)
      if (wish.presses === 0) wishes.push(wish)
      wish.presses += 1
      return senders.run(name, pressOf(wish), doomOf(pressOf(wish)))
    })
    // the next ones start while these work and die
    waiting = startSome()
    for (const death of await Promise.all(ends)) if (death) killed.set(death, (killed.get(death) ?? 0) + 1)
    await passTime(round)
  }
  return killed
}

test(
  `senders are killed ${kills} times: each message has an id or its credit back (ZELO_CHAOS_SEED=${seed})`,
  { timeout: 900_000, retry: 0 },
  async () => {
    await sql`select public.add_whatsapp_credits(${tenantId}, 5000, ${`crashes:${seed}`})`
    await control('/settings', { statusDelayMs: 2000, retryScale: 0.05 })
    for (const { phone } of patients) {
      await control('/inbound', { provider: 'twilio', from: phone, name: 'Paciente', text: 'Oi' })
    }
    const faults = { status429: 40, status500: 40, dropAfterAccept: 40, duplicate: 500 }
    await control('/faults', { provider: 'twilio', ...faults })
    const before = await balance()

    const wishes: Wish[] = []
    const killed = await killSenders(wishes)
    for (const death of deaths) expect(killed.get(death), death).toBeGreaterThan(kills / 60)

    // whose sender died before the commit sees no message, and presses again
    await control('/faults', { provider: 'twilio', status429: 0, status500: 0, dropAfterAccept: 0 })
    const stored = new Set((await settledMessages()).map(({ client_id }) => client_id))
    for (const wish of wishes.filter(({ clientId }) => !stored.has(clientId))) {
      expect([200, 202]).toContain(await ask(pressOf(wish)))
    }
    await until(
      async () => {
        await sql`
          update app.jobs set run_at = least(run_at, now()), leased_until = least(leased_until, now())
          where finished_at is null and dead_at is null`
        expect(await ask(workOrder())).toBe(200)
        const open = await sql`select from app.jobs where finished_at is null and dead_at is null`
        return open.length === 0
      },
      'there are jobs that nobody finishes',
      120_000,
    )
    await until(
      async () => {
        const open = (await settledMessages()).filter(
          ({ status }) => status !== 'delivered' && status !== 'failed',
        )
        return open.length === 0
      },
      'there are messages of which Twilio never told the end',
      60_000,
    )
    await control('/idle', {})
    const late = new Set(await lateDeliveries())

    const settled = new Map((await settledMessages()).map((message) => [message.client_id, message]))
    expect(settled.size).toBe(wishes.length)
    const wrong = wishes.filter(({ clientId, patient }) => {
      const { status, provider_message_id, usages, refunds, paid } = settled.get(clientId)!
      const isAccepted = provider_message_id !== null
      if (patient.fate === 'refused') {
        return isAccepted || status !== 'failed' || usages < 1 || refunds !== usages || paid !== 0
      }
      if (patient.fate === 'failed' && !late.has(clientId)) {
        return !isAccepted || status !== 'failed' || usages !== 1 || refunds !== 1 || paid !== 0
      }
      const isDelivered = status === 'delivered' && isAccepted
      return !isDelivered || paid !== 1 || refunds !== usages - 1 || usages !== (late.has(clientId) ? 2 : 1)
    })
    expect(wrong.map((wish) => ({ ...wish, ...settled.get(wish.clientId) }))).toEqual([])

    const onPhones = (await control<{ id: string; from: string; phone: string; text: string }[]>('/messages'))
      .filter(({ from, text }) => from === 'clinic' && /^(mensagem|igual) /.test(text))
      .map(({ id }) => id)
    const ids = [...settled.values()].flatMap(({ provider_message_id }) => provider_message_id ?? [])
    expect(onPhones.sort()).toEqual(ids.sort())
    expect(new Set(ids).size).toBe(ids.length)

    const paid = [...settled.values()].reduce((sum, message) => sum + message.paid, 0)
    expect(await balance()).toBe(before - paid)
    expect(paid).toBe(
      wishes.filter(({ patient, clientId }) => patient.fate === 'delivered' || late.has(clientId)).length,
    )
    expect(await sql`select * from app.credit_faults()`).toEqual([])
    expect(await sql`select kind, last_error from app.jobs where dead_at is not null`).toEqual([])
    expect(await sql`select from app.jobs where lease_token is not null`).toEqual([])
  },
)

/** Nothing lives any more, its leases are over; what died three times waits for the worker that nobody kills. */
async function passTimeOfAutomation(dead: string[]): Promise<void> {
  await senders.quiet()
  await until(async () => {
    const [row] = await sql<{ alive: number }[]>`
      select count(*)::int as alive from pg_stat_activity where application_name = any(${dead})`
    return row?.alive === 0
  }, 'the statements of dead workers do not end')
  await sql`
    update app.jobs set
      run_at = case when attempts < 3 then least(run_at, now()) else now() + interval '1 hour' end,
      leased_until = least(leased_until, now())
    where finished_at is null and dead_at is null`
}

test(
  `workers are killed while the clinic answers by itself: each effect is there once (ZELO_CHAOS_SEED=${seed})`,
  { timeout: 600_000, retry: 0 },
  async () => {
    await control('/settings', { statusDelayMs: 0, retryScale: 0.05 })
    await control('/faults', {
      provider: 'twilio',
      status429: 0,
      status500: 0,
      dropAfterAccept: 0,
      duplicate: 0,
      outOfOrder: false,
    })
    await sql`select public.add_whatsapp_credits(${tenantId}, 500, ${`automation:${seed}`})`
    const phones = Array.from({ length: 12 }, (_, n) => `+551198${String(40 + n)}01000`)
    // the provider takes free text from now on
    for (const phone of phones)
      await control('/inbound', { provider: 'twilio', from: phone.slice(1), name: 'Pessoa', text: 'Oi' })
    await until(async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from public.conversation_threads where tenant_id = ${tenantId} and phone = any(${phones})`
      return row?.n === phones.length
    }, 'what people write is not stored')
    const story = await automate(sql, tenantId, email)
    let killed = 0
    for (let round = 0; round < 8; round += 1) {
      const names = [senders.start(), senders.start()]
      for (const phone of phones.slice(round * 2, round * 2 + 2)) await story.write(phone)
      const ends = await Promise.all(names.map((name) => senders.run(name, workOrder(), doomOf(workOrder()))))
      killed += ends.filter(Boolean).length
      await passTimeOfAutomation(names)
    }
    expect(killed).toBeGreaterThan(4)
    await until(
      async () => {
        await sql`
          update app.jobs set run_at = least(run_at, now()), leased_until = least(leased_until, now())
          where finished_at is null and dead_at is null`
        expect(await ask(workOrder())).toBe(200)
        const open = await sql`select from app.jobs where finished_at is null and dead_at is null`
        return open.length === 0
      },
      'there are jobs that nobody finishes',
      120_000,
    )
    await control('/idle', {})

    expect(await story.effects()).toEqual(
      phones.map((phone) => ({
        phone,
        paid: [texts.last, texts.first, texts.reply].map((text) => `${text} 1`),
        tasks: 1,
        replies: 1,
        runs: ['done: 3'],
      })),
    )
    const said = (await control<{ from: string; phone: string; text: string }[]>('/messages'))
      .filter(({ from, text }) => from === 'clinic' && (Object.values(texts) as string[]).includes(text))
      .map(({ phone, text }) => `${phone.replace(/\D/g, '')} ${text}`)
    expect(said.sort()).toEqual(
      phones
        .flatMap((phone) => Object.values(texts).map((text) => `${phone.replace(/\D/g, '')} ${text}`))
        .sort(),
    )
    expect(await sql`select * from app.credit_faults()`).toEqual([])
    expect(await sql`select kind, last_error from app.jobs where dead_at is not null`).toEqual([])
  },
)
