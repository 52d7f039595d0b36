import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { gradientPng, onePagePdf, silentVoiceNote } from '../../local/simulators/core/samples.ts'
import { contents, data, envelope, keys, media } from '../../local/simulators/evolution/payloads.ts'
import { inboundParams } from '../../local/simulators/twilio/payloads.ts'
import { sign } from '../../local/simulators/twilio/signature.ts'
import { createHandler as createAccept } from '../../supabase/functions/accept-media-upload/handler.ts'
import { createHandler as createChange } from '../../supabase/functions/change-whatsapp-message/handler.ts'
import { createHandler as createEvolution } from '../../supabase/functions/evolution-whatsapp-inbound/handler.ts'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { createHandler as createSend } from '../../supabase/functions/send-whatsapp-message/handler.ts'
import { createHandler as createTwilio } from '../../supabase/functions/twilio-whatsapp-inbound/handler.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { testLabelledSet } from '../support/labelled-set.ts'
import { messagesOf } from '../db/support/inbox.ts'
import { beginReplyFile, saveReply } from '../db/support/quick-replies.ts'
import { beginUpload, filesOf, type UploadRequest } from '../db/support/media.ts'
import {
  command,
  connectChannels,
  createFunctions,
  evolutionKey,
  publicUrl,
  secretKey,
  twilio,
} from './support/functions.ts'

type Answer = Response | Error | ((url: string, init: RequestInit) => Response)

/** The providers, played: what each route answers next, and what was asked. */
let answers: Record<string, Answer[]> = {}
let asked: { route: string; url: string; init: RequestInit }[] = []

const functions = await createFunctions((url, init) => {
  const { pathname, host } = new URL(url)
  // the worker, which the test runs by hand
  if (host === 'zelo.test') return Promise.resolve(new Response('{}'))
  const route =
    host === 'cdn.test' ? 'cdn' : pathname.includes('/Media/') ? 'Media' : (pathname.split('/').at(-2) ?? '')
  asked.push({ route, url, init })
  const answer = answers[route]?.shift() ?? new Response('', { status: 500 })
  if (answer instanceof Error) return Promise.reject(answer)
  return Promise.resolve(typeof answer === 'function' ? answer(url, init) : answer)
})
await connectChannels(functions)
const { deps, testDatabase: db, bucket } = functions
const evolution = createEvolution(deps)
const twilioInbound = createTwilio(deps)
const processJobs = createProcessJobs(deps)
const send = createSend(deps)
const accept = createAccept(deps)
const change = createChange(deps)
const phone = '5511987654321'
const key = `whatsapp:+${phone}`

beforeEach(async () => {
  answers = {}
  asked = []
  bucket.isDown = false
  bucket.objects.clear()
  await db.asPostgres(async (sql) => {
    await sql`delete from public.conversation_threads`
    await sql`delete from app.media_files`
    await sql`delete from app.jobs`
    await sql`delete from app.webhook_events`
  })
})

const sent = (id = crypto.randomUUID()) =>
  Response.json({ key: { id, fromMe: true, remoteJid: `${phone}@s.whatsapp.net` } }, { status: 201 })

const file = (bytes: Uint8Array, more = {}) =>
  Response.json(
    {
      mediaType: 'imageMessage',
      mimetype: 'image/png',
      base64: Buffer.from(bytes).toString('base64'),
      buffer: null,
      ...more,
    },
    { status: 201 },
  )

const refused = (status: number, message: unknown) =>
  Response.json({ status, response: { message } }, { status })

async function post(event: string, body: unknown) {
  const response = await evolution(
    new Request('https://x/evolution-whatsapp-inbound', {
      method: 'POST',
      body: JSON.stringify(
        envelope({ instance: 'aurora', apikey: evolutionKey, destination: 'x' }, event, body as never),
      ),
    }),
  )
  expect(response.status).toBe(200)
}

async function receive(content = media.image({ seed: 'x' }), id: string = crypto.randomUUID()) {
  const body = envelope(
    { instance: 'aurora', apikey: evolutionKey, destination: 'x' },
    'messages.upsert',
    data.upsert({ key: keys.directKey({ id, phone }), content }),
  )
  const response = await evolution(
    new Request('https://x/evolution-whatsapp-inbound', { method: 'POST', body: JSON.stringify(body) }),
  )
  expect(response.status).toBe(200)
}

