import { describe, expect, test } from 'vitest'
import { networkErrors, scripted } from '../../platform/testing.ts'
import { DinamizeFailure } from './answer.ts'
import { createDinamizeClient } from './client.ts'

const url = 'https://api.dinamize.test'
const login = { user: 'ana@example.com', password: 'segredo', clientCode: '000123' }

const answer = (code: string, body: unknown = {}, more: object = {}) =>
  Response.json({
    code,
    code_detail: 'any language',
    body,
    request_unique: '5f1c0b7e9a2d4c33',
    warning: [],
    ...more,
  })
const signedIn = (token = '1.000123.45.EXAMPLE+/') => answer('480001', { 'auth-token': token, manager: true })

function client(kept: string | null, ...answers: (Response | Error)[]) {
  const { fetch, asked } = scripted(answers)
  const keep: (string | null)[] = []
  const made = createDinamizeClient(fetch, url, login, {
    read: () => Promise.resolve(keep.at(-1) ?? kept),
    keep: (token) => {
      keep.push(token)
      return Promise.resolve()
    },
  })
  const calls = () => asked.map((call) => call.url.replace(url, ''))
  const bodies = () => asked.map((call) => JSON.parse(String(call.init.body)) as unknown)
  return { ...made, asked, keep, calls, bodies }
}
const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(DinamizeFailure)
  return (error as DinamizeFailure).answer
}
const found = {
  next: true,
  items: [
    {
      code: '123456',
      email: 'ana@example.com',
      name: 'Ana',
      external_code: '4821',
      insert_date: '2026-07-01 10:22:33',
      status: 'V',
      optout: false,
      spam: false,
      total_clicks: '1',
      custom_fields: { cmp4: '11900000001', cmp9: ['opcao1', 'opcao2'] },
    },
    {
      code: '123457',
      email: 'bruno@example.com',
      name: null,
      external_code: '',
      insert_date: '2026-07-02 08:00:00',
      status: 'I',
      optout: true,
      spam: false,
      custom_fields: {},
    },
  ],
}

describe('a session', () => {
  test('signs in when no token is kept, keeps it, and says it in a header of its own', async () => {
    const dinamize = client(null, signedIn(), answer('480001', { items: [] }))
    await dinamize.lists()
    expect(dinamize.bodies()[0]).toEqual({
      user: 'ana@example.com',
      password: 'segredo',
      client_code: '000123',
    })
    expect(dinamize.keep).toEqual(['1.000123.45.EXAMPLE+/'])
    expect(dinamize.asked[1]?.init.headers).toMatchObject({ 'auth-token': '1.000123.45.EXAMPLE+/' })
    expect(dinamize.asked[1]?.init.headers).not.toHaveProperty('authorization')
  })

  test('uses what is kept without asking', async () => {
    const dinamize = client('kept', answer('480001', { items: [] }))
    await dinamize.lists()
    expect(dinamize.calls()).toEqual(['/emkt/contact-list/search'])
  })

  test('that is over is begun anew once, and no more', async () => {
    const again = client('old', answer('240010'), signedIn('new'), answer('480001', { items: [] }))
    expect(await again.lists()).toEqual([])
    expect(again.keep).toEqual([null, 'new'])
    const never = client('old', answer('240010'), signedIn('new'), answer('240010'))
    expect(await failure(never.lists())).toEqual({ kind: 'session', code: '240010' })
    expect(never.calls().filter((call) => call === '/auth')).toHaveLength(1)
  })

  test.each(['240002', '240003', '240004', '240029'])('is not asked for again after %s', async (code) => {
    const dinamize = client(null, answer(code, {}, { code_detail: 'Password is required' }))
    expect(await failure(dinamize.lists())).toEqual({ kind: 'refused', code })
    expect(dinamize.calls()).toEqual(['/auth'])
  })
})

