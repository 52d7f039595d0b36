import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { requestFaults } from '../core/request-faults.ts'
import type { World } from '../world.ts'
import type { DinamizeService, SimulatedContact } from './service.ts'

interface DinamizeEnv {
  Bindings: HttpBindings
}

let requests = 0

/** Every answer is 200; what happened says the code. */
function answer(code: string, body: unknown = {}, warning: unknown[] = []): Response {
  requests += 1
  return Response.json({
    code,
    code_detail: code === '480001' ? 'Sucesso' : `Erro ${code}`,
    body,
    request_unique: requests.toString(16).padStart(16, '0'),
    warning,
  })
}
const ok = (body: unknown, warning: unknown[] = []) => answer('480001', body, warning)
const gateway = () =>
  new Response('<html>\n<head><title>502 Bad Gateway</title></head>\n</html>', {
    status: 502,
    headers: { 'content-type': 'text/html' },
  })

/** An answer that ends a call where it is found out. */
class Refusal extends Error {
  readonly response: Response
  constructor(response: Response) {
    super('refused')
    this.response = response
  }
}

function refuse(code: string, body: unknown = {}): never {
  throw new Refusal(answer(code, body))
}

async function bodyOf(context: Context): Promise<Record<string, unknown>> {
  const body: unknown = await context.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null) refuse('240001')
  return body as Record<string, unknown>
}

/** The HTTP interface of Dinamize: every call is a POST. Without a world nothing goes wrong. */
export function dinamizeRoutes(service: DinamizeService, world?: World): Hono<DinamizeEnv> {
  const routes = new Hono<DinamizeEnv>()
  routes.onError((error) => {
    if (error instanceof Refusal) return error.response
    world?.log(`dinamize: ${error.stack ?? error.message}`)
    return gateway()
  })
  const faults = (scope: 'send' | 'all') => {
    if (!world) return async (_context: Context, next: () => Promise<void>) => next()
    return requestFaults({
      provider: 'dinamize',
      scope,
      faults: world.faults,
      signal: world.signal,
      refuse: (status) =>
        status === 429
          ? answer('240024', { 'retry-after': String(world.faults.plan('dinamize').retryAfter || 17) })
          : gateway(),
    })
  }
  const listOf = (body: Record<string, unknown>) => {
    const list = service.list(String(body['contact-list_code'] ?? ''))
    if (!list) refuse('480010')
    return list
  }
  const fieldsOf = (body: Record<string, unknown>): Partial<SimulatedContact> =>
    Object.fromEntries(
      Object.entries(body).filter(([key]) =>
        ['email', 'name', 'external_code', 'custom_fields'].includes(key),
      ),
    )

  routes.use('/*', faults('all'))
  routes.post('/auth', async (context) => {
    const signedIn = service.signIn(await bodyOf(context))
    if ('code' in signedIn) return answer(signedIn.code)
    return ok({ 'auth-token': signedIn.token, manager: true })
  })
  routes.use('/emkt/*', async (context, next) => {
    if (!service.knows(context.req.header('auth-token'))) refuse('240010')
    const wait = service.count()
    if (wait !== null) refuse('240024', { 'retry-after': String(wait) })
    await next()
  })
  routes.post('/emkt/contact/add', faults('send'))
  routes.post('/emkt/contact/update', faults('send'))
  routes.post('/emkt/contact-list/search', () => ok({ next: false, items: service.lists }))
  routes.post('/emkt/field/search', async (context) => {
    listOf(await bodyOf(context))
    return ok({ next: false, items: service.fields })
  })
  routes.post('/emkt/contact/search', async (context) => {
    const body = await bodyOf(context)
    return ok(service.search(listOf(body), body))
  })
  routes.post('/emkt/contact/get', async (context) => {
    const body = await bodyOf(context)
    const contact = listOf(body).get(String(body.contact_code))
    return contact ? ok(contact) : answer('480020')
  })
  routes.post('/emkt/contact/add', async (context) => {
    const body = await bodyOf(context)
    listOf(body)
    if (!String(body.email ?? '').includes('@')) return answer('480030')
    service.writes.add += 1
    return ok({ code: service.add(String(body['contact-list_code']), fieldsOf(body)).code })
  })
  routes.post('/emkt/contact/delete', async (context) => {
    const body = await bodyOf(context)
    return listOf(body).delete(String(body.contact_code)) ? ok([]) : answer('480020')
  })
  routes.post('/emkt/contact/update', async (context) => {
    const body = await bodyOf(context)
    const contact = listOf(body).get(String(body.contact_code))
    if (!contact) return answer('480020')
    service.writes.update += 1
    service.update(contact, fieldsOf(body))
    // PHP: nothing is an empty list
    return ok([])
  })
  return routes
}
