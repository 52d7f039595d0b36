import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { requestFaults } from '../core/request-faults.ts'
import { chatRoutes } from './chat-routes.ts'
import type { EvolutionGateway } from './gateway.ts'
import { errorResponse, type EvolutionEnv } from './http.ts'
import { instanceRoutes } from './instance-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

const version = '2.3.7'

/** The HTTP interface of Evolution API v2. */
export function evolutionRoutes(gateway: EvolutionGateway): Hono<EvolutionEnv> {
  const routes = new Hono<EvolutionEnv>()
  const { world } = gateway
  routes.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!world.signal.aborted) world.log(`evolution: ${error.stack ?? error.message}`)
    return errorResponse(500, 'Internal Server Error')
  })
  routes.use(
    '*',
    requestFaults({
      provider: 'evolution',
      scope: 'all',
      faults: world.faults,
      signal: world.signal,
      refuse: (status) =>
        errorResponse(status, status === 500 ? 'Internal Server Error' : ['Too Many Requests']),
    }),
  )
  routes.get('/', (context) =>
    context.json({
      status: 200,
      message: 'Welcome to the Evolution API, it is working!',
      version,
      clientName: 'evolution_exchange',
      manager: `${world.url}/evolution/manager`,
      documentation: 'https://doc.evolution-api.com',
      whatsappWebVersion: '2.3000.1023204200',
    }),
  )
  routes.route('/instance', instanceRoutes(gateway))
  routes.route('/webhook', webhookRoutes(gateway))
  routes.route('/message', messageRoutes(gateway))
  routes.route('/chat', chatRoutes(gateway))
  routes.all('*', (context) => {
    const path = context.req.path.replace(/^\/evolution/, '') || '/'
    return errorResponse(404, [`Cannot ${context.req.method} ${path}`])
  })
  return routes
}
