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

const weights = (length: number, highest: number): number[] =>
  Array.from({ length }, (_, index) => {
    const weight = length + 1 - index
    return highest === 9 ? ((weight - 2) % 8) + 2 : weight
  })

const checkDigit = (digits: number[], highest: number): number => {
  const factors = weights(digits.length, highest)
  const rest = digits.reduce((sum, digit, index) => sum + digit * (factors[index] ?? 0), 0) % 11
  return rest < 2 ? 0 : 11 - rest
}

/** Whether the check digits of a CPF (11) or CNPJ (14) are right. */
export function isCpfCnpj(value: string): boolean {
  const digits = [...value.replace(/\D/g, '')].map(Number)
  if (digits.length !== 11 && digits.length !== 14) return false
  if (new Set(digits).size === 1) return false
  const highest = digits.length === 14 ? 9 : 11
  const first = checkDigit(digits.slice(0, -2), highest)
  const second = checkDigit(digits.slice(0, -1), highest)
  return digits.at(-2) === first && digits.at(-1) === second
}
