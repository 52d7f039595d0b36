import { beforeEach, describe, expect, test } from 'vitest'
import { cepRoutes } from '../../local/simulators/cep/routes.ts'
import { createHandler } from '../../supabase/functions/lookup-cep/handler.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { command, createFunctions } from './support/functions.ts'

let asked: string[] = []
let service: (url: string) => Promise<Response> | Response = simulated

const functions = await createFunctions((url) => {
  asked.push(url)
  return Promise.resolve(service(url))
})
const handler = createHandler(functions.cep)

function simulated(url: string): Promise<Response> | Response {
  return cepRoutes().request(url.replace('https://cep.test', ''))
}

async function lookUp(cep: unknown, email: Email | null = 'recepcao@aurora.test') {
  const response = await handler(await command('lookup-cep', email, { tenant_id: aurora.id, cep }))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

beforeEach(() => {
  asked = []
  service = simulated
})

describe('lookup-cep', () => {
  test('answers the address, and asks once for the same CEP', async () => {
    const found = {
      status: 200,
      body: {
        outcome: 'found',
        address: { street: 'Avenida Paulista', district: 'Bela Vista', city: 'São Paulo', state: 'SP' },
      },
    }
    expect(await lookUp('01310100')).toEqual(found)
    expect(await lookUp('01310100')).toEqual(found)
    expect(asked).toEqual(['https://cep.test/ws/01310100/json/'])
  })

  test('answers a town without its streets, and says of a CEP that it is nowhere', async () => {
    expect((await lookUp('12530000')).body).toMatchObject({ address: { street: '', city: 'Cunha' } })
    expect(await lookUp('99999999')).toEqual({ status: 200, body: { outcome: 'unknown', address: null } })
    service = () => Response.json({ erro: 'true' })
    expect((await lookUp('99999998')).body).toMatchObject({ outcome: 'unknown' })
  })

  test.each<[string, () => Promise<Response> | Response]>([
    ['is down', () => Promise.reject(new TypeError('connection refused'))],
    ['fails', () => new Response('oops', { status: 500 })],
    ['takes too long', () => Promise.reject(new DOMException('late', 'TimeoutError'))],
    ['speaks in other words', () => Response.json({ street: 'Rua A' })],
    ['answers a page', () => new Response('<html>')],
  ])('answers emptily when the service %s', async (_, failing) => {
    service = failing
    expect(await lookUp('30112000')).toEqual({ status: 200, body: { outcome: 'unavailable', address: null } })
    expect(asked).toHaveLength(1)
  })

  test('asks again once the service is back', async () => {
    service = () => new Response('oops', { status: 503 })
    await lookUp('80020300')
    service = simulated
    expect((await lookUp('80020300')).body).toMatchObject({ outcome: 'found' })
  })

  test('never sends on what is no CEP', async () => {
    for (const cep of ['0131010', '01310-100', '../../x', 1310100])
      expect((await lookUp(cep)).status).toBe(400)
    expect(asked).toEqual([])
  })

  test('is for members of the clinic', async () => {
    expect(await lookUp('05422001', null)).toMatchObject({ status: 401 })
    expect(await lookUp('05422001', 'admin@horizonte.test')).toMatchObject({
      status: 403,
      body: { code: 'not_a_member' },
    })
    expect(asked).toEqual([])
  })
})
