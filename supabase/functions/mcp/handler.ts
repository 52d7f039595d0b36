import { z } from 'zod'
import type { KnowledgeService } from '../_shared/ai/database.ts'
import type { EmbedderFor } from '../_shared/ai/knowledge/embed.ts'
import { retrieve } from '../_shared/ai/knowledge/retrieve.ts'
import {
  agreed,
  answered,
  metaKey,
  readRpc,
  refused,
  rpcCode,
  RpcError,
  versions,
  type RpcRequest,
} from '../_shared/ai/mcp/protocol.ts'
import {
  instructions,
  knowledgeResult,
  knowledgeTool,
  readDescribed,
  toolResult,
  toolsOf,
  type Described,
} from '../_shared/ai/mcp/tools.ts'
import { readText } from '../_shared/platform/body.ts'
import { cleanJson } from '../_shared/platform/clean.ts'
import { ApiError, toApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { JsonObject } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { ApiCaller, ApiDatabase } from '../_shared/trust/api/database.ts'
import { keyOf } from '../_shared/trust/api/key.ts'

export interface McpDeps {
  api: ApiDatabase
  knowledge: KnowledgeService
  embedderFor: EmbedderFor
  log: Log
}

const bodyLimit = 256 * 1024
const call = z.object({
  name: z.string().min(1).max(60),
  arguments: z.record(z.string(), z.unknown()).default({}),
})
const asked = z.object({ question: z.string().trim().min(2).max(500) }).strict()
/** Who is refused so may use no tool at all. */
const gates = new Set(['api_scope_missing', 'api_key_maker_left', 'module_off'])
const serverInfo = (clinic: string) => ({ name: 'zelo', title: `Zelo: ${clinic}`, version: '1.0.0' })

/**
 * The tools of the assistant for a clinic's own assistants: the Model Context Protocol over streamable HTTP, stateless, with a key
 * of the API that has the scope assistant:use (docs/mcp.md). A refusal of a tool is an answer of it, in words. 401 without a key
 * that works, 403 without the scope or the module, 429 for more than ten requests a second.
 */
export function createHandler(deps: McpDeps): Handler {
  const serve = endpoint({ name: 'mcp', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const caller = await deps.api.begin(keyOf(request))
    if ('retry_after_seconds' in caller)
      throw new ApiError(429, 'too_many_requests', 'Ten calls a second at most for each key.', {
        retryAfterSeconds: caller.retry_after_seconds,
      })
    let id: string | number | null = null
    try {
      const rpc = readRpc(await readBody(request), request.headers)
      if (rpc === null) {
        await describe(caller)
        return new Response(null, { status: 202 })
      }
      id = rpc.id
      return json(answered(rpc, await resultOf(rpc, caller, request.headers.get('idempotency-key'))))
    } catch (error) {
      if (error instanceof RpcError) return json(refused(id, error), statusOf(error))
      const known = toApiError(error)
      // who may not come in is told by the gate; what broke inside says nothing of it
      if (known.status < 500) throw known
      log.error('mcp failed', { code: known.code })
      return json(
        refused(
          id,
          new RpcError(rpcCode.internal, 'Something went wrong on our side. Try again in a moment.'),
        ),
      )
    }
  })
  return async (request) => {
    const response = await serve(request)
    if (response.status === 401) response.headers.set('www-authenticate', 'Bearer realm="zelo"')
    return response
  }

  type Caller = Extract<ApiCaller, { claims: unknown }>

  async function describe({ claims }: Caller): Promise<Described> {
    return readDescribed((await deps.api.call(claims, 'assistant.tools', {}, null)).body)
  }

  async function resultOf(rpc: RpcRequest, caller: Caller, key: string | null): Promise<object> {
    if (rpc.method === 'tools/call') return await callTool(rpc, caller, key)
    const found = await describe(caller)
    switch (rpc.method) {
      case 'initialize':
        return {
          protocolVersion: agreed(rpc.params.protocolVersion),
          capabilities: { tools: { listChanged: false } },
          serverInfo: serverInfo(found.clinic),
          instructions: instructions(found.clinic),
        }
      case 'server/discover':
        return {
          supportedVersions: versions,
          capabilities: { tools: {} },
          instructions: instructions(found.clinic),
          _meta: { [metaKey.server]: serverInfo(found.clinic) },
        }
      case 'ping':
        return {}
      case 'tools/list':
        return { tools: toolsOf(found) }
      default:
        throw new RpcError(rpcCode.method, 'There is no such method here.')
    }
  }

  async function callTool({ params }: RpcRequest, caller: Caller, key: string | null): Promise<object> {
    const read = call.safeParse(params)
    if (!read.success) throw new RpcError(rpcCode.params, 'Name a tool, and its arguments as an object.')
    const { name, arguments: given } = read.data
    if (name === knowledgeTool) return await searchKnowledge(caller, given)
    const what = { tool: name, arguments: given as JsonObject }
    const { body } = await (
      key === null
        ? deps.api.call(caller.claims, 'assistant.call', what, null)
        : deps.api.call(caller.claims, 'assistant.call_once', what, key)
    ).catch((error: unknown) => {
      const { status, code } = toApiError(error)
      if (status >= 500 || status === 401 || gates.has(code)) throw error
      return { body: { ok: false, error: code } as JsonObject }
    })
    if (body.error === 'unknown_tool') throw new RpcError(rpcCode.params, 'There is no such tool here.')
    return toolResult(body)
  }

  async function searchKnowledge({ claims, tenant_id: tenantId }: Caller, given: object): Promise<object> {
    const read = asked.safeParse(given)
    if (!read.success) return toolResult({ ok: false, error: 'bad_arguments', detail: 'question' })
    const { body } = await deps.api.call(claims, 'assistant.knowledge', {}, null)
    if (body.ok !== true) return toolResult(body)
    return knowledgeResult(await retrieve(deps.knowledge, tenantId, read.data.question, deps.embedderFor))
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request, bodyLimit)
  try {
    return cleanJson(JSON.parse(text))
  } catch {
    throw new RpcError(rpcCode.parse, 'The body is no JSON.')
  }
}

/** What is wrong with the message itself is a 400; what it asks for is answered. */
const statusOf = ({ code }: RpcError) =>
  code === rpcCode.method || code === rpcCode.params || code === rpcCode.internal ? 200 : 400
