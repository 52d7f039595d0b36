import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { runChild, type Service } from '../child.ts'
import { host, type StackConfig } from '../config.ts'
import { preflightHeaders } from './cors.ts'
import { proxy, refuse } from './proxy.ts'
import { resolveTarget } from './routes.ts'
import { joinUpgrade } from './upgrade.ts'

const megabyte = 1024 * 1024
const bodyLimit = 6 * megabyte
/** The storage service has the last word about a file: 50 MB and the limit of its bucket. */
const uploadLimit = 51 * megabyte
/** Edge functions have the last word about a body; webhooks of Evolution may carry a video. */
const functionsLimit = 161 * megabyte

/** The one address of the platform, in front of all services; its own process because everything passes it. */
async function startGateway({ ports }: StackConfig): Promise<Service> {
  const limits = new Map([
    [ports.storage, uploadLimit],
    [ports.functions, functionsLimit],
  ])
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '/'
    if (request.method === 'OPTIONS') {
      response.writeHead(204, preflightHeaders(request.headers)).end()
      return
    }
    const target = resolveTarget(url, ports)
    if (target) proxy(request, response, target, limits.get(target.port) ?? bodyLimit)
    else refuse(response, 404, 'not_found', 'There is nothing at this address.')
  }
  const upgrade = (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = resolveTarget(request.url ?? '/', ports)
    if (target?.port === ports.realtime) joinUpgrade(request, client, head, target)
    else client.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n')
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, handle)
  server.on('upgrade', upgrade)
  await new Promise<void>((done, fail) => server.once('error', fail).listen(ports.gateway, host, done))
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

await runChild(startGateway)
