import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clearFaults, Desk, Patient, providers, setFaults, settled, type Message } from './support.ts'

/** The patient gets a text once, and the message ends as delivered with its job closed. */
async function expectOnce(desk: Desk, patient: Patient, sent: Message, text: string): Promise<void> {
  await expect.poll(async () => (await desk.jobOf(sent))?.state, { timeout: 15_000 }).toBe('finished')
  await settled()
  expect(await patient.texts()).toEqual([text])
  expect(await desk.outbound(patient)).toEqual([
    expect.objectContaining({ id: sent.id, body: text, error_code: null }),
  ])
}

const statusOf = async (desk: Desk, patient: Patient) => (await desk.outbound(patient)).at(-1)?.status

describe.each(providers)('%s misbehaves', (provider) => {
  let desk: Desk
  let patient: Patient

  beforeAll(async () => {
    desk = await Desk.open(provider)
  })
  afterAll(() => desk.close())
  afterEach(clearFaults)

  async function greeted(): Promise<void> {
    patient = new Patient(provider)
    expect((await patient.writes('Oi')).status).toBe(200)
  }

  test('it is slow', async () => {
    await greeted()
    await setFaults(provider, { delayMs: 1200 })
    const sent = await desk.accepts(patient, 'devagar')
    await expect.poll(() => statusOf(desk, patient), { timeout: 10_000 }).toBe('delivered')
    await expectOnce(desk, patient, sent, 'devagar')
  })

  test('it says "too many requests" and when to come back', async () => {
    await greeted()
    await setFaults(provider, { status429: 1, retryAfter: 90 })
    const sent = await desk.accepts(patient, 'com calma', 202)
    expect(sent.status).toBe('queued')
    const job = await desk.jobOf(sent)
    expect(job).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(job?.waits).toBeGreaterThan(60)
    expect(await patient.texts()).toEqual([])
    await desk.age(sent)
    await expect.poll(() => statusOf(desk, patient), { timeout: 10_000 }).toBe('delivered')
    await expectOnce(desk, patient, sent, 'com calma')
  })

  test('it fails three times in a row', async () => {
    await greeted()
    await setFaults(provider, { status500: 3 })
    const sent = await desk.accepts(patient, 'de novo', 202)
    for (const attempt of [1, 2, 3]) {
      await expect
        .poll(() => desk.jobOf(sent), { timeout: 10_000 })
        .toMatchObject({ state: 'waiting', attempts: attempt })
      const waits = (await desk.jobOf(sent))?.waits ?? 0
      expect(waits).toBeLessThan(5 * 2 ** (attempt - 1) * 1.2)
      await desk.age(sent)
    }
    await expect.poll(() => statusOf(desk, patient), { timeout: 10_000 }).toBe('delivered')
    await expectOnce(desk, patient, sent, 'de novo')
    expect(await desk.jobOf(sent)).toMatchObject({ attempts: 4 })
  })

  test('it delivers every webhook twice', async () => {
    await setFaults(provider, { duplicate: true })
    await greeted()
    const sent = await desk.accepts(patient, 'em dobro')
    await expect.poll(() => statusOf(desk, patient), { timeout: 10_000 }).toBe('delivered')
    await expectOnce(desk, patient, sent, 'em dobro')
    expect((await desk.messages(patient)).map(({ body }) => body)).toEqual(['Oi', 'em dobro'])
    expect(await desk.thread(patient)).toMatchObject({ unread_count: 1 })
  })

  test('it reports the steps of a message in reverse', async () => {
    await greeted()
    await setFaults(provider, { outOfOrder: true })
    const sent = await desk.accepts(patient, 'ao contrário')
    await expect.poll(() => statusOf(desk, patient), { timeout: 10_000 }).toBe('delivered')
    await expectOnce(desk, patient, sent, 'ao contrário')
    expect(await statusOf(desk, patient)).toBe('delivered')
  })

  test('it reports every step before it answers the send', async () => {
    await greeted()
    await setFaults(provider, { statusBeforeResponse: true })
    const sent = await desk.accepts(patient, 'antes')
    await expectOnce(desk, patient, sent, 'antes')
    expect(await statusOf(desk, patient)).toBe('delivered')
  })

  test('it never reports anything', async () => {
    await greeted()
    await setFaults(provider, { noCallbacks: true })
    const sent = await desk.accepts(patient, 'em silêncio')
    expect(sent.status).toBe('sent')
    await expectOnce(desk, patient, sent, 'em silêncio')
  })

  test('it drops the connection after it took the message, and reports it', async () => {
    await greeted()
    await setFaults(provider, { dropAfterAccept: 1 })
    const sent = await desk.accepts(patient, 'caiu a linha', 202)
    await expect.poll(() => statusOf(desk, patient), { timeout: 10_000 }).toBe('delivered')
    await desk.age(sent)
    await expectOnce(desk, patient, sent, 'caiu a linha')
  })

  test('it drops the connection after it took the message, and never reports it', async () => {
    await greeted()
    await setFaults(provider, { dropAfterAccept: 1, noCallbacks: true })
    const sent = await desk.accepts(patient, 'caiu a linha, calado', 202)
    expect(sent.status).toBe('sending')
    expect((await desk.jobOf(sent))?.waits).toBeGreaterThan(10)
    await desk.age(sent)
    await expectOnce(desk, patient, sent, 'caiu a linha, calado')
    expect(await statusOf(desk, patient)).toBe('sent')
  })

  test('the same words, sent twice on purpose, are two messages even if an answer is lost', async () => {
    await greeted()
    const first = await desk.accepts(patient, 'Oi!')
    await setFaults(provider, { dropAfterAccept: 1, noCallbacks: true })
    const second = await desk.accepts(patient, 'Oi!', 202)
    await desk.age(second)
    await expect.poll(async () => (await desk.jobOf(second))?.state, { timeout: 15_000 }).toBe('finished')
    await settled()
    expect(await patient.texts()).toEqual(['Oi!', 'Oi!'])
    const stored = await desk.outbound(patient)
    expect(stored.map(({ id }) => id)).toEqual([first.id, second.id])
    expect(new Set(stored.map((message) => message.provider_message_id)).size).toBe(2)
  })
})

describe('nobody answers', () => {
  const desks: Desk[] = []
  beforeAll(async () => {
    desks.push(...(await Promise.all(providers.map((provider) => Desk.open(provider)))))
  })
  afterAll(() => Promise.all(desks.map((desk) => desk.close())))
  afterEach(clearFaults)

  test('a request that times out is looked for before it is sent again', async () => {
    await Promise.all(
      desks.map(async (desk) => {
        const patient = new Patient(desk.provider)
        await patient.writes('Oi')
        await setFaults(desk.provider, { timeout: 1 })
        const sent = await desk.accepts(patient, 'alguém aí?', 202)
        expect(sent.status).toBe('sending')
        expect(await patient.texts()).toEqual([])
        await desk.age(sent)
        await expect.poll(() => statusOf(desk, patient), { timeout: 15_000 }).toBe('delivered')
        await expectOnce(desk, patient, sent, 'alguém aí?')
      }),
    )
  })
})
