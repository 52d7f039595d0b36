import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Desk, Patient, providers, settled, type Message } from './support.ts'

const ladder = ['queued', 'sending', 'sent', 'delivered', 'read']

describe.each(providers)('through %s', (provider) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open(provider)
    await desk.listen()
  })
  afterAll(() => desk.close())

  test('a patient writes, the clinic sees it live, answers, and sees its ticks', async () => {
    const patient = new Patient(provider)
    const question = `Vocês têm horário amanhã? ${patient.phone}`
    const written = await patient.writes(question)
    expect(written.status).toBe(200)
    await expect
      .poll(() => desk.shown(({ body }) => body === question), { timeout: 5000 })
      .toEqual([expect.objectContaining({ kind: 'text', status: 'received', direction: 'inbound' })])
    expect(await desk.thread(patient)).toMatchObject({
      contact_name: patient.name,
      phone: `+${patient.phone}`,
      unread_count: 1,
      last_message_preview: question,
    })

    const answer = 'Temos, às 10h ou às 15h.'
    const sent = await desk.accepts(patient, answer)
    expect(['sent', 'delivered']).toContain(sent.status)
    expect(sent).toMatchObject({ origin: 'app', provider_message_id: expect.any(String) as string })
    const own = ({ id }: Message) => id === sent.id
    await expect.poll(() => desk.shown(own).at(-1)?.status, { timeout: 10_000 }).toBe('delivered')
    await patient.reads()
    await expect.poll(() => desk.shown(own).at(-1)?.status, { timeout: 10_000 }).toBe('read')

    const steps = desk.shown(own).map(({ status }) => ladder.indexOf(status))
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(await patient.received()).toEqual([
      expect.objectContaining({ id: sent.provider_message_id, text: answer, status: 'read' }),
    ])
    await settled()
    expect((await desk.messages(patient)).map(({ body }) => body)).toEqual([question, answer])
    expect(await desk.thread(patient)).toMatchObject({
      last_message_id: sent.id,
      last_message_status: 'read',
    })
    await expect.poll(() => desk.jobOf(sent)).toMatchObject({ state: 'finished', attempts: 1 })
  })

  test('an answer quotes the message it is about', async () => {
    const patient = new Patient(provider)
    const { id } = await patient.writes('Qual o endereço?')
    await patient.writes('E tem estacionamento?')
    const quoted = (await desk.messages(patient)).find((message) => message.provider_message_id === id)
    const { status, body } = await desk.sends(patient, 'Rua das Flores, 10', { reply_to: quoted?.id })
    expect(status).toBe(200)
    expect(body.message).toMatchObject({ reply_to_provider_id: id })
    expect(await patient.texts()).toEqual(['Rua das Flores, 10'])
  })

  test.each(['image', 'audio', 'video', 'document', 'sticker', 'location', 'contact', 'button', 'list'])(
    'a patient sends something else: %s',
    async (type) => {
      const patient = new Patient(provider)
      expect((await patient.writes('', { type })).status).toBe(200)
      expect(await desk.messages(patient)).toEqual([expect.objectContaining({ kind: type })])
    },
  )

  test('a reaction is shown at the message it is about, and can be taken back', async () => {
    const patient = new Patient(provider)
    await patient.writes('Oi')
    const sent = await desk.accepts(patient, 'Consulta confirmada')
    const react = (emoji: string) =>
      patient.writes('', { type: 'reaction', target: sent.provider_message_id, emoji })
    await react('❤️')
    const reactionsOf = async () => (await desk.outbound(patient)).map(({ reactions }) => reactions)
    // Twilio tells of a reaction as of a message with an emoji; only Evolution names what it is about.
    const expected = provider === 'evolution' ? [[{ by: 'contact', emoji: '❤️' }]] : [[]]
    await expect.poll(reactionsOf).toEqual(expected)
    if (provider === 'twilio') return
    await react('')
    await expect.poll(reactionsOf).toEqual([[]])
  })
})

describe('through evolution only', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open('evolution')
  })
  afterAll(() => desk.close())

  test('an edit and a deletion of the patient are followed', async () => {
    const patient = new Patient('evolution')
    const { id } = await patient.writes('Chego às 10h')
    await patient.writes('Chego às 11h', { type: 'edit', target: id })
    expect(await desk.messages(patient)).toEqual([
      expect.objectContaining({ body: 'Chego às 11h', edited_at: expect.any(String) as string }),
    ])
    await patient.writes('', { type: 'delete', target: id })
    expect(await desk.messages(patient)).toEqual([
      expect.objectContaining({ deleted_at: expect.any(String) as string }),
    ])
    expect(await desk.thread(patient)).toMatchObject({
      last_message_preview: '',
      last_message_kind: 'deleted',
    })
  })

  test('what is written on the clinic’s own phone appears as sent from there', async () => {
    const patient = new Patient('evolution')
    await patient.writes('Oi')
    await patient.writes('Já respondo pelo celular', { fromMe: true })
    expect(await desk.outbound(patient)).toEqual([
      expect.objectContaining({ origin: 'phone', body: 'Já respondo pelo celular' }),
    ])
    expect(await desk.thread(patient)).toMatchObject({ unread_count: 0, contact_name: patient.name })
  })

  test('both spellings of a mobile and its hidden number are one conversation', async () => {
    const patient = new Patient('evolution')
    const without = patient.phone.replace(/^55119/, '5511')
    const spelled = /^5511[6-9]/.test(without) ? without : patient.phone
    const lid = `9${patient.phone}@lid`
    await patient.writes('um')
    await patient.writes('dois', { from: spelled })
    await patient.writes('três', { lid, lidStyle: 'lid-only' })
    await patient.writes('quatro', { lid, lidStyle: 'alt' })
    await expect
      .poll(async () => (await desk.messages(patient)).map(({ body }) => body).sort())
      .toEqual(['dois', 'quatro', 'três', 'um'])
    const keys = await desk.sql`
      select address from public.conversation_addresses
      where tenant_id = ${desk.tenantId} and thread_id = ${(await desk.thread(patient))?.id ?? ''} order by address`
    expect(keys.map(({ address }) => address as string)).toEqual([
      `+${patient.phone}`,
      `lid:9${patient.phone}`,
    ])
  })
})
