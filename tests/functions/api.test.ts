import { expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/api/handler.ts'
import { createApiDatabase } from '../../supabase/functions/_shared/trust/api/database.ts'
import { routes } from '../../supabase/functions/_shared/trust/api/routes.ts'
import { createKey } from '../db/support/api-keys.ts'
import { aurora } from '../db/support/cast.ts'
import { connectChannels, createFunctions, publicUrl } from './support/functions.ts'

const sent: string[] = []
const functions = await createFunctions((url) => {
  sent.push(url)
  return Promise.resolve(
    Response.json({ key: { id: `OUT${sent.length}` }, status: 'PENDING' }, { status: 201 }),
  )
})
const { testDatabase, deps } = functions
const background: Promise<unknown>[] = []
const handler = createHandler({
  ...deps,
  publicUrl,
  api: createApiDatabase(functions.platform.calls),
  waitUntil: (promise) => void background.push(promise),
})

const everything = [...new Set(routes.flatMap(({ scope }) => scope ?? []))]
const { key } = await createKey(testDatabase, { scopes: everything })

async function call(
  method: string,
  path: string,
  {
    body,
    as = key,
    idempotency = null,
    ifMatch = null,
  }: {
    body?: unknown
    as?: string | undefined
    idempotency?: string | null
    ifMatch?: string | null
  } = {},
) {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (as) headers.set('authorization', `Bearer ${as}`)
  if (idempotency) headers.set('idempotency-key', idempotency)
  if (ifMatch) headers.set('if-match', ifMatch)
  await testDatabase.asPostgres(
    (sql) => sql`update app.rate_counts set began_at = began_at - interval '2 seconds'`,
  )
  const answer = await handler(
    new Request(`https://edge.internal/api${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, never>,
  }
}

test('describes itself as OpenAPI 3.1, every operation of the database once, with its scope', async () => {
  const { body } = await call('GET', '/v1/openapi.json', { as: '' })
  const document = body as unknown as {
    openapi: string
    paths: Record<
      string,
      Record<string, { operationId: string; description: string; parameters: { name: string }[] }>
    >
    components: { schemas: Record<string, object> }
  }
  expect(document.openapi).toBe('3.1.0')
  const described = Object.values(document.paths).flatMap((path) => Object.values(path))
  const rows = await testDatabase.asPostgres(
    (sql) =>
      sql<
        { key: string; scope: string | null; is_write: boolean }[]
      >`select key, scope, is_write from app.api_operations where protocol = 'rest'`,
  )
  const told = described.map(({ operationId, description, parameters }) => [
    operationId,
    /`(.+)`/.exec(description)?.[1] ?? null,
    parameters.some(({ name }) => name === 'Idempotency-Key'),
  ])
  expect(told.sort()).toEqual(
    rows.map((row) => [row.key.replaceAll('.', '_'), row.scope, row.is_write]).sort(),
  )
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  )
  expect(new Set(references)).toEqual(new Set(Object.keys(document.components.schemas)))
  expect(Object.keys(document.components.schemas)).toContain('Session')
  expect(JSON.stringify(document)).not.toContain('$defs')
})

test('has a page for people', async () => {
  const answer = await handler(new Request('https://edge.internal/api/v1'))
  expect(answer.headers.get('content-type')).toContain('text/html')
  const text = await answer.text()
  for (const { path } of routes) expect(text).toContain(path)
})

test('answers whoever has a key, and says why whoever has none', async () => {
  expect(await call('GET', '/v1/me')).toMatchObject({
    status: 200,
    body: { clinic: { id: aurora.id }, key: { name: 'Integração' } },
  })
  expect(await call('GET', '/v1/me', { as: '' })).toMatchObject({
    status: 401,
    body: { code: 'api_key_missing' },
  })
  expect(await call('GET', '/v1/me', { as: `zk_live_${'0'.repeat(48)}` })).toMatchObject({
    status: 401,
    body: { code: 'api_key_invalid', type: 'urn:zelo:error:api_key_invalid' },
  })
  expect(await call('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'unknown_address' } })
  expect(await call('DELETE', '/v1/patients')).toMatchObject({ status: 405 })
  expect(await call('GET', '/v1/patients?limit=0')).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  })
  expect(await call('GET', '/v1/patients?colour=red')).toMatchObject({ status: 400 })
  expect(await call('GET', '/v1/patients?cursor=x')).toMatchObject({ status: 400 })
})

test('says how long to wait after ten calls in a second', async () => {
  const other = await createKey(testDatabase)
  await testDatabase.asPostgres(
    (sql) =>
      sql`insert into app.rate_counts (key, count, began_at) values (${`api:${other.id}`}, 10, now() + interval '1 hour')`,
  )
  const answer = await call('GET', '/v1/me', { as: other.key })
  expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
  expect(answer.headers.get('retry-after')).toBe('1')
})

test('makes, pages and finds patients, once for an idempotency key', async () => {
  const form = { full_name: 'Cora Lima', phones: ['(11) 91234-5678'] }
  const first = await call('POST', '/v1/patients', { body: form, idempotency: 'p1' })
  expect(first).toMatchObject({ status: 200, body: { name: 'Cora Lima' } })
  expect((await call('POST', '/v1/patients', { body: form, idempotency: 'p1' })).body).toEqual(first.body)
  expect(await call('POST', '/v1/patients', { body: form })).toMatchObject({
    status: 400,
    body: { code: 'idempotency_key_missing' },
  })
  expect(
    await call('POST', '/v1/patients', { body: { ...form, role: 'owner' }, idempotency: 'p2' }),
  ).toMatchObject({ status: 400 })
  await call('POST', '/v1/patients', { body: { full_name: 'Davi Luz' }, idempotency: 'p3' })
  const page = await call('GET', '/v1/patients?limit=1')
  expect(page.body).toMatchObject({ data: [{ name: 'Cora Lima' }], next_cursor: expect.any(String) })
  const next = await call(
    'GET',
    `/v1/patients?limit=1&cursor=${encodeURIComponent(String(page.body['next_cursor']))}`,
  )
  expect(next.body).toMatchObject({ data: [{ name: 'Davi Luz' }] })
  expect(await call('GET', `/v1/patients/${first.body['id']}`)).toMatchObject({
    status: 200,
    body: { phones: ['+5511912345678'] },
  })
})

test('changes a patient of the version that was read, and writes down what it was', async () => {
  const form = {
    full_name: 'Eva Reis',
    social_name: 'Evandro Reis',
    city: 'Santos',
    phones: ['(13) 91234-5678'],
    emails: ['eva@exemplo.test'],
  }
  const { body: made } = await call('POST', '/v1/patients', { body: form, idempotency: 'u0' })
  const path = `/v1/patients/${String(made['id'])}`
  expect((await call('GET', path)).headers.get('etag')).toBe('"1"')

  expect(await call('PATCH', path, { body: { city: 'Bertioga' }, idempotency: 'u1' })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  })
  const body = { city: 'Bertioga', social_name: null, phones: ['+55 13 99999-0000', '13 91234-5678'] }
  const changed = await call('PATCH', path, { body, idempotency: 'u2', ifMatch: '"1"' })
  expect(changed).toMatchObject({
    status: 200,
    body: {
      full_name: 'Eva Reis',
      social_name: null,
      city: 'Bertioga',
      phones: ['+5513999990000', '+5513912345678'],
      emails: ['eva@exemplo.test'],
      version: 2,
    },
  })
  expect(changed.headers.get('etag')).toBe('"2"')
  // the same call again is the same change, a call of who read the version before is refused
  expect((await call('PATCH', path, { body, idempotency: 'u2', ifMatch: '"1"' })).body).toEqual(changed.body)
  expect(await call('PATCH', path, { body: { city: 'Itu', version: 1 }, idempotency: 'u3' })).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile' },
  })

  const audited = await testDatabase.asPostgres(
    (sql) => sql`
      select actor_kind, before, after from public.audit_logs
      where action = 'patient.changed' and entity_id = ${String(made['id'])} order by id`,
  )
  expect(audited).toMatchObject([
    {
      actor_kind: 'api_key',
      before: { phones: [], emails: [] },
      after: { phones: ['+5513912345678'], emails: ['eva@exemplo.test'] },
    },
    { actor_kind: 'api_key', before: { city: 'Santos' }, after: { city: 'Bertioga' } },
    { before: { phones: ['+5513912345678'] }, after: { phones: ['+5513999990000', '+5513912345678'] } },
  ])
})

test('refuses a change without the scope, and one of another clinic', async () => {
  const { key: reader } = await createKey(testDatabase, { scopes: ['patients:read'] })
  const { body: made } = await call('POST', '/v1/patients', {
    body: { full_name: 'Ivo Paz' },
    idempotency: 'r0',
  })
  const path = `/v1/patients/${String(made['id'])}`
  const body = { city: 'Itu', version: 1 }
  expect(await call('PATCH', path, { body, idempotency: 'r1', as: reader! })).toMatchObject({ status: 403 })
  expect(await call('PATCH', `/v1/patients/${aurora.id}`, { body, idempotency: 'r2' })).toMatchObject({
    status: 404,
    body: { code: 'patient_not_found' },
  })
})

test('sends a text at once, and once', async () => {
  await connectChannels(functions)
  sent.length = 0
  const body = { to: '(11) 91234-5678', text: 'Olá!' }
  const first = await call('POST', '/v1/messages', { body, idempotency: 'm1' })
  expect(first).toMatchObject({
    status: 200,
    body: { body: 'Olá!', conversation: 'whatsapp:+5511912345678' },
  })
  await call('POST', '/v1/messages', { body, idempotency: 'm1' })
  await Promise.all(background)
  expect(sent.filter((url) => url.includes('sendText'))).toHaveLength(1)
  const path = `/v1/conversations/${encodeURIComponent(String(first.body['conversation']))}/messages`
  expect((await call('GET', path)).body).toMatchObject({ data: [{ body: 'Olá!', status: 'sent' }] })
})

test('makes an endpoint whose secret is in the first answer only', async () => {
  const body = { url: 'https://shared.test/hook', events: ['patient.created'] }
  const first = await call('POST', '/v1/webhook-endpoints', { body, idempotency: 'w1' })
  expect(first.body).toMatchObject({ url: body.url, secret: expect.stringMatching(/^whsec_/) })
  const again = await call('POST', '/v1/webhook-endpoints', { body, idempotency: 'w1' })
  expect(again.body).toMatchObject({ id: first.body['id'] })
  expect(again.body).not.toHaveProperty('secret')
  const inside = { ...body, url: 'http://169.254.169.254/' }
  expect(await call('POST', '/v1/webhook-endpoints', { body: inside, idempotency: 'w2' })).toMatchObject({
    status: 422,
  })
  expect(
    (await call('DELETE', `/v1/webhook-endpoints/${first.body['id']}`, { idempotency: 'w3' })).body,
  ).toEqual({ deleted: true })
})
