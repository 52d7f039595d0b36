import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { megabyte, readCommand, readText } from './body.ts'
import { toRefusal } from './db-errors.ts'
import { endpoint } from './http.ts'
import { createLog } from './log.ts'

/** What the caller hears and the log says when a body of these pieces comes; an Error is where it breaks off. */
async function receive(pieces: readonly (string | Error)[], headers: Record<string, string> = {}) {
  const lines: { level: string; status: number; code: string }[] = []
  const log = createLog((line) => lines.push(JSON.parse(line) as (typeof lines)[number]))
  const handle = endpoint({ name: 'test', methods: ['POST'], log }, async (request) => {
    return new Response(await readText(request, 10))
  })
  const left = [...pieces]
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift()
      if (piece === undefined) controller.close()
      else if (piece instanceof Error) controller.error(piece)
      else controller.enqueue(new TextEncoder().encode(piece))
    },
    cancel: () => Promise.reject(new Error('gone already')),
  })
  const init = { method: 'POST', headers, body, duplex: 'half' }
  const response = await handle(new Request('https://zelo.test/', init as RequestInit))
  return { status: response.status, logged: lines.map(({ level, status, code }) => [level, status, code]) }
}

const hungUp = new Error('connection closed before message completed')

describe('a body', () => {
  test('is read whole, in as many pieces as it comes', async () => {
    expect(await receive(['olá', ' você'])).toEqual({ status: 200, logged: [] })
  })

  test('beyond the limit is refused with 413, and logged so', async () => {
    const refused = { status: 413, logged: [['info', 413, 'body_too_large']] }
    expect(await receive(['0123456789', '0'])).toEqual(refused)
    expect(await receive(['0'], { 'content-length': '11' })).toEqual(refused)
    expect(await receive(['0123456789', '0', hungUp])).toEqual(refused)
  })

  test.each([1, 6])('beyond %s MB hears so', async (limit) => {
    const request = new Request('https://zelo.test/', {
      method: 'POST',
      body: 'x'.repeat(limit * megabyte + 1),
    })
    await expect(readText(request, limit * megabyte)).rejects.toThrow(`The body is larger than ${limit} MB.`)
  })

  test('that breaks off is not a failure of ours', async () => {
    const refused = { status: 400, logged: [['info', 400, 'incomplete_body']] }
    expect(await receive(['012', hungUp])).toEqual(refused)
    expect(await receive(['012', hungUp], { 'content-length': '9' })).toEqual(refused)
  })
})

describe('a command', () => {
  test('comes without the characters that Postgres cannot store', async () => {
    const request = new Request('https://zelo.test/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"body":"a\\u0000b","template":{"variables":{"1":"\\u0000Ana"}}}',
    })
    const schema = z.object({ body: z.string(), template: z.unknown() })
    expect(await readCommand(request, schema)).toEqual({
      body: 'ab',
      template: { variables: { 1: 'Ana' } },
    })
  })

  test.each(['22021', '22P05'])('that the database cannot store (%s) is refused with 400', (code) => {
    const refusal = toRefusal(Object.assign(new Error('unsupported Unicode escape sequence'), { code }))
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_request' })
  })
})
