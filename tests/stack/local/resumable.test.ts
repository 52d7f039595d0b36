import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { request as open } from 'node:http'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Upload } from 'tus-js-client'
import { asAnon, asService, asUser, openDatabase, request } from '../support/clients.ts'
import { cycle } from '../support/services.ts'
import { ownStack } from '../support/stack.ts'

const sql = openDatabase()
const bucket = `resumable-${randomUUID().slice(0, 8)}`
const admin = '00000000-0000-4000-8000-000000000001'
const base = '/storage/v1/upload/resumable'
const chunk = 6 * 1024 * 1024

beforeAll(async () => {
  const created = await asService().storage.createBucket(bucket, {
    public: false,
    fileSizeLimit: '20MiB',
    allowedMimeTypes: ['video/*', 'text/plain'],
  })
  expect(created.error).toBeNull()
  await sql.unsafe(`
    create policy "${bucket}" on storage.objects for all to authenticated
      using (bucket_id = '${bucket}' and (storage.foldername(name))[1] = auth.uid()::text)
      with check (bucket_id = '${bucket}' and (storage.foldername(name))[1] = auth.uid()::text)`)
})

afterAll(async () => {
  await sql.unsafe(`drop policy "${bucket}" on storage.objects`)
  const service = asService()
  await service.storage.emptyBucket(bucket)
  expect((await service.storage.deleteBucket(bucket)).error).toBeNull()
  await sql.end()
})

const place = (name: string) => `${admin}/${randomUUID().slice(0, 8)}/${name}`

async function headersOf(email = 'admin@aurora.test'): Promise<Record<string, string>> {
  const { data } = await (await asUser(email)).auth.getSession()
  return { authorization: `Bearer ${data.session?.access_token}`, 'tus-resumable': '1.0.0' }
}

function metadata(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

/** The first request of an upload. */
function begin(headers: Record<string, string>, length: number, name: string, contentType = 'text/plain') {
  return request(base, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(length),
      'upload-metadata': metadata({ bucketName: bucket, objectName: name, contentType, cacheControl: '60' }),
    },
  })
}

function part(url: string, headers: Record<string, string>, offset: number, body: string): Promise<Response> {
  return request(new URL(url).pathname, {
    method: 'PATCH',
    headers: {
      ...headers,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body,
  })
}

const ask = (url: string, headers: Record<string, string>) =>
  request(new URL(url).pathname, { method: 'HEAD', headers })

async function stored(name: string): Promise<Buffer | undefined> {
  const { data } = await asService().storage.from(bucket).download(name)
  return data ? Buffer.from(await data.arrayBuffer()) : undefined
}

test('a client of tus sends a video in parts of 6 MB and goes on after a break', async () => {
  const bytes = randomBytes(2 * chunk + 1234)
  const name = place('video.mp4')
  const { authorization = '' } = await headersOf()
  const parts: number[] = []
  let url: string | null = null
  const send = (wait: (upload: Upload) => void) =>
    new Promise<void>((done, fail) => {
      const upload: Upload = new Upload(bytes, {
        endpoint: `${ownStack().gatewayUrl}${base}`,
        uploadUrl: url,
        headers: { authorization, apikey: ownStack().publishableKey },
        chunkSize: chunk,
        retryDelays: null,
        metadata: { bucketName: bucket, objectName: name, contentType: 'video/mp4' },
        onUploadUrlAvailable: () => (url = upload.url),
        onChunkComplete(size) {
          parts.push(size)
          if (parts.length === 1) void upload.abort().then(done)
          else wait(upload)
        },
        onError: fail,
        onSuccess: () => done(),
      })
      upload.start()
    })
  await send(() => undefined)
  expect(parts).toEqual([chunk])
  expect(await stored(name)).toBeUndefined()
  // What has arrived is on the disk, also for the next process of the service.
  const storagePort = Number(new URL(ownStack().gatewayUrl).port) + 7
  await cycle('storage', storagePort, 'SIGKILL')
  await send(() => undefined)
  expect(parts).toEqual([chunk, chunk, 1234])
  expect((await stored(name))?.equals(bytes)).toBe(true)
})

test('what arrived before the connection broke is kept', async () => {
  const headers = await headersOf()
  const name = place('quebrado.txt')
  const created = await begin(headers, 10, name)
  expect(created.status).toBe(201)
  const url = created.headers.get('location') ?? ''
  expect(url.startsWith(`${ownStack().gatewayUrl}${base}/`)).toBe(true)
  /** Sends four bytes and breaks the connection so many milliseconds later. */
  const breakOff = (after: number) =>
    new Promise<void>((done) => {
      const broken = open(url, {
        method: 'PATCH',
        headers: {
          ...headers,
          apikey: ownStack().publishableKey,
          'upload-offset': 0,
          'content-type': 'application/offset+octet-stream',
          'content-length': 10,
        },
      })
      broken.on('error', () => done())
      broken.write('0123', () => setTimeout(() => broken.destroy(new Error('broken')), after))
    })
  // A busy machine breaks it before its bytes have passed the gateway: then nothing has arrived, and the next lasts longer.
  let arrived: string | null = '0'
  for (let after = 1; arrived === '0' && after < 10_000; after *= 2) {
    await breakOff(after)
    arrived = (await ask(url, headers)).headers.get('upload-offset')
  }
  expect(arrived).toBe('4')
  const wrong = await part(url, headers, 2, 'x')
  expect(wrong.status).toBe(409)
  const rest = await part(url, headers, 4, '456789')
  expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, '10'])
  expect((await stored(name))?.toString()).toBe('0123456789')
  const done = await ask(url, headers)
  expect([done.status, done.headers.get('upload-offset'), done.headers.get('upload-length')]).toEqual([
    200,
    '10',
    '10',
  ])
  expect((await request(new URL(url).pathname, { method: 'DELETE', headers })).ok).toBe(false)
})

