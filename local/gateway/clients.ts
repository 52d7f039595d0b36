import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Open connections of one address. A browser has six for a site, a burst of webhooks some hundred. */
const connectionsOfAClient = 1024

interface Connection {
  socket: Duplex
  /** What is read or answered on it now. */
  request?: IncomingMessage
  isWebsocket: boolean
}

/**
 * Keeps one client from taking every connection: over the limit, the one of its own that has waited longest without
 * a complete request is closed. What is being answered is never closed.
 */
export function limitConnections(server: Server, limit = connectionsOfAClient): void {
  const clients = new Map<string, Set<Connection>>()
  const known = new WeakMap<Duplex, Connection>()

  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const connection: Connection = { socket, isWebsocket: false }
    const all = clients.get(address) ?? new Set()
    clients.set(address, all.add(connection))
    known.set(socket, connection)
    socket.once('close', () => {
      all.delete(connection)
      if (all.size === 0 && clients.get(address) === all) clients.delete(address)
    })
    if (all.size > limit) ([...all].find(isWaiting) ?? connection).socket.destroy()
  })

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = known.get(request.socket)
    if (!connection) return
    connection.request = request
    response.once('close', () => {
      if (connection.request === request) delete connection.request
    })
  })
  server.on('upgrade', (request: IncomingMessage) => {
    const connection = known.get(request.socket)
    if (connection) connection.isWebsocket = true
  })
}

/** Idle between two requests, or with a request that is not there yet. */
function isWaiting({ request, isWebsocket }: Connection): boolean {
  return !isWebsocket && request?.complete !== true
}
