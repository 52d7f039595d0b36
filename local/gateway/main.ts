import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { runChild, type Service } from '../child.ts'
import { host, type Ports, type StackConfig } from '../config.ts'
import type { BodyRules } from './body.ts'
import { limitConnections } from './clients.ts'
import { preflightHeaders } from './cors.ts'
import { proxy, refuse } from './proxy.ts'
import { isWellFormed, resolveTarget, type Target } from './routes.ts'
import { joinUpgrade, refuseUpgrade } from './upgrade.ts'

const megabyte = 1024 * 1024
const ordinary: BodyRules = { limit: 6 * megabyte, silence: 10_000, total: 30_000 }
/** The storage service has the last word about a file: 50 MB and the limit of its bucket. */
const upload: BodyRules = { limit: 51 * megabyte, silence: 10_000, total: 300_000 }
/** Webhooks of Evolution may carry a video; every function has a limit of its own. */
const webhook: BodyRules = { limit: 161 * megabyte, silence: 10_000, total: 120_000 }

/** Headers come within ten seconds; bodies have rules of their own. */
const timeouts = {
  keepAliveTimeout: 65_000,
  headersTimeout: 10_000,
  requestTimeout: upload.total,
  connectionsCheckingInterval: 2000,
}

/** The one address of the platform, in front of all services; its own process because everything passes it. */
async function startGateway({ ports }: StackConfig): Promise<Service> {
  const server = createServer(timeouts, (request, response) => {
    try {
      answer(request, response, ports)
    } catch {
      // Node refuses to pass on what it has itself let in: a path or a header with impossible characters.
      malformed(response)
    }
  })
  limitConnections(server)
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = isWellFormed(request) ? resolveTarget(request.url ?? '/', ports) : undefined
    if (target?.port === ports.realtime) joinUpgrade(request, client, head, target)
    else refuseUpgrade(client)
  })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(ports.gateway, host, done))
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, ports: Ports): void {
  if (!isWellFormed(request)) return malformed(response)
  if (request.method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders(request.headers)).end()
    return
  }
  const target = resolveTarget(request.url ?? '/', ports)
  if (target) proxy(request, response, target, rulesOf(target, ports))
  else refuse(response, 404, 'not_found', 'There is nothing at this address.')
}

function rulesOf({ port, path }: Target, ports: Ports): BodyRules {
  if (port === ports.storage) return upload
  return port === ports.functions && /^\/evolution-whatsapp-inbound\b/.test(path) ? webhook : ordinary
}

function malformed(response: ServerResponse): void {
  response.setHeader('connection', 'close')
  refuse(response, 400, 'bad_request', 'The request is malformed.')
}

await runChild(startGateway)
