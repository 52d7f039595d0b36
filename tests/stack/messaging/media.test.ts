import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gradientPng, onePagePdf, silentVoiceNote } from '../../../local/simulators/core/samples.ts'
import { asUser } from '../support/clients.ts'
import { Desk, Patient, providers, settled, type PhoneMessage } from './support.ts'
import { ownStack } from '../support/stack.ts'

/** A file as everybody sees it. */
interface Shown {
  state: string
  path: string
  mime_type: string
  shown_as: string
}

type WithMedia = { kind: string; media: Shown | null }

interface Begun {
  bucket: string
  path: string
}

const strangers = { evolution: 'admin@horizonte.test', twilio: 'admin@aurora.test' } as const

describe.each(providers)('through %s', (provider) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open(provider)
    await desk.listen()
  })
  afterAll(() => desk.close())

  const newest = async (patient: Patient) => (await desk.messages(patient)).at(-1) as unknown as WithMedia

  test.each([
    ['image', 'image', 'image/png'],
    ['audio', 'voice', 'audio/ogg'],
    ['video', 'video', 'video/mp4'],
    ['gif', 'video', 'video/mp4'],
    ['document', 'document', 'application/pdf'],
    ['sticker', 'sticker', 'image/webp'],
  ])(
    '%s of a patient is in the conversation a moment later, for the clinic alone',
    async (type, shownAs, mime) => {
      const patient = new Patient(provider)
      await patient.writes('', { type })
      await expect.poll(async () => (await newest(patient)).media?.state).toBe('ready')
      const { media } = await newest(patient)
      expect(media).toMatchObject({ mime_type: mime, shown_as: shownAs })
      const { data, error } = await desk.client.storage
        .from('whatsapp-media')
        .createSignedUrl(media!.path, 60)
      expect(error).toBeNull()
      const response = await fetch(data!.signedUrl)
      expect(response.headers.get('content-type')).toBe(mime)
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(20)
      const stranger = await asUser(strangers[provider])
      const refused = await stranger.storage.from('whatsapp-media').createSignedUrl(media!.path, 60)
      expect(refused.data?.signedUrl ?? null).toBeNull()
      await expect
        .poll(
          () => desk.shown((message) => (message as unknown as WithMedia).media?.state === 'ready').length,
        )
        .toBeGreaterThan(0)
    },
  )

  /** What a browser does: begins, puts, sends. */
  async function sends(
    patient: Patient,
    kind: string,
    bytes: Uint8Array,
    type: string,
    name: string,
    body = '',
  ) {
    const upload_id = randomUUID()
    const begun = await desk.client.rpc('begin_media_upload', {
      p_tenant_id: desk.tenantId,
      p_thread_key: patient.threadKey,
      p_upload_id: upload_id,
      p_kind: kind,
      p_mime_type: type,
      p_bytes: bytes.byteLength,
      p_file_name: name,
    })
    expect(begun.error).toBeNull()
    const { bucket, path } = begun.data as Begun
    const put = await desk.client.storage.from(bucket).upload(path, bytes, { contentType: type })
    expect(put.error).toBeNull()
    const { data, error } = await desk.client.functions.invoke<{ message: WithMedia }>(
      'send-whatsapp-message',
      {
        body: {
          tenant_id: desk.tenantId,
          thread_key: patient.threadKey,
          client_id: randomUUID(),
          content: { upload_id },
          ...(body ? { body } : {}),
        },
      },
    )
    expect(error).toBeNull()
    expect((await desk.client.storage.from(bucket).list(`${desk.tenantId}/uploads`)).data).toEqual([])
    return data!.message
  }

  test.each([
    ['image', gradientPng(20), 'image/png', 'foto.png', 'Olha só'],
    ['voice', silentVoiceNote(2), 'audio/ogg', 'voz.ogg', ''],
    ['document', onePagePdf('Laudo'), 'application/pdf', 'Laudo.pdf', ''],
  ])('%s of the clinic is on the patient’s phone, byte by byte', async (kind, bytes, type, name, body) => {
    const patient = new Patient(provider)
    await patient.writes('Oi')
    const message = await sends(patient, kind, bytes, type, name, body)
    expect(message.media).toMatchObject({ state: 'ready', mime_type: type })
    const [got] = (await patient.received()) as (PhoneMessage & { kind: string; mediaId: string })[]
    expect(got).toMatchObject({ kind: kind === 'voice' ? 'audio' : kind, text: body })
    const file = await fetch(`${ownStack().simulatorsUrl}/control/media/${got?.mediaId}`)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array(bytes))
  })

  test('a place of the clinic is on the patient’s phone', async () => {
    const patient = new Patient(provider)
    await patient.writes('Onde fica?')
    const location = { latitude: -23.5614, longitude: -46.6559, name: 'Clínica Aurora', address: 'Rua A, 1' }
    expect(await desk.sends(patient, '', { body: undefined, content: { location } })).toMatchObject({
      status: 200,
    })
    expect(await patient.received()).toMatchObject([{ kind: 'location', text: 'Clínica Aurora' }])
  })

  test('a picture goes on to somebody else as one object', async () => {
    const [patient, other] = [new Patient(provider), new Patient(provider)]
    await patient.writes('', { type: 'image' })
    await other.writes('Oi')
    await expect.poll(async () => (await newest(patient)).media?.state).toBe('ready')
    const picture = (await desk.messages(patient)).at(-1)!
    const answer = await desk.sends(other, '', { body: undefined, content: { forward_of: picture.id } })
    expect(answer).toMatchObject({ status: 200, body: { message: { content: { forwarded: true } } } })
    expect(await other.received()).toMatchObject([{ kind: 'image' }])
  })
})

describe('what is sent already, through Evolution', () => {
  let desk: Desk
  beforeAll(async () => (desk = await Desk.open('evolution')))
  afterAll(() => desk.close())

  const ask = async (message_id: string, change: string, value = '') => {
    const body = { tenant_id: desk.tenantId, message_id, change, value }
    const response = await desk.call('change-whatsapp-message', body)
    return { status: response.status, body: (await response.json()) as unknown }
  }

  test('gets a reaction, other words, and is deleted for everyone', async () => {
    const patient = new Patient('evolution')
    await patient.writes('Oi')
    const sent = await desk.accepts(patient, 'Bom dai')
    expect(await ask(sent.id, 'edit', 'Bom dia')).toMatchObject({
      status: 200,
      body: { message: { body: 'Bom dia' } },
    })
    expect(await ask(sent.id, 'react', '👍')).toMatchObject({ status: 200 })
    expect(await patient.received()).toMatchObject([
      { text: 'Bom dia', edited: true, reactions: { clinic: '👍' } },
    ])
    await settled()
    expect(await ask(sent.id, 'delete')).toMatchObject({ status: 200 })
    expect(await patient.received()).toMatchObject([{ deleted: true }])
    await settled()
    const [row] = await desk.outbound(patient)
    expect(row).toMatchObject({ body: 'Bom dia', reactions: [{ by: 'us', emoji: '👍' }] })
    expect(row?.deleted_at).not.toBeNull()
  })
})
