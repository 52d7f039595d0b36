import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import postgres from 'postgres'
import { WebSocketServer } from 'ws'
import { createTokenVerifier } from './auth.ts'
import { Authorizer } from './authorization.ts'
import { ChangeFeed } from './changes.ts'
import type { Channel } from './channel.ts'
import { readHandshake } from './handshake.ts'
import { createMessageRelay } from './messages.ts'
import { PresenceTracker } from './presence.ts'
import { Registry } from './registry.ts'
import { ReplicationStream } from './replication.ts'
import { handleRest } from './rest.ts'
import { startRetention } from './retention.ts'
import type { Services } from './services.ts'
import { ClientSocket } from './socket.ts'

/** Where the realtime server listens, and the project it serves. */
interface RealtimeOptions {
  port: number
  host: string
  /** A superuser's: the server reads the WAL and takes on the subscribers' roles. */
  databaseUrl: string
  jwtSecret: string
  publishableKey: string
  secretKey: string
  log?: (line: string) => void
}

const MESSAGES_PUBLICATION = 'supabase_realtime_messages_publication'
const MAX_FRAME_BYTES = 5_000_000
const IDLE_MS = 60_000
const IDLE_CHECK_MS = 10_000
const POOL_SIZE = 4

/**
 * Starts the stand-in for the hosted realtime service under `/realtime/v1/`. It does not need the database to be there
 * yet: joins are answered once it is.
 */
export async function startRealtime(options: RealtimeOptions): Promise<{ stop(): Promise<void> }> {
  const services = createServices(options)
  const sockets = new Set<ClientSocket>()
  const http = createServer((request, response) => void handleRest(services, request, response))
  const websockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })

  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    void accept(request, stream, head)
  })

  async function accept(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const handshake = await readHandshake(request, services.verifyToken).catch((error: unknown) => {
      services.log(`handshake failed: ${String(error)}`)
      return { status: 500, error: 'Error connecting to Realtime' }
    })
    if ('status' in handshake) return refuse(stream, handshake.status, handshake.error)
    websockets.handleUpgrade(request, stream, head, (socket) => {
      const client = new ClientSocket(socket, services, handshake)
      sockets.add(client)
      socket.on('close', () => sockets.delete(client))
    })
  }

  await listen(http, options.port, options.host)
  services.messages.start()
  const stopRetention = startRetention(services.sql, services.log)
  const idleCheck = setInterval(() => {
    for (const socket of sockets) socket.closeIfSilentSince(Date.now() - IDLE_MS)
  }, IDLE_CHECK_MS)

  return {
    async stop() {
      clearInterval(idleCheck)
      stopRetention()
      for (const socket of sockets) socket.close()
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      await Promise.all([services.messages.stop(), services.changes.stop(), services.sql.end({ timeout: 1 })])
      for (const socket of websockets.clients) socket.terminate()
      http.closeAllConnections()
      await closed
    },
  }
}

function createServices(options: RealtimeOptions): Services {
  const { databaseUrl } = options
  const log = options.log ?? (() => undefined)
  const sql = postgres(databaseUrl, {
    max: POOL_SIZE,
    connect_timeout: 3,
    onnotice: () => undefined,
    connection: { application_name: 'realtime', TimeZone: 'UTC' },
  })
  const registry = new Registry<Channel>()
  return {
    sql,
    verifyToken: createTokenVerifier(options),
    authorizer: new Authorizer(sql, log),
    registry,
    presence: new PresenceTracker<Channel>(),
    changes: new ChangeFeed(sql, databaseUrl, log),
    messages: new ReplicationStream({
      databaseUrl,
      publication: MESSAGES_PUBLICATION,
      slotPrefix: 'realtime_messages',
      onMessage: createMessageRelay(registry),
      onLost: () => registry.all().forEach((channel) => channel.onLost()),
      log,
    }),
    log,
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Answers an upgrade with plain HTTP. */
function refuse(stream: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ error })
  stream.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