describe('an answer', () => {
  test.each([
    ['as text', { 'retry-after': '17' }, 17],
    ['as a number', { 'retry-after': 3 }, 3],
    ['without a word', {}, 60],
    ['with nonsense', { 'retry-after': 'soon' }, 60],
    ['for ever', { 'retry-after': '999999' }, 3600],
  ])('that tells to wait %s', async (_name, body, seconds) => {
    expect(await failure(client('t', answer('240024', body)).lists())).toEqual({ kind: 'limited', seconds })
  })

  test('of a module says what was refused', async () => {
    expect(await failure(client('t', answer('480030')).lists())).toEqual({
      kind: 'failed',
      code: '480030',
      request: '5f1c0b7e9a2d4c33',
    })
  })

  test.each([
    ['of a gateway', new Response('<html>\n<head><title>502 Bad Gateway</title></head>', { status: 502 })],
    ['of a gateway that says 200', new Response('<html></html>', { status: 200 })],
    ['that is another JSON', Response.json({ hello: 1 })],
    ['that never came', networkErrors.late],
    ['whose way broke', networkErrors.reset],
    ['that says it worked and has no shape', answer('480001', { items: 'none' })],
  ] as const)('%s may have worked', async (_name, response) => {
    expect(await failure(client('t', response as Response | Error).lists())).toMatchObject({
      kind: 'unknown',
    })
  })
})

describe('contacts', () => {
  test('come as pages in the order in which they came', async () => {
    const dinamize = client('t', answer('480001', found, { code_detail: 'Sucesso' }))
    expect(await dinamize.page('1', '2026-07-01 00:00:00', 2)).toEqual({
      hasNext: true,
      contacts: [
        {
          code: '123456',
          email: 'ana@example.com',
          name: 'Ana',
          insertDate: '2026-07-01 10:22:33',
          isOptedOut: false,
          custom: { cmp4: '11900000001', cmp9: ['opcao1', 'opcao2'] },
        },
        {
          code: '123457',
          email: 'bruno@example.com',
          name: null,
          insertDate: '2026-07-02 08:00:00',
          isOptedOut: true,
          custom: {},
        },
      ],
    })
    expect(dinamize.bodies()).toEqual([
      {
        'contact-list_code': '1',
        page_number: '2',
        page_size: '100',
        search: [{ field: 'insert_date', operator: '>=', value: '2026-07-01 00:00:00' }],
        order: [{ field: 'insert_date', type: 'ASC' }],
      },
    ])
  })

  test('are found by their address alone', async () => {
    const dinamize = client('t', answer('480001', found), answer('480001', []))
    expect(await dinamize.findByEmail('1', 'ana@example.com')).toMatchObject({ code: '123456' })
    expect(await dinamize.findByEmail('1', 'ana@example.com')).toBeNull()
  })

  test('are added, with what Dinamize warns of', async () => {
    const warning = [{ code: '240099', detail: 'custom field ignored' }]
    const dinamize = client('t', answer('480001', { code: '123459' }, { warning }))
    const written = await dinamize.add('1', {
      email: 'ana@example.com',
      name: 'Ana',
      externalCode: 'lead-1',
      custom: { cmp4: '+5511900000001' },
    })
    expect(written).toEqual({ code: '123459', request: '5f1c0b7e9a2d4c33', warnings: ['240099'] })
    expect(dinamize.bodies()).toEqual([
      {
        'contact-list_code': '1',
        email: 'ana@example.com',
        name: 'Ana',
        external_code: 'lead-1',
        custom_fields: { cmp4: '+5511900000001' },
      },
    ])
  })

  test('that change keep what is not named, and their code', async () => {
    const dinamize = client('t', answer('480001', []))
    expect(await dinamize.update('1', '123456', { name: 'Ana Lima', custom: {} })).toMatchObject({
      code: '123456',
    })
    expect(dinamize.bodies()).toEqual([
      { 'contact-list_code': '1', contact_code: '123456', name: 'Ana Lima' },
    ])
  })
})