async function receiveFromTwilio(url: string, contentType: string, more = {}) {
  const params = new URLSearchParams(
    inboundParams({
      accountSid: twilio.accountSid,
      from: '+5511987650001',
      to: twilio.phone,
      sid: `MM${crypto.randomUUID().replaceAll('-', '')}`,
      media: [{ url, contentType }],
      ...more,
    }),
  )
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': sign(twilio.authToken, `${publicUrl}/twilio-whatsapp-inbound`, params),
  }
  const response = await twilioInbound(
    new Request('http://x/twilio-whatsapp-inbound', { method: 'POST', headers, body: params.toString() }),
  )
  expect(response.status).toBe(200)
}

/** Lets every job be due now and runs the worker once. */
async function work() {
  await db.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now() - interval '1 second', leased_until = null where finished_at is null`,
  )
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  await processJobs(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
}

/** A file as everybody sees it. */
type Shown = Record<string, string | number | null>

async function newest(tenant: string = aurora.id) {
  const message = (await messagesOf(db, tenant)).at(-1)!
  return { ...message, media: message.media as Shown | null }
}

describe('a file that comes in through Evolution', () => {
  test('is fetched, looked at and stored', async () => {
    answers.getBase64FromMediaMessage = [file(gradientPng(30))]
    await receive()
    await work()
    const { media: shown, provider_message_id: id } = await newest()
    expect(shown).toMatchObject({
      state: 'ready',
      mime_type: 'image/png',
      width: 30,
      height: 30,
      shown_as: 'image',
    })
    expect(shown?.path).toMatch(new RegExp(`^${aurora.id}/\\d{4}/\\d{2}/[0-9a-f-]{36}\\.png$`))
    expect(bucket.objects.get(String(shown?.path))).toMatchObject({ type: 'image/png' })
    expect(JSON.parse(String(asked[0]?.init.body))).toMatchObject({
      message: { key: { id } },
      convertToMp4: false,
    })
    expect(asked[0]?.init).toMatchObject({ headers: { apikey: evolutionKey }, redirect: 'manual' })
  })

  test('comes piece by piece, and its size is what is here, not what was said', async () => {
    const bytes = onePagePdf('Laudo'.repeat(500))
    const text = JSON.stringify({
      fileName: 'x',
      base64: Buffer.from(bytes).toString('base64'),
      mimetype: 'application/pdf',
    })
    const pieces = new TextEncoder().encode(text)
    answers.getBase64FromMediaMessage = [
      new Response(
        new ReadableStream({
          start(controller) {
            for (let at = 0; at < pieces.length; at += 7) controller.enqueue(pieces.slice(at, at + 7))
            controller.close()
          },
        }),
        { status: 201 },
      ),
    ]
    await receive(media.document({ seed: 'x', fileName: '../Laudo da Ana.pdf', size: 5 }))
    await work()
    const { media: shown } = await newest()
    expect(shown).toMatchObject({
      state: 'ready',
      shown_as: 'document',
      file_name: 'Laudo da Ana.pdf',
      size: bytes.length,
    })
    expect(bucket.objects.get(String(shown?.path))?.bytes).toEqual(new Uint8Array(bytes))
  })

  test('that the phone cannot give right now is asked for again', async () => {
    answers.getBase64FromMediaMessage = [refused(400, ['Error: Connection Closed']), file(gradientPng(8))]
    await receive()
    await work()
    expect((await newest()).media).toMatchObject({ state: 'remote' })
    await work()
    expect((await newest()).media).toMatchObject({ state: 'ready' })
  })

  test('that WhatsApp does not have any more is expired, and fetched when somebody asks again', async () => {
    // each look asks by the id, and then with what the event told
    answers.getBase64FromMediaMessage = Array.from({ length: 6 }, () => refused(400, ['Message not found']))
    await receive()
    for (let look = 0; look < 3; look += 1) await work()
    const { media: shown, id } = await newest()
    expect(shown).toMatchObject({ state: 'expired' })
    answers.getBase64FromMediaMessage = [file(gradientPng(8))]
    await db.asUser('recepcao@aurora.test', (sql) => sql`select public.retry_media(${aurora.id}, ${id})`)
    await work()
    expect((await newest()).media).toMatchObject({ state: 'ready' })
  })

  test('that the gateway does not know is named to it as the event told it, and the key does not stay', async () => {
    answers.getBase64FromMediaMessage = [refused(400, ['Message not found']), file(gradientPng(8))]
    await receive(media.image({ seed: 'lost' }))
    const told = (await newest()).media as unknown as { source: { mediaKey: string } }
    await work()
    const { media: shown, provider_message_id: id } = await newest()
    expect(shown).toMatchObject({ state: 'ready' })
    expect(shown).not.toHaveProperty('source')
    const bodies = asked.map(({ init }) => JSON.parse(String(init.body)) as { message: object })
    expect(bodies).toMatchObject([
      { message: { key: { id } } },
      { message: { key: { id }, message: { imageMessage: { mediaKey: told.source.mediaKey } } } },
    ])
    expect(bodies[0]!.message).not.toHaveProperty('message')
    const heard = await db.asPostgres((sql) => sql`select payload::text as said from realtime.messages`)
    expect(heard.filter(({ said }) => String(said).includes(told.source.mediaKey))).toEqual([])
  })

  test('with a key that is not accepted has failed', async () => {
    answers.getBase64FromMediaMessage = [refused(401, 'Unauthorized')]
    await receive()
    await work()
    expect((await newest()).media).toMatchObject({ state: 'failed', reason: 'provider_auth_failed' })
  })

  test('larger than the bucket takes is refused before it is in memory', async () => {
    let given = 0
    const piece = new TextEncoder().encode('A'.repeat(4 * 1024 * 1024))
    answers.getBase64FromMediaMessage = [
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('{"base64":"')),
          pull(controller) {
            given += 1
            controller.enqueue(piece)
          },
        }),
        { status: 201 },
      ),
    ]
    await receive()
    await work()
    expect((await newest()).media).toMatchObject({ state: 'refused', reason: 'too_large' })
    expect(given).toBeLessThan(25)
  })

  test('is stored once the storage is back', async () => {
    answers.getBase64FromMediaMessage = [file(gradientPng(8)), file(gradientPng(8))]
    bucket.isDown = true
    await receive()
    await work()
    expect((await newest()).media).toMatchObject({ state: 'remote' })
    bucket.isDown = false
    await work()
    expect((await newest()).media).toMatchObject({ state: 'ready' })
    expect(bucket.objects.size).toBe(1)
  })

  test('among fifty of one minute is stored once, like every other', async () => {
    answers.getBase64FromMediaMessage = Array.from({ length: 50 }, () => file(gradientPng(8)))
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => receive(media.image({ seed: `many${n}` }), `MANY${n}`)),
    )
    for (let run = 0; run < 10 && bucket.objects.size < 50; run += 1) await work()
    const states = (await messagesOf(db)).map(({ media: shown }) => (shown as Shown | null)?.state)
    expect(states).toEqual(Array.from({ length: 50 }, () => 'ready'))
    expect([bucket.objects.size, (await filesOf(db)).length]).toEqual([50, 50])
    expect(asked.filter(({ route }) => route === 'getBase64FromMediaMessage')).toHaveLength(50)
  })

  test('stays when its caption is edited, before it is here and after', async () => {
    answers.getBase64FromMediaMessage = [file(gradientPng(8))]
    const key = keys.directKey({ id: 'CAPTION', phone })
    const edit = async (caption: string, minute: number) =>
      post(
        'messages.edited',
        data.edited({
          key,
          content: media.image({ seed: 'x', caption }),
          at: new Date(Date.now() + minute * 60_000),
        }),
      )
    await receive(media.image({ seed: 'x', caption: 'o exame' }), 'CAPTION')
    await edit('o exame de ontem', 1)
    await work()
    expect(await newest()).toMatchObject({ body: 'o exame de ontem', media: { state: 'ready' } })
    await edit('o exame de hoje', 2)
    const { body, edited_at, media: shown } = await newest()
    expect([body, edited_at !== null, shown?.state]).toEqual(['o exame de hoje', true, 'ready'])
    expect(bucket.objects.size).toBe(1)
  })

  test('that was deleted before anybody fetched it is not fetched', async () => {
    await receive(media.image({ seed: 'x' }), 'GONE')
    await post('messages.delete', data.deletedByOther(keys.directKey({ id: 'GONE', phone })))
    await work()
    expect((await newest()).media).toMatchObject({ state: 'deleted' })
    expect([asked, bucket.objects.size, await filesOf(db)]).toEqual([[], 0, []])
  })

  test.each([
    ['of 300 characters', `${'relatório '.repeat(30)}.pdf`, /^relatório .*\.pdf$/],
    ['that turns the direction', 'laudo\u202efdp.exe', /^laudofdp\.exe\.pdf$/],
    ['in Hebrew, with emoji', 'בדיקה 🩺👩‍⚕️.pdf', /^בדיקה 🩺👩‍⚕️\.pdf$/],
  ])('keeps a name %s as far as it is safe, and out of its path', async (_what, fileName, shownName) => {
    answers.getBase64FromMediaMessage = [file(onePagePdf('Laudo'), { mimetype: 'application/pdf' })]
    await receive(media.document({ seed: 'x', fileName }))
    await work()
    const { media: shown } = await newest()
    expect(shown?.file_name).toMatch(shownName)
    expect(String(shown?.file_name).length).toBeLessThanOrEqual(150)
    expect(shown?.path).toMatch(/^[0-9a-f/-]+\.pdf$/)
  })

  test('leaves with its message', async () => {
    const id = crypto.randomUUID()
    answers.getBase64FromMediaMessage = [file(gradientPng(8))]
    await receive(media.image({ seed: 'x' }), id)
    await work()
    expect(bucket.objects.size).toBe(1)
    await db.asPostgres((sql) => sql`update public.conversation_messages set deleted_at = now()`)
    await work()
    expect(bucket.objects.size).toBe(0)
    expect(await filesOf(db)).toEqual([])
  })
})

describe('a file that comes in through Twilio', () => {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${twilio.accountSid}/Messages/MMx/Media/MEaaaa1111`
  const redirect = (location: string) => new Response(null, { status: 307, headers: { location } })
  const binary = (bytes: Uint8Array, type: string) =>
    new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })

  test('is fetched with the account’s password, which goes no further', async () => {
    answers.Media = [redirect('https://cdn.test/MEaaaa1111?signature=1')]
    answers.cdn = [binary(silentVoiceNote(2), 'audio/ogg')]
    await receiveFromTwilio(url, 'audio/ogg')
    await work()
    expect((await newest(horizonte.id)).media).toMatchObject({
      state: 'ready',
      shown_as: 'voice',
      seconds: 2,
    })
    expect(asked.map(({ route }) => route)).toEqual(['Media', 'cdn'])
    expect(asked[0]?.url).toMatch(/^https:\/\/twilio\.test\/2010-04-01\/Accounts\/ACtest/)
    expect(new Headers(asked[0]?.init.headers).get('authorization')).toMatch(/^Basic /)
    expect(new Headers(asked[1]?.init.headers).get('authorization')).toBeNull()
  })

  test('is asked for at Twilio only, whatever address the webhook names', async () => {
    answers.Media = [binary(gradientPng(8), 'image/png')]
    await receiveFromTwilio('https://evil.test/Accounts/x/Messages/MMx/Media/MEbbbb2222', 'image/png')
    await work()
    expect(asked.map((one) => new URL(one.url).host)).toEqual(['twilio.test'])
  })

  test('that is not there yet is there a moment later', async () => {
    answers.Media = [new Response('', { status: 404 }), binary(gradientPng(8), 'image/png')]
    await receiveFromTwilio(url, 'image/png')
    await work()
    await work()
    expect((await newest(horizonte.id)).media).toMatchObject({ state: 'ready' })
  })

  test('that is a card becomes people', async () => {
    const card = 'BEGIN:VCARD\nVERSION:3.0\nFN:Marina Duarte\nTEL;type=CELL:+55 11 97777-6666\nEND:VCARD'
    answers.Media = [binary(new TextEncoder().encode(card), 'text/vcard')]
    await receiveFromTwilio(url, 'text/vcard')
    await work()
    expect(await newest(horizonte.id)).toMatchObject({
      kind: 'contact',
      media: null,
      content: { contacts: [{ name: 'Marina Duarte' }] },
    })
    expect(bucket.objects.size).toBe(0)
  })
})

