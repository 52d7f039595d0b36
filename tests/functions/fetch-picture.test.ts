import { beforeEach, expect, test } from 'vitest'
import { gradientPng, onePagePdf } from '../../local/simulators/core/samples.ts'
import { createHandler as createEvolution } from '../../supabase/functions/evolution-whatsapp-inbound/handler.ts'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { receive } from '../db/support/events.ts'
import { only, threadsOf } from '../db/support/inbox.ts'
import { connectChannels, createFunctions, evolutionKey, secretKey } from './support/functions.ts'

const phone = '5511987650001'
/** What the gateway says of the picture, and what lies there. */
let url: string | null | Error = null
let picture: () => Response | Error = () => new Response('', { status: 404 })
let asked: { url: string; body: string }[] = []

const functions = await createFunctions((address, init) => {
  // the inbound function wakes the worker, which these tests run by themselves
  if (address.endsWith('/process-jobs')) return Promise.resolve(Response.json({}))
  asked.push({ url: address, body: String(init.body ?? '') })
  const { host, pathname } = new URL(address)
  if (host === 'pps.test') {
    const answer = picture()
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  if (!pathname.includes('fetchProfilePictureUrl')) return Promise.resolve(new Response('{}'))
  if (url instanceof Error) return Promise.reject(url)
  return Promise.resolve(Response.json({ wuid: `${phone}@s.whatsapp.net`, profilePictureUrl: url }))
})
await connectChannels(functions)
const { testDatabase: db, deps, bucket } = functions
const processJobs = createHandler(deps)
const evolution = createEvolution(deps)
const picturePath = async () => only(await threadsOf(db)).picture_path

/** The gateway tells of a contact, as after every message. */
const announce = (profilePicUrl: string | null) =>
  evolution(
    new Request('https://x/evolution-whatsapp-inbound', {
      method: 'POST',
      body: JSON.stringify({
        event: 'contacts.update',
        instance: 'aurora',
        apikey: evolutionKey,
        date_time: new Date().toISOString(),
        data: { remoteJid: `${phone}@s.whatsapp.net`, pushName: 'Mariana', profilePicUrl, instanceId: 'x' },
      }),
    }),
  )

async function work() {
  await db.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now() - interval '1 second', leased_until = null where finished_at is null`,
  )
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  await processJobs(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
}

beforeEach(async () => {
  asked = []
  bucket.objects.clear()
  await db.asPostgres(async (sql) => {
    await sql`delete from public.conversation_threads`
    await sql`delete from app.media_files`
    await sql`delete from app.jobs`
  })
  await receive(db, { provider_message_id: crypto.randomUUID() })
})

test('a picture is fetched once, although its address is signed anew every time', async () => {
  url = 'https://pps.test/v/t61/1_n.jpg?oh=1&oe=2'
  picture = () => new Response(new Uint8Array(gradientPng(32)))
  await announce(url)
  await work()
  const path = await picturePath()
  expect(bucket.objects.get(String(path))).toMatchObject({ type: 'image/png' })
  expect(JSON.parse(asked[0]!.body)).toEqual({ number: `${phone}@s.whatsapp.net` })
  await announce('https://pps.test/v/t61/1_n.jpg?oh=9&oe=9')
  await announce(null)
  await work()
  expect(asked.filter((request) => request.url.includes('fetchProfilePictureUrl'))).toHaveLength(1)

  // another one takes its place, and the old object goes
  url = 'https://pps.test/v/t61/2_n.jpg'
  picture = () => new Response(new Uint8Array(gradientPng(48)))
  await announce(url)
  await work()
  await work()
  expect(await picturePath()).not.toBe(path)
  expect([...bucket.objects.keys()]).toEqual([await picturePath()])
})

test('what is no picture, or larger than one may be, is not kept', async () => {
  url = 'https://pps.test/a.jpg'
  for (const bytes of [onePagePdf('Laudo'), new Uint8Array(2 * 1024 * 1024)]) {
    picture = () => new Response(new Uint8Array(bytes))
    await announce(`https://pps.test/${bytes.byteLength}.jpg`)
    await work()
    expect(await picturePath()).toBeNull()
  }
  expect(bucket.objects.size).toBe(0)
})

test('a gateway that does not answer is asked again', async () => {
  url = new TypeError('fetch failed')
  await announce('https://pps.test/a.jpg')
  await work()
  expect(await picturePath()).toBeNull()
  url = 'https://pps.test/a.jpg'
  picture = () => new Response(new Uint8Array(gradientPng(16)))
  await work()
  expect(await picturePath()).not.toBeNull()
})
