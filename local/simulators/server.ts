import type { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { asaasRoutes } from './asaas/routes.ts'
import { dinamizeRoutes } from './dinamize/routes.ts'
import { cepRoutes } from './cep/routes.ts'
import { melhorEnvioRoutes } from './melhor-envio/routes.ts'
import { modelRoutes } from './model/routes.ts'
import { nfseRoutes } from './nfse/routes.ts'
import { controlRoutes } from './control/routes.ts'
import { pictureRoutes } from './evolution/pictures.ts'
import { evolutionRoutes } from './evolution/routes.ts'
import { smtpServer } from './mail/mailbox.ts'
import { mailboxRoutes } from './mail/routes.ts'
import { graphRoutes } from './meta/routes.ts'
import { pageRoutes } from './page-routes.ts'
import { stripeRoutes } from './stripe/routes.ts'
import { createSimulators, type Simulators } from './simulators.ts'
import { cdnRoutes } from './twilio/media-routes.ts'
import { contentRoutes, twilioRoutes } from './twilio/routes.ts'

export interface SimulatorOptions {
  port: number
  host: string
  smtpPort: number
  /** Where conversations, files and settings survive a restart. */
  stateDir: string
  /** The API gateway, e.g. http://127.0.0.1:54321. */
  gatewayUrl: string
  /** Where the product's webhooks live: the gateway's /functions/v1. */
  functionsUrl: string
  log?: (line: string) => void
}

export interface RunningSimulators {
  /** Base address of the server. */
  url: string
  stop(): Promise<void>
}

function routesOf(simulators: Simulators): Hono {
  const app = new Hono()
  app.get('/', (context) => context.redirect('/simulador'))
  app.get('/health', (context) => context.json({ status: 'ok' }))
  app.route('/simulador', pageRoutes())
  app.route('/control', controlRoutes(simulators))
  app.route('/mailbox', mailboxRoutes(simulators.mailbox))
  app.route('/evolution', evolutionRoutes(simulators.evolution) as unknown as Hono)
  app.route('/evolution-cdn', pictureRoutes(simulators.world))
  app.route('/twilio', twilioRoutes(simulators.twilio) as unknown as Hono)
  app.route('/twilio-cdn', cdnRoutes(simulators.world) as unknown as Hono)
  app.route('/twilio-content', contentRoutes(simulators.twilio) as unknown as Hono)
  app.route('/graph', graphRoutes(simulators.meta) as unknown as Hono)
  // a program of the demo clinic, which takes every webhook
  app.post('/programa', (context) => context.json({ received: true }))
  app.route('/cep', cepRoutes())
  app.route('/dinamize', dinamizeRoutes(simulators.dinamize, simulators.world) as unknown as Hono)
  app.route('/melhor-envio', melhorEnvioRoutes(simulators.world) as unknown as Hono)
  app.route('/nfse', nfseRoutes('/nfse'))
  app.route('/model/v1', modelRoutes())
  app.route('/asaas', asaasRoutes(simulators.asaas) as unknown as Hono)
  app.route('/asaas-clinic', asaasRoutes(simulators.clinicAsaas) as unknown as Hono)
  app.route('/stripe', stripeRoutes(simulators.stripe) as unknown as Hono)
  return app
}

const listening = (server: EventEmitter, listen: (done: () => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    listen(() => {
      server.off('error', reject)
      resolve()
    })
  })

/** Starts the provider simulators, the mailbox and /simulador. */
export async function startSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  const log = options.log ?? (() => undefined)
  const url = `http://${options.host}:${options.port}`
  const simulators = createSimulators({
    url,
    functionsUrl: options.functionsUrl,
    stateDir: options.stateDir,
    log,
  })
  const app = routesOf(simulators)
  const http = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  const smtp = smtpServer(simulators.mailbox, log)
  const stop = async () => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    const smtpClosed = new Promise<void>((resolve) => smtp.close(() => resolve()))
    await simulators.close()
    http.closeAllConnections()
    await Promise.all([closed, smtpClosed])
  }
  try {
    await listening(http, (done) => http.listen(options.port, options.host, done))
    await listening(smtp.server, (done) => smtp.listen(options.smtpPort, options.host, done))
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}
