import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Fields } from './payloads.ts'

export interface AsaasEnv {
  Bindings: HttpBindings
}

/** An error in the shape of Asaas: usually one at a time. */
export function errorResponse(status: number, code: string, description: string): Response {
  return Response.json({ errors: [{ code, description }] }, { status })
}

export function refuse(status: ContentfulStatusCode, code: string, description: string): never {
  throw new HTTPException(status, { res: errorResponse(status, code, description) })
}

export async function jsonBody(context: Context): Promise<Fields> {
  const body: unknown = await context.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null)
    refuse(400, 'invalid_object', 'Corpo da requisição inválido.')
  return body as Fields
}

/** Offset and limit of a list, within what Asaas allows. */
export function paging(context: Context): { offset: number; limit: number } {
  const offset = Math.max(0, Number(context.req.query('offset') ?? 0) || 0)
  const limit = Math.min(100, Math.max(1, Number(context.req.query('limit') ?? 10) || 10))
  return { offset, limit }
}
