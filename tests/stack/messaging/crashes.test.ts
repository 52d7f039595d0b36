import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accepts } from '../../../local/supervisor.ts'
import { cycle, pidOf, until } from '../support/services.ts'
import { clearFaults, Desk, Patient, providers, setFaults, settled, type Message } from './support.ts'
import { ownStack } from '../support/stack.ts'

const functionsPort = Number(new URL(ownStack().gatewayUrl).port) + 2
const simulatorsPort = Number(new URL(ownStack().simulatorsUrl).port)

/** A person presses "send"; the answer gets lost when the functions are killed. */
function pressSend(desk: Desk, patient: Patient, body: string): Promise<unknown> {
  return desk.sends(patient, body).catch(() => undefined)
}

/** The message of an interrupted send, once its attempt is under way. */
async function underWay(desk: Desk, patient: Patient): Promise<Message> {
  await expect.poll(async () => (await desk.outbound(patient)).length, { timeout: 10_000 }).toBe(1)
  const [message] = await desk.outbound(patient)
  if (!message) throw new Error('The message was not stored')
  await expect.poll(async () => (await desk.jobOf(message))?.state).toBe('leased')
  return message
}

async function expectOnce(desk: Desk, patient: Patient, message: Message, text: string): Promise<void> {
  await expect.poll(async () => (await desk.jobOf(message))?.state, { timeout: 20_000 }).toBe('finished')
  await settled()
  expect(await patient.texts()).toEqual([text])
  const stored = await desk.outbound(patient)
  expect(stored).toEqual([expect.objectContaining({ id: message.id, body: text, error_code: null })])
  expect(['sent', 'delivered']).toContain(stored[0]?.status)
}

describe.each(providers)('through %s', (provider) => {
  let desk: Desk
  let patient: Patient

  beforeAll(async () => {
    desk = await Desk.open(provider)
  })
  afterAll(() => desk.close())
  afterEach(clearFaults)

  async function greeted(): Promise<void> {
    patient = new Patient(provider)
    await patient.writes('Oi')
  }

  test('the functions are killed in mid-send and the provider reports what it got', async () => {
    await greeted()
    // Long enough for the functions to be up again: a status that nobody takes is not reported a second time.
    await setFaults(provider, { delayMs: 8000 })
    const pressed = pressSend(desk, patient, 'morri no meio')
    const message = await underWay(desk, patient)
    await cycle('functions', functionsPort, 'SIGKILL')
    await pressed
    await expect.poll(() => patient.texts(), { timeout: 20_000 }).toEqual(['morri no meio'])
    await expect
      .poll(async () => (await desk.outbound(patient))[0]?.status, { timeout: 20_000 })
      .toBe('delivered')
    await desk.age(message)
    await expectOnce(desk, patient, message, 'morri no meio')
  })

  test('the functions are killed in mid-send and nobody reports anything', async () => {
    await greeted()
    await setFaults(provider, { delayMs: 1500, noCallbacks: true })
    const pressed = pressSend(desk, patient, 'morri em silêncio')
    const message = await underWay(desk, patient)
    await cycle('functions', functionsPort, 'SIGKILL')
    await pressed
    await expect.poll(() => patient.texts(), { timeout: 10_000 }).toEqual(['morri em silêncio'])
    await clearFaults()
    await desk.age(message)
    await expectOnce(desk, patient, message, 'morri em silêncio')
  })

  test('the functions are killed before the provider did anything', async () => {
    await greeted()
    await setFaults(provider, { timeout: 1 })
    const pressed = pressSend(desk, patient, 'não cheguei')
    const message = await underWay(desk, patient)
    await cycle('functions', functionsPort, 'SIGKILL')
    await pressed
    expect(await patient.texts()).toEqual([])
    await desk.age(message)
    await expectOnce(desk, patient, message, 'não cheguei')
  })

  test('the provider is down, and comes back', async () => {
    await greeted()
    process.kill(pidOf('simulators'), 'SIGTERM')
    await until(async () => !(await accepts(simulatorsPort)), 'the provider is still up')
    const message = await desk.accepts(patient, 'quando der', 202)
    expect(message.status).toBe('queued')
    await until(() => accepts(simulatorsPort), 'the provider did not come back')
    await desk.age(message)
    await expectOnce(desk, patient, message, 'quando der')
  })
})

test('without its database a webhook is answered 503, and taken when it is repeated', async () => {
  const desk = await Desk.open('evolution')
  const before = pidOf('postgres')
  process.kill(before, 'SIGKILL')
  const outages = providers.map(async (provider) => {
    const patient = new Patient(provider)
    const seen: (number | null)[] = []
    const post = async (id: string) => {
      seen.push((await patient.writes('Alguém?', { id })).status)
      return seen.at(-1)
    }
    let id = ''
    // A connection may outlive the server for a moment: the first refusal is the webhook to follow.
    await until(
      async () => (await post((id = `CRASH${patient.phone}${seen.length}`))) === 503,
      'the outage was not noticed',
    )
    await until(async () => (await post(id)) === 200, 'the webhook was never taken', 60_000)
    expect(seen.filter((status) => status !== 200 && status !== 503)).toEqual([])
    const rows = await desk.sql`
      select from public.conversation_messages where provider_message_id = ${id}`
    expect(rows).toHaveLength(1)
  })
  await Promise.all(outages)
  expect(pidOf('postgres')).not.toBe(before)
  await desk.close()
})
