import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { requestFaults } from '../core/request-faults.ts'
import { customerRoutes } from './customer-routes.ts'
import { errorResponse, refuse, type AsaasEnv } from './http.ts'
import { paymentRoutes } from './payment-routes.ts'
import type { AsaasService } from './service.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** The HTTP interface of Asaas v3. */
export function asaasRoutes(service: AsaasService): Hono<AsaasEnv> {
  const routes = new Hono<AsaasEnv>()
  const { world } = service
  routes.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!world.signal.aborted) world.log(`asaas: ${error.stack ?? error.message}`)
    return Response.json({ message: 'Internal Server Error' }, { status: 500 })
  })
  routes.notFound(() => new Response(null, { status: 404 }))
  routes.use('/v3/*', async (context, next) => {
    const token = context.req.header('access_token')
    if (!token)
      refuse(401, 'access_token_not_found', 'O cabeçalho de autenticação access_token é obrigatório.')
    if (token !== service.apiKey) refuse(401, 'invalid_access_token', 'A chave de API fornecida é inválida.')
    if (!context.req.header('user-agent'))
      refuse(400, 'user_agent_not_found', 'O cabeçalho User-Agent é obrigatório.')
    await next()
  })
  const faults = (scope: 'send' | 'all') =>
    requestFaults({
      provider: 'asaas',
      scope,
      faults: world.faults,
      signal: world.signal,
      refuse: (status) =>
        status === 429
          ? errorResponse(429, 'too_many_requests', 'Limite de requisições excedido.')
          : Response.json({ message: 'Internal Server Error' }, { status }),
    })
  routes.use('/v3/*', faults('all'))
  routes.post('/v3/payments', faults('send'))
  routes.route('/v3/customers', customerRoutes(service))
  routes.route('/v3/payments', paymentRoutes(service))
  routes.route('/v3/webhooks', webhookRoutes(service))
  return routes
}
