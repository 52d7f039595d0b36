import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cycle } from '../support/services.ts'
import { clearFaults, Desk, Patient, providers, setFaults, settled } from './support.ts'
import { ownStack } from '../support/stack.ts'

const functionsPort = Number(new URL(ownStack().gatewayUrl).port) + 2

/** What goes wrong with the next calls; each ends in another way for the sender. */
const faults: Record<string, number>[] = [
  { status500: 2 },
  { dropAfterAccept: 1 },
  { status429: 1, retryAfter: 1 },
  { delayMs: 300 },
]

/** As the app: until the server has it, again with the same id. */
async function press(desk: Desk, patient: Patient, body: string): Promise<void> {
  const client_id = randomUUID()
  const status = async () => (await desk.sends(patient, body, { client_id }).catch(() => null))?.status
  await expect.poll(status, { timeout: 60_000, interval: 200 }).toBeOneOf([200, 202])
}

/** Time passes for every job of these conversations. */
const ageAll = (desk: Desk) => desk.sql`
  update app.jobs set run_at = now() - interval '1 second', leased_until = now() - interval '1 second'
  where finished_at is null and kind = 'send_message' and tenant_id = ${desk.tenantId}`

describe.each(providers)('%s', (provider) => {
  let desk: Desk

  beforeAll(async () => {
    desk = await Desk.open(provider)
  })
  afterAll(() => desk.close())
  afterEach(clearFaults)

  test('shows each conversation in order and once, though calls fail and the sender is killed', async () => {
    const patients = [new Patient(provider), new Patient(provider), new Patient(provider)]
    for (const patient of patients) await patient.writes('Oi')
    const texts = Array.from({ length: 6 }, (_, n) => `mensagem ${n + 1}`)

    const writing = Promise.all(
      patients.map(async (patient) => {
        for (const text of texts) await press(desk, patient, text)
      }),
    )
    for (const fault of faults) {
      await setFaults(provider, fault)
      await cycle('functions', functionsPort, 'SIGKILL')
    }
    await writing
    await clearFaults()

    await expect
      .poll(
        async () => {
          await ageAll(desk)
          const rows = await Promise.all(patients.map((patient) => desk.outbound(patient)))
          return rows.flat().filter(({ status }) => status === 'queued' || status === 'sending').length
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBe(0)
    await settled()
    for (const patient of patients) expect(await patient.texts()).toEqual(texts)
  }, 120_000)

  test('holds the next message while the one before it is tried again', async () => {
    const patient = new Patient(provider)
    await patient.writes('Oi')
    await setFaults(provider, { status429: 1, retryAfter: 90 })
    const first = await desk.accepts(patient, 'primeira', 202)
    const second = await desk.accepts(patient, 'segunda', 202)
    expect(await patient.texts()).toEqual([])
    expect((await desk.outbound(patient)).map(({ status }) => status)).toEqual(['queued', 'queued'])
    await desk.age(first)
    await expect.poll(async () => (await desk.jobOf(second))?.state, { timeout: 15_000 }).toBe('finished')
    await settled()
    expect(await patient.texts()).toEqual(['primeira', 'segunda'])
  })
})
