import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAnon, asService, asUser, openDatabase, request } from '../support/clients.ts'
import { ownStack } from '../support/stack.ts'

const sql = openDatabase()
const bucket = `probe-${randomUUID().slice(0, 8)}`
const openBucket = `${bucket}-public`
const admin = '00000000-0000-4000-8000-000000000001'

beforeAll(async () => {
  const service = asService()
  const created = await service.storage.createBucket(bucket, {
    public: false,
    fileSizeLimit: '1MB',
    allowedMimeTypes: ['text/*', 'image/png'],
  })
  expect(created.error).toBeNull()
  expect((await service.storage.createBucket(openBucket, { public: true })).error).toBeNull()
  // A folder a person: the first part of the name is the user's id.
  await sql.unsafe(`
    create policy "${bucket}" on storage.objects for all to authenticated
      using (bucket_id = '${bucket}' and (storage.foldername(name))[1] = auth.uid()::text)
      with check (bucket_id = '${bucket}' and (storage.foldername(name))[1] = auth.uid()::text)`)
})

afterAll(async () => {
  await sql.unsafe(`drop policy "${bucket}" on storage.objects`)
  const service = asService()
  for (const id of [bucket, openBucket]) {
    await service.storage.emptyBucket(id)
    expect((await service.storage.deleteBucket(id)).error).toBeNull()
  }
  await sql.end()
})

const owner = () => asUser('admin@aurora.test').then((client) => client.storage.from(bucket))
const stranger = () => asUser('admin@horizonte.test').then((client) => client.storage.from(bucket))
const place = (name: string) => `${admin}/${randomUUID().slice(0, 8)}/${name}`

