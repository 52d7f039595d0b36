import { Hono } from 'hono'
import { z } from 'zod'
import { uuid } from '../core/ids.ts'
import { jsonBody, paging, refuse, type AsaasEnv } from './http.ts'
import { listPage } from './payloads.ts'
import type { AsaasService, AsaasWebhook } from './service.ts'

const webhookBody = z.object({
  name: z.string().min(1),
  url: z.url(),
  email: z.string(),
  enabled: z.boolean().default(true),
  interrupted: z.boolean().default(false),
  apiVersion: z.number().default(3),
  authToken: z.string().nullable().default(null),
  sendType: z.enum(['SEQUENTIALLY', 'NON_SEQUENTIALLY']).default('SEQUENTIALLY'),
  events: z.array(z.string()).default([]),
})

/** The token is never shown again. */
const shown = ({ authToken, ...webhook }: AsaasWebhook) => ({ ...webhook, hasAuthToken: authToken !== null })

/** `/v3/webhooks`. */
export function webhookRoutes(service: AsaasService): Hono<AsaasEnv> {
  const routes = new Hono<AsaasEnv>()
  const found = (id: string): AsaasWebhook =>
    service.webhooks.get(id) ?? refuse(404, 'not_found', 'Webhook não encontrado.')
  const parse = (body: unknown) => {
    const parsed = webhookBody.safeParse(body)
    if (!parsed.success) refuse(400, 'invalid_object', parsed.error.issues[0]?.message ?? 'Webhook inválido.')
    return parsed.data
  }

  routes.post('/', async (context) => {
    const webhook = service.putWebhook({ id: uuid(), ...parse(await jsonBody(context)) })
    return context.json(shown(webhook))
  })
  routes.get('/', (context) => {
    const { offset, limit } = paging(context)
    return context.json(listPage([...service.webhooks.values()].map(shown), offset, limit))
  })
  routes.get('/:id', (context) => context.json(shown(found(context.req.param('id')))))
  routes.put('/:id', async (context) => {
    const known = found(context.req.param('id'))
    const { id, ...rest } = known
    return context.json(
      shown(service.putWebhook({ id, ...parse({ ...rest, ...(await jsonBody(context)) }) })),
    )
  })
  routes.delete('/:id', (context) => {
    const { id } = found(context.req.param('id'))
    service.webhooks.delete(id)
    service.world.touch()
    return context.json({ deleted: true, id })
  })

  return routes
}
