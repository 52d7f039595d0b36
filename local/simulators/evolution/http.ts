import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { demo } from '../demo.ts'
import type { EvolutionGateway } from './gateway.ts'
import type { Instance } from './instances.ts'

const names: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

/** An error in the gateway's shape; the messages are usually an array. */
export function errorResponse(status: number, message: unknown): Response {
  return Response.json({ status, error: names[status] ?? 'Error', response: { message } }, { status })
}

/** Ends the request with an error of the gateway. */
export function refuse(status: ContentfulStatusCode, message: unknown): never {
  throw new HTTPException(status, { res: errorResponse(status, message) })
}

export interface EvolutionEnv {
  Bindings: HttpBindings
  Variables: { instance: Instance }
}

/** Instance first, then key: an unknown instance is 404 even with a bad key. */
export function instanceGuard(gateway: EvolutionGateway): MiddlewareHandler<EvolutionEnv> {
  return async (context, next) => {
    const name = decodeURIComponent(context.req.param('instance') ?? '')
    const instance = gateway.instances.get(name)
    if (!instance) refuse(404, [`The "${name}" instance does not exist`])
    const key = context.req.header('apikey')
    if (key !== demo.evolution.globalKey && key !== instance.token) refuse(401, 'Unauthorized')
    context.set('instance', instance)
    await next()
  }
}

/** A JSON object, or 400. */
export async function jsonBody(context: Context): Promise<Record<string, unknown>> {
  const body: unknown = await context.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuse(400, ['Invalid JSON body'])
  return body as Record<string, unknown>
}

/** A required text member of a body, or 400 in the words of the gateway's validator. */
export function requiredText(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  if (value === undefined) refuse(400, [[`instance requires property "${name}"`]])
  if (typeof value !== 'string') refuse(400, [[`instance.${name} is not of a type(s) string`]])
  return value
}