test('policies and the limits of the bucket are asked before the first byte', async () => {
  const headers = await headersOf()
  expect((await begin(await headersOf('admin@horizonte.test'), 1, place('a.txt'))).status).toBe(403)
  expect((await begin({ 'tus-resumable': '1.0.0' }, 1, place('a.txt'))).status).toBe(403)
  expect((await begin(headers, 21 * 1024 * 1024, place('a.txt'))).status).toBe(413)
  expect((await begin(headers, 1, place('a.pdf'), 'application/pdf')).status).toBe(415)
  expect((await begin(headers, 1, `${admin}/../a.txt`)).status).toBe(400)
  const name = place('a.txt')
  expect(
    (await asService().storage.from(bucket).upload(name, 'x', { contentType: 'text/plain' })).error,
  ).toBeNull()
  expect((await begin(headers, 1, name)).status).toBe(409)
  expect((await begin({ ...headers, 'x-upsert': 'true' }, 1, name)).status).toBe(201)
  const mine = (await begin(headers, 3, place('b.txt'))).headers.get('location') ?? ''
  const other = await headersOf('admin@horizonte.test')
  expect((await part(mine, other, 0, 'abc')).status).toBe(403)
  expect((await ask(mine, other)).status).toBe(403)
  expect((await ask(`${mine.slice(0, -2)}zz`, headers)).status).toBe(404)
})

test('the second to write under one name is refused', async () => {
  const headers = await headersOf()
  const name = place('corrida.txt')
  const [first, second] = await Promise.all([begin(headers, 3, name), begin(headers, 3, name)])
  const [a, b] = [first, second].map((response) => response.headers.get('location') ?? '')
  expect((await part(a ?? '', headers, 0, 'um!')).status).toBe(204)
  expect((await part(b ?? '', headers, 0, 'doi')).status).toBe(409)
  expect((await stored(name))?.toString()).toBe('um!')
})

test('an upload that was complete when the service ended becomes an object, or is refused for good', async () => {
  const headers = await headersOf()
  const name = place('completo.txt')
  const [first, second] = await Promise.all([begin(headers, 3, name), begin(headers, 3, name)])
  const [a, b] = [first, second].map((response) => response.headers.get('location') ?? '')
  for (const url of [a, b]) writeFileSync(join(ownStack().home, 'uploads', basename(url ?? '')), 'fim')
  expect((await ask(a ?? '', headers)).status).toBe(200)
  expect((await stored(name))?.toString()).toBe('fim')
  expect((await ask(a ?? '', headers)).headers.get('upload-offset')).toBe('3')
  expect((await ask(b ?? '', headers)).status).toBe(409)
  expect((await ask(b ?? '', headers)).status).toBe(404)
})

test('whoever overwrites replaces the object and nothing else', async () => {
  const headers = { ...(await headersOf()), 'x-upsert': 'true' }
  const name = place('substituido.txt')
  for (const text of ['um', 'dois', 'tres']) {
    const url = (await begin(headers, text.length, name)).headers.get('location') ?? ''
    expect((await part(url, headers, 0, text)).status).toBe(204)
    expect((await ask(url, headers)).status).toBe(200)
    expect((await stored(name))?.toString()).toBe(text)
  }
})

test('a signed link for one upload is enough for its parts', async () => {
  const name = place('assinado.txt')
  const { data } = await (await asUser('admin@aurora.test')).storage.from(bucket).createSignedUploadUrl(name)
  const headers = { 'tus-resumable': '1.0.0', 'x-signature': data?.token ?? '' }
  expect((await begin(headers, 3, place('outro.txt'))).status).toBe(400)
  const url = (await begin(headers, 3, name)).headers.get('location') ?? ''
  expect((await part(url, headers, 0, 'sim')).status).toBe(204)
  expect((await asAnon().storage.from(bucket).download(name)).data).toBeNull()
  expect((await stored(name))?.toString()).toBe('sim')
})

test('a page of another origin may read what tus needs', async () => {
  const url = `${ownStack().gatewayUrl}${base}`
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { 'access-control-request-headers': 'tus-resumable,upload-offset,x-signature' },
  })
  expect(preflight.headers.get('access-control-allow-headers')).toContain('upload-offset')
  const created = await begin(await headersOf(), 1, place('a.txt'))
  const readable = created.headers.get('access-control-expose-headers') ?? ''
  for (const header of ['location', 'upload-offset', 'upload-length', 'tus-resumable'])
    expect(readable).toContain(header)
})