test('a file goes in as multipart and as raw bytes, and comes out the same', async () => {
  const files = await owner()
  const bytes = randomBytes(300_000)
  const asBlob = place('foto com acento é.png')
  const blob = await files.upload(asBlob.replace('é', 'e'), new Blob([bytes], { type: 'image/png' }), {
    cacheControl: '60',
    metadata: { from: 'test' },
  })
  expect(blob.error).toBeNull()
  const back = await files.download(asBlob.replace('é', 'e'))
  expect(Buffer.from((await back.data?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(bytes)).toBe(true)
  const info = await files.info(asBlob.replace('é', 'e'))
  expect(info.data).toMatchObject({
    size: 300_000,
    contentType: 'image/png',
    cacheControl: 'max-age=60',
    metadata: { from: 'test' },
  })

  const raw = place('bruto.txt')
  expect((await files.upload(raw, Buffer.from('olá'), { contentType: 'text/plain' })).error).toBeNull()
  expect(await (await files.download(raw)).data?.text()).toBe('olá')
  expect((await files.exists(raw)).data).toBe(true)
  expect((await files.exists(place('nada'))).data).toBe(false)
})

test('a name is taken once unless the caller overwrites it', async () => {
  const files = await owner()
  const name = place('a.txt')
  expect((await files.upload(name, 'um', { contentType: 'text/plain' })).error).toBeNull()
  expect((await files.upload(name, 'dois', { contentType: 'text/plain' })).error).toMatchObject({
    statusCode: '409',
  })
  expect((await files.upload(name, 'tres', { contentType: 'text/plain', upsert: true })).error).toBeNull()
  expect((await files.update(name, 'quatro', { contentType: 'text/plain' })).error).toBeNull()
  expect(await (await files.download(name)).data?.text()).toBe('quatro')
})

test('policies decide who writes, reads, lists, signs and removes', async () => {
  const name = place('privado.txt')
  await (await owner()).upload(name, 'segredo', { contentType: 'text/plain' })
  const other = await stranger()
  expect((await other.upload(place('x.txt'), 'x', { contentType: 'text/plain' })).error).toMatchObject({
    statusCode: '403',
  })
  expect((await other.upload(name, 'x', { contentType: 'text/plain', upsert: true })).error).not.toBeNull()
  expect((await other.download(name)).data).toBeNull()
  expect((await other.list(admin)).data).toEqual([])
  expect((await other.createSignedUrl(name, 60)).error).not.toBeNull()
  expect((await other.remove([name])).data).toEqual([])
  expect((await asAnon().storage.from(bucket).download(name)).data).toBeNull()
  expect(await (await asService().storage.from(bucket).download(name)).data?.text()).toBe('segredo')
})

test('the limits of the bucket hold', async () => {
  const files = await owner()
  const large = new Blob([randomBytes(1_100_000)], { type: 'image/png' })
  expect((await files.upload(place('grande.png'), large)).error).toMatchObject({ statusCode: '413' })
  const wrong = await files.upload(place('a.pdf'), new Blob(['x'], { type: 'application/pdf' }))
  expect(wrong.error).toMatchObject({ statusCode: '415' })
  const outside = await request(`/storage/v1/object/${bucket}/${admin}/%2e%2e/%2e%2e/etc`, {
    method: 'POST',
    headers: { apikey: ownStack().secretKey, 'content-type': 'text/plain' },
    body: 'x',
  })
  expect(outside.ok).toBe(false)
})

test('a part of a file is served as a range', async () => {
  const files = await owner()
  const name = place('faixa.txt')
  await files.upload(name, '0123456789', { contentType: 'text/plain' })
  const { data } = await files.createSignedUrl(name, 60)
  const part = async (range: string) => fetch(data?.signedUrl ?? '', { headers: { range } })
  const middle = await part('bytes=2-4')
  expect([middle.status, middle.headers.get('content-range'), await middle.text()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ])
  expect(await (await part('bytes=-3')).text()).toBe('789')
  expect(await (await part('bytes=7-')).text()).toBe('789')
  expect((await part('bytes=10-')).status).toBe(416)
})

test('signed links open one object until they expire', async () => {
  const files = await owner()
  const name = place('assinado.txt')
  await files.upload(name, 'assinado', { contentType: 'text/plain' })
  const { data } = await files.createSignedUrl(name, 60, { download: 'nome bonito.txt' })
  const opened = await fetch(data?.signedUrl ?? '')
  expect(await opened.text()).toBe('assinado')
  expect(opened.headers.get('content-disposition')).toContain('nome bonito.txt')
  expect((await fetch((data?.signedUrl ?? '').replace('assinado.txt', 'outro.txt'))).ok).toBe(false)
  expect((await fetch((data?.signedUrl ?? '').replace(/token=.*/, 'token=a.b.c'))).ok).toBe(false)

  const many = await files.createSignedUrls([name, place('nada.txt')], 60)
  expect(many.data?.map((entry) => entry.error === null)).toEqual([true, false])
  const short = await files.createSignedUrl(name, 1)
  await new Promise((done) => setTimeout(done, 2100))
  expect((await fetch(short.data?.signedUrl ?? '')).ok).toBe(false)
})

test('a signed link for one upload needs no session', async () => {
  const name = place('enviado.txt')
  const { data, error } = await (await owner()).createSignedUploadUrl(name)
  expect(error).toBeNull()
  const anon = asAnon().storage.from(bucket)
  const sent = await anon.uploadToSignedUrl(
    name,
    data?.token ?? '',
    new Blob(['enviado'], { type: 'text/plain' }),
  )
  expect(sent.error).toBeNull()
  expect(await (await (await owner()).download(name)).data?.text()).toBe('enviado')
  const other = await anon.uploadToSignedUrl(
    place('outro.txt'),
    data?.token ?? '',
    new Blob(['x'], { type: 'text/plain' }),
  )
  expect(other.error).not.toBeNull()
})

test('the token of a signed link is no session', async () => {
  const files = await owner()
  const name = place('enviado-por-link.txt')
  const upload = (await files.createSignedUploadUrl(name)).data?.token ?? ''
  await files.upload(name, Buffer.from('x'), { contentType: 'text/plain' })
  const link = (await files.createSignedUrl(name, 60)).data?.signedUrl ?? ''
  for (const token of [upload, new URL(link).searchParams.get('token') ?? '']) {
    const { publishableKey } = ownStack()
    const headers = {
      apikey: publishableKey,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    }
    const post = (path: string, body: unknown) =>
      request(path, { method: 'POST', headers, body: JSON.stringify(body) }).then(({ status }) => status)
    expect(token).not.toBe('')
    expect(await post(`/storage/v1/object/list/${bucket}`, { prefix: `${admin}/` })).toBe(400)
    expect(await post('/rest/v1/rpc/my_context', {})).toBe(401)
    expect(await post('/functions/v1/send-whatsapp-message', {})).toBe(401)
    expect((await request('/auth/v1/user', { headers })).status).toBeGreaterThanOrEqual(400)
  }
})

test('a folder is listed one level at a time', async () => {
  const files = await owner()
  const folder = `${admin}/${randomUUID()}`
  for (const name of ['b.txt', 'a.txt', 'sub/c.txt', 'sub/d.txt']) {
    await files.upload(`${folder}/${name}`, name, { contentType: 'text/plain' })
  }
  const level = await files.list(folder)
  expect(level.data?.map(({ name, id }) => [name, id === null])).toEqual([
    ['sub', true],
    ['a.txt', false],
    ['b.txt', false],
  ])
  expect((await files.list(folder, { search: 'b' })).data?.map(({ name }) => name)).toEqual(['b.txt'])
  expect((await files.list(folder, { limit: 1, offset: 1 })).data?.map(({ name }) => name)).toEqual(['a.txt'])
  const newest = await files.list(`${folder}/sub`, { sortBy: { column: 'created_at', order: 'desc' } })
  expect(newest.data?.map(({ name }) => name)).toEqual(['d.txt', 'c.txt'])
})

test('objects are copied, moved and removed', async () => {
  const files = await owner()
  const [from, copy, moved] = [place('1.txt'), place('2.txt'), place('3.txt')]
  await files.upload(from, 'um', { contentType: 'text/plain' })
  expect((await files.copy(from, copy)).data?.path).toBe(`${bucket}/${copy}`)
  expect((await files.move(copy, moved)).error).toBeNull()
  expect(await (await files.download(moved)).data?.text()).toBe('um')
  expect((await files.download(copy)).data).toBeNull()
  expect((await files.move(copy, moved)).error).not.toBeNull()
  expect((await files.remove([from, moved])).data).toHaveLength(2)
  expect((await files.list(from.replace('/1.txt', ''))).data).toEqual([])
})

test('a public bucket is read by everybody and a private one by nobody that way', async () => {
  const service = asService().storage
  await service.from(openBucket).upload('logo.txt', 'logo', { contentType: 'text/plain' })
  const { data } = service.from(openBucket).getPublicUrl('logo.txt')
  const opened = await fetch(data.publicUrl)
  expect(await opened.text()).toBe('logo')
  expect(opened.headers.get('content-security-policy')).toContain('sandbox')
  const name = place('p.txt')
  await service.from(bucket).upload(name, 'x', { contentType: 'text/plain' })
  expect((await fetch(service.from(bucket).getPublicUrl(name).data.publicUrl)).ok).toBe(false)
})

test('buckets are listed and described', async () => {
  const service = asService().storage
  expect((await service.listBuckets()).data?.map(({ id }) => id)).toEqual(
    expect.arrayContaining([bucket, openBucket]),
  )
  expect((await service.getBucket(bucket)).data).toMatchObject({
    public: false,
    allowed_mime_types: ['text/*', 'image/png'],
  })
  expect((await service.updateBucket(openBucket, { public: true, fileSizeLimit: 1000 })).error).toBeNull()
  expect((await service.getBucket('nao-existe')).error).not.toBeNull()
  const user = await asUser('admin@aurora.test')
  expect((await user.storage.createBucket('intruso')).error).toMatchObject({ statusCode: '403' })
})

test('odd input is the fault of whoever sends it', async () => {
  const odd = [null, 5, -1, 1.5, 'abc', [], {}, ['a'], 'a\u0000b', '\ud800', 1e308, { column: 5, order: [] }]
  const send = async (method: string, path: string, body: string) => {
    const headers = { apikey: ownStack().secretKey, 'content-type': 'application/json' }
    const response = await request(`/storage/v1/${path}`, { method, headers, body })
    expect(response.status, `${method} ${path} ${body.slice(0, 100)}`).toBeLessThan(500)
  }
  for (const body of ['null', '5', '[]', '{', '"x"', '['.repeat(50_000)]) {
    await send('POST', `object/list/${bucket}`, body)
    await send('POST', `object/sign/${bucket}`, body)
    await send('POST', 'object/move', body)
    await send('POST', 'bucket', body)
    await send('DELETE', `object/${bucket}`, body)
  }
  for (const value of odd) {
    for (const field of ['prefix', 'search', 'limit', 'offset', 'sortBy'])
      await send('POST', `object/list/${bucket}`, JSON.stringify({ [field]: value }))
    for (const field of ['public', 'file_size_limit', 'allowed_mime_types'])
      await send('PUT', `bucket/${openBucket}`, JSON.stringify({ public: true, [field]: value }))
    for (const field of ['bucketId', 'sourceKey', 'destinationKey', 'destinationBucket'])
      await send(
        'POST',
        'object/copy',
        JSON.stringify({ bucketId: bucket, sourceKey: 'a', destinationKey: 'b', [field]: value }),
      )
    await send('POST', `object/sign/${bucket}`, JSON.stringify({ expiresIn: 60, paths: [value] }))
    await send('POST', `object/sign/${bucket}/a`, JSON.stringify({ expiresIn: value }))
    await send('DELETE', `object/${bucket}`, JSON.stringify({ prefixes: [value] }))
  }
  await send('POST', `object/list/%ff`, '{}')
  expect(
    (
      await asService().storage.updateBucket(openBucket, {
        public: true,
        allowedMimeTypes: null,
        fileSizeLimit: null,
      })
    ).error,
  ).toBeNull()
})

test('rows cannot be deleted behind the API', async () => {
  const user = openDatabase()
  await expect(user`delete from storage.objects where bucket_id = ${bucket}`).rejects.toMatchObject({
    code: '42501',
  })
  await user.end()
})
