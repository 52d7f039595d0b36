import { z } from 'zod'

/** Versions of the Model Context Protocol that are spoken here, the newest first. From 2026-07-28 on there is no handshake. */
export const versions = ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'] as const
const [modern, newestWithHandshake] = versions
type Version = (typeof versions)[number]

export const metaKey = {
  version: 'io.modelcontextprotocol/protocolVersion',
  server: 'io.modelcontextprotocol/serverInfo',
} as const

/** Codes of JSON-RPC, and those of the protocol. */
export const rpcCode = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  header: -32020,
  version: -32022,
} as const

/** A refusal in the protocol's own form. */
export class RpcError extends Error {
  readonly code: number
  readonly data: object | undefined

  constructor(code: number, message: string, data?: object) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

const message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.number()]).optional(),
  method: z.string().min(1).max(100).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
})

/** What was asked: without an id nobody waits for an answer. */
export interface RpcRequest {
  id: string | number | null
  method: string
  params: Record<string, unknown>
  /** Without a handshake: each request says its version, and so do its answers. */
  isModern: boolean
}

/** Reads a body; null for what wants no answer. */
export function readRpc(body: unknown, headers: Headers): RpcRequest | null {
  if (Array.isArray(body))
    throw new RpcError(rpcCode.request, 'Send one message a request: there are no batches.')
  const read = message.safeParse(body)
  if (!read.success) throw new RpcError(rpcCode.request, 'This is no message of JSON-RPC 2.0.')
  const { id = null, method, params = {} } = read.data
  // an answer to what was never asked, or a notification
  if (method === undefined || id === null) return null
  const meta = z.record(z.string(), z.unknown()).safeParse(params._meta).data ?? {}
  const named = meta[metaKey.version]
  const header = headers.get('mcp-protocol-version')
  const request = { id, method, params, isModern: typeof named === 'string' && named >= modern }
  if (method !== 'initialize') checkVersion(typeof named === 'string' ? named : null, header)
  if (request.isModern) checkHeaders(request, headers)
  return request
}

function checkVersion(named: string | null, header: string | null): void {
  for (const version of [named, header])
    if (version !== null && !(versions as readonly string[]).includes(version))
      throw new RpcError(rpcCode.version, 'This version of the protocol is not spoken here.', {
        supported: versions,
        requested: version.slice(0, 40),
      })
  if (named !== null && header !== named)
    throw new RpcError(
      rpcCode.header,
      'The header MCP-Protocol-Version and the body name different versions.',
    )
}

function checkHeaders({ method, params }: RpcRequest, headers: Headers): void {
  if (headers.get('mcp-method') !== method)
    throw new RpcError(rpcCode.header, 'The header Mcp-Method has to name the method of the body.')
  if (method === 'tools/call' && headers.get('mcp-name') !== params.name)
    throw new RpcError(rpcCode.header, 'The header Mcp-Name has to name the tool of the body.')
}

/** The version that a handshake agrees on: the one that was asked for, or the newest that has handshakes. */
export const agreed = (wanted: unknown): Version =>
  versions.find((version) => version === wanted && version !== modern) ?? newestWithHandshake

/** An answer; since there is no handshake it says itself that it is whole, and how long it may be kept. */
export function answered({ id, isModern, method }: RpcRequest, result: object): object {
  const more = {
    resultType: 'complete',
    ...(method === 'tools/call' ? {} : { ttlMs: 300_000, cacheScope: 'private' }),
  }
  return { jsonrpc: '2.0', id, result: isModern ? { ...more, ...result } : result }
}

export const refused = (id: string | number | null, { code, message: text, data }: RpcError): object => ({
  jsonrpc: '2.0',
  id,
  error: { code, message: text, ...(data ? { data } : {}) },
})