/** What a browser does: begins, puts, sends. */
async function upload(bytes: Uint8Array, request: UploadRequest = {}) {
  const begun = await beginUpload(db, { key, bytes: Math.max(1, bytes.byteLength), ...request })
  bucket.objects.set(begun.path, { bytes, type: request.type ?? 'image/jpeg' })
  return begun
}

async function sendContent(
  content: unknown,
  more: Record<string, unknown> = {},
  email: Email = 'recepcao@aurora.test',
) {
  const body = { tenant_id: aurora.id, thread_key: key, client_id: crypto.randomUUID(), content, ...more }
  const response = await send(await command('send-whatsapp-message', email, body))
  return {
    status: response.status,
    body: (await response.json()) as { message?: { media: { path: string } }; code?: string },
  }
}

const bodyOf = (route: string) =>
  JSON.parse(String(asked.find((one) => one.route === route)?.init.body)) as Record<string, unknown>

describe('a file that is sent through Evolution', () => {
  beforeEach(() => receive(media.image({ seed: 'open' })))

  test('is looked at, stored among the files, and given by address', async () => {
    answers.sendMedia = [sent()]
    const { upload_id, path: place } = await upload(gradientPng(16), { type: 'image/png', name: 'foto.png' })
    const { status, body } = await sendContent({ upload_id }, { body: 'Olha' })
    expect(status).toBe(200)
    const { path } = body.message!.media
    expect([...bucket.objects.keys()]).toEqual([path])
    expect(place).not.toBe(path)
    expect(bodyOf('sendMedia')).toMatchObject({
      mediatype: 'image',
      mimetype: 'image/png',
      fileName: 'foto.png',
      caption: 'Olha',
      media: expect.stringContaining(`/object/sign/whatsapp-media/${path}?token=`) as string,
    })
  })

  test('that was recorded goes as a voice message and keeps its bytes', async () => {
    answers.sendWhatsAppAudio = [sent()]
    const { upload_id } = await upload(silentVoiceNote(2), {
      kind: 'voice',
      type: 'audio/ogg; codecs=opus',
      name: null,
    })
    const { status } = await sendContent({ upload_id, waveform: [1, 2, 3] })
    expect(status).toBe(200)
    expect(bodyOf('sendWhatsAppAudio')).toMatchObject({ encoding: false })
  })

  test('that is a document carries its name to the person', async () => {
    answers.sendMedia = [sent()]
    const { upload_id } = await upload(onePagePdf('x'), {
      kind: 'document',
      type: 'application/pdf',
      name: 'Laudo.pdf',
    })
    await sendContent({ upload_id })
    expect(bodyOf('sendMedia')).toMatchObject({ mediatype: 'document', fileName: 'Laudo.pdf' })
    expect(bodyOf('sendMedia').media).toContain('&download=Laudo.pdf')
  })

  test('is refused by its content, whatever its label, and nothing stays', async () => {
    const { upload_id } = await upload(new TextEncoder().encode('<html><script>1</script>'))
    const { status, body } = await sendContent({ upload_id })
    expect([status, body]).toMatchObject([422, { code: 'media_refused', hint: 'type_not_allowed' }])
    await work()
    expect(bucket.objects.size).toBe(0)
    expect(await filesOf(db)).toEqual([])
    expect((await sendContent({ upload_id })).body).toMatchObject({ code: 'upload_not_found' })
  })

  test('and is kept with a quick reply is looked at once, and is one object in every message', async () => {
    const { upload_id, path } = await beginReplyFile(db, { type: 'image/png' })
    const ask = async () => {
      const claims = { tenant_id: aurora.id, upload_id }
      return (await accept(await command('accept-media-upload', 'admin@aurora.test', claims))).status
    }
    expect(await ask()).toBe(409)
    bucket.objects.set(path, { bytes: gradientPng(16), type: 'image/png' })
    expect([await ask(), await ask()]).toEqual([200, 200])
    await saveReply(db, { files: [upload_id] })
    answers.sendMedia = [sent(), sent()]
    for (const body of ['Olha', 'De novo']) await sendContent({ quick_reply_file_id: upload_id }, { body })
    const [file] = await filesOf(db)
    expect([...bucket.objects.keys()]).toEqual([file!.path])
    expect(bodyOf('sendMedia')).toMatchObject({ mediatype: 'image', caption: expect.any(String) as string })
    await db.asPostgres((sql) => sql`delete from public.quick_replies`)
  })

  test('that was not put yet waits for the browser', async () => {
    const { upload_id } = await beginUpload(db, { key })
    expect(await sendContent({ upload_id })).toMatchObject({
      status: 409,
      body: { code: 'upload_incomplete' },
    })
  })

  test('while the storage is away can be sent a moment later, once', async () => {
    const { upload_id } = await upload(gradientPng(8), { type: 'image/png' })
    bucket.isDown = true
    expect(await sendContent({ upload_id })).toMatchObject({
      status: 503,
      body: { code: 'storage_unavailable' },
    })
    bucket.isDown = false
    answers.sendMedia = [sent()]
    const client_id = crypto.randomUUID()
    const [first, second] = await Promise.all([
      sendContent({ upload_id }, { client_id }),
      sendContent({ upload_id }, { client_id }),
    ])
    expect([first.status, second.status].every((status) => status === 200 || status === 202)).toBe(true)
    expect(asked.filter(({ route }) => route === 'sendMedia')).toHaveLength(1)
  })

  test('whose answer was lost is looked for by its kind, words and size before it is sent again', async () => {
    answers.sendMedia = [new DOMException('late', 'TimeoutError')]
    const { upload_id } = await upload(gradientPng(16), { type: 'image/png' })
    await sendContent({ upload_id }, { body: 'Olha' })
    const size = (await newest()).media?.size
    const record = (id: string, fileLength: number, caption = 'Olha') => ({
      key: { id, fromMe: true, remoteJid: `${phone}@s.whatsapp.net` },
      message: { imageMessage: { caption, fileLength: String(fileLength) } },
      messageTimestamp: Math.floor(Date.now() / 1000),
    })
    answers.findMessages = [
      Response.json({
        messages: {
          pages: 1,
          records: [record('OTHER', 7), record('WORDS', Number(size), 'x'), record('MINE', Number(size))],
        },
      }),
    ]
    await work()
    expect(await newest()).toMatchObject({ status: 'sent', provider_message_id: 'MINE' })
  })

  test('a place and people have routes of their own', async () => {
    answers.sendLocation = [sent()]
    answers.sendContact = [sent()]
    await sendContent({
      location: { latitude: -23.5, longitude: -46.6, name: 'Clínica', address: 'Rua A, 1' },
    })
    expect(bodyOf('sendLocation')).toMatchObject({
      latitude: -23.5,
      longitude: -46.6,
      name: 'Clínica',
      address: 'Rua A, 1',
    })
    await sendContent({ contacts: [{ name: 'Dr. João', phones: ['(11) 98765-4321'] }] })
    expect(bodyOf('sendContact')).toMatchObject({
      contact: [{ fullName: 'Dr. João', wuid: '5511987654321', phoneNumber: '+5511987654321' }],
    })
  })

  test('a text and a template cannot go with a file at once', async () => {
    const template = { id: crypto.randomUUID(), variables: {} }
    expect(await sendContent({ upload_id: crypto.randomUUID() }, { template })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
  })
})

describe('a change of a message', () => {
  const ask = async (message_id: string, wish: string, value = '') => {
    const body = { tenant_id: aurora.id, message_id, change: wish, value }
    const response = await change(await command('change-whatsapp-message', 'recepcao@aurora.test', body))
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  test('is asked of the provider at once and seen afterwards', async () => {
    await receive(media.image({ seed: 'open' }), 'THEIRS')
    answers.sendReaction = [Response.json({}, { status: 201 })]
    const { id } = await newest()
    expect(await ask(id, 'react', '👍')).toMatchObject({
      status: 200,
      body: { state: 'done', message: { reactions: [{ by: 'us', emoji: '👍' }] } },
    })
    expect(bodyOf('sendReaction')).toEqual({
      key: { remoteJid: `${phone}@s.whatsapp.net`, fromMe: false, id: 'THEIRS' },
      reaction: '👍',
    })
  })

  test('to somebody’s message in a group names its author', async () => {
    const group = '120363041234567890@g.us'
    const author = '5511900000002@s.whatsapp.net'
    await db.asPostgres((sql) => sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`)
    const body = envelope(
      { instance: 'aurora', apikey: evolutionKey, destination: 'x' },
      'messages.upsert',
      data.upsert({
        key: keys.groupKey({ id: 'INGROUP', group, author }),
        content: contents.text('Bom dia, pessoal'),
      }),
    )
    const response = await evolution(
      new Request('https://x/evolution-whatsapp-inbound', { method: 'POST', body: JSON.stringify(body) }),
    )
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'applied' }])
    answers.sendReaction = [Response.json({}, { status: 201 })]
    answers.sendText = [sent()]
    const { id } = await newest()
    expect(await ask(id, 'react', '👍')).toMatchObject({ status: 200 })
    const key = { remoteJid: group, fromMe: false, id: 'INGROUP', participant: author }
    expect(bodyOf('sendReaction')).toEqual({ key, reaction: '👍' })
    await send(
      await command('send-whatsapp-message', 'recepcao@aurora.test', {
        tenant_id: aurora.id,
        thread_key: `whatsapp:group:${group}`,
        client_id: crypto.randomUUID(),
        body: 'Bom dia!',
        reply_to: id,
      }),
    )
    expect(bodyOf('sendText')).toMatchObject({ quoted: { key } })
  })

  test('that got no answer is asked for again by the worker', async () => {
    await receive(media.image({ seed: 'open' }))
    const { id } = await newest()
    answers.sendReaction = [new DOMException('late', 'TimeoutError'), Response.json({}, { status: 201 })]
    answers.getBase64FromMediaMessage = [file(gradientPng(8))]
    expect(await ask(id, 'react', '👍')).toMatchObject({ status: 202, body: { state: 'retry' } })
    await work()
    expect((await newest()).reactions).toMatchObject([{ emoji: '👍' }])
  })

  test('that the provider refuses is said', async () => {
    await receive(media.image({ seed: 'open' }))
    const { id } = await newest()
    answers.sendReaction = [refused(400, ['no'])]
    expect(await ask(id, 'react', '👍')).toMatchObject({
      status: 409,
      body: { code: 'change_refused', hint: 'rejected_by_provider' },
    })
    expect((await newest()).reactions).toEqual([])
  })
})

/** A file of the set that `ZELO_CASES` names. */
interface Case {
  id: string
  file: string
  declared_mime: string
  declared_name: string
  message_kind?: string
  voice?: boolean
  accepted: boolean
  stored_mime?: string
  shown_as?: string
  refused?: string | string[]
}

const folder = process.env.ZELO_CASES && resolve(process.env.ZELO_CASES, 'media')
const cases: Case[] = folder ? (JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Case[]) : []

describe.runIf(cases.length > 0)('the set of files, through the inbound job', () => {
  testLabelledSet(cases, 'arrives as what it is', async (given) => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${given.file}`))
    answers.getBase64FromMediaMessage = [file(bytes, { mimetype: given.declared_mime })]
    const options = { seed: given.id, mimetype: given.declared_mime }
    const content =
      given.message_kind === 'sticker'
        ? media.sticker(options)
        : given.voice
          ? media.audio({ ...options, ptt: true })
          : media.document({ ...options, fileName: given.declared_name })
    await receive(content)
    for (let look = 0; look < 3; look += 1) await work()
    const { media: shown } = await newest()
    if (given.accepted) {
      expect(shown).toMatchObject({ state: 'ready', mime_type: given.stored_mime, shown_as: given.shown_as })
      expect([...bucket.objects.values()]).toMatchObject([{ type: given.stored_mime }])
    } else {
      expect(shown).toMatchObject({ state: 'refused' })
      expect([given.refused].flat()).toContain(shown?.reason)
    }
    if (!given.accepted) expect(bucket.objects.size).toBe(0)
  })
})
