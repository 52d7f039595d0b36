import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Desk, Patient, providers, settled } from './support.ts'

const tricky = [
  ['emoji of several code points', 'Família 👨‍👩‍👧‍👦, 🇧🇷 e 👍🏽 — ok?'],
  ['right to left with left to right inside', 'שלום Ana, מה שלומך? 10:30 \u200Fمرحبا'],
  ['line breaks, tabs and quotes', 'linha 1\nlinha 2\t"aspas" \'simples\' \\ % _ <b>&amp;</b>'],
  ['combining accents', 'Acentua\u0063\u0327\u0061\u0303o decomposta'],
] as const

/** Distinct words, so that a lost or doubled part shows. */
const words = (length: number) =>
  Array.from({ length: Math.ceil(length / 6) }, (_, index) => String(index).padStart(5, '0'))
    .join(' ')
    .slice(0, length)

describe.each(providers)('through %s', (provider) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open(provider)
    await desk.listen()
  })
  afterAll(() => desk.close())

  test.each(tricky)('%s arrives as it was written, both ways', async (_, text) => {
    const patient = new Patient(provider)
    await patient.writes(text)
    await desk.accepts(patient, text)
    expect((await desk.messages(patient)).map(({ body }) => body)).toEqual([text, text])
    expect(await patient.texts()).toEqual([text])
  })

  test('5,000 characters of a patient are kept whole, and cut only in what is broadcast', async () => {
    const patient = new Patient(provider)
    const text = words(5000)
    await patient.writes(text)
    expect((await desk.messages(patient)).map(({ body }) => body)).toEqual([text])
    await expect
      .poll(() => desk.shown(({ body }) => body !== null && text.startsWith(body)), { timeout: 5000 })
      .toEqual([expect.objectContaining({ body: text.slice(0, 2000), truncated: true })])
  })

  test('5,000 characters of the clinic are refused before anything is stored', async () => {
    const patient = new Patient(provider)
    await patient.writes('Oi')
    expect(await desk.sends(patient, words(5000))).toMatchObject({
      status: 400,
      body: { code: 'body_too_long' },
    })
    expect(await desk.sends(patient, ' \n ')).toMatchObject({ status: 400, body: { code: 'empty_body' } })
    expect(await desk.outbound(patient)).toEqual([])
  })

  test('the longest text that WhatsApp takes', async () => {
    const patient = new Patient(provider)
    await patient.writes('Oi')
    // WhatsApp takes 4,096 characters, Twilio 1,600 of them
    const text = words(provider === 'evolution' ? 4096 : 1600)
    const { body } = await desk.sends(patient, text)
    expect(body.message).toMatchObject({ status: 'sent', body: text })
    expect(await patient.texts()).toEqual([text])
    const longer = await desk.sends(patient, `${text} e mais`)
    expect(longer).toMatchObject({ status: 400, body: { code: 'body_too_long' } })
    expect(await patient.texts()).toEqual([text])
  })
})

describe('a repeated client_id', () => {
  test.each(providers)('sends once through %s, one after the other or at the same time', async (provider) => {
    const desk = await Desk.open(provider)
    const patient = new Patient(provider)
    await patient.writes('Oi')
    const client_id = randomUUID()
    const together = await Promise.all(
      Array.from({ length: 5 }, () => desk.sends(patient, 'só uma vez', { client_id })),
    )
    const later = await desk.sends(patient, 'só uma vez', { client_id })
    const answers = [...together, later]
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1)
    expect(new Set(answers.map(({ body }) => body.message?.id)).size).toBe(1)
    expect(later).toMatchObject({ status: 200, body: { duplicate: true } })
    await settled()
    expect(await patient.texts()).toEqual(['só uma vez'])
    expect(await desk.outbound(patient)).toHaveLength(1)
    await desk.close()
  })
})
