import type { IncomingMessage } from 'node:http'
import { TokenError, type TokenVerifier } from './auth.ts'
import type { ProtocolVersion } from './protocol.ts'
import { textHeaders } from './rest.ts'
import type { SocketOptions } from './socket.ts'

/** Where sockets are opened. */
const SOCKET_PATH = '/realtime/v1/websocket'

/** A handshake that ends with a plain HTTP answer. */
interface Refusal {
  status: number
  error: string
}

/** Reads version and key from the address and checks the key. */
export async function readHandshake(
  request: IncomingMessage,
  verifyToken: TokenVerifier,
): Promise<SocketOptions | Refusal> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname !== SOCKET_PATH) return { status: 404, error: 'Not Found' }
  const headers = textHeaders(request)
  const token = headers['x-api-key'] ?? url.searchParams.get('apikey')
  if (!token) return { status: 401, error: 'API key is missing' }
  try {
    await verifyToken(token)
  } catch (error) {
    if (error instanceof TokenError) return { status: 401, error: error.message }
    throw error
  }
  const version: ProtocolVersion = url.searchParams.get('vsn') === '2.0.0' ? '2.0.0' : '1.0.0'
  return { version, token, headers }
}
