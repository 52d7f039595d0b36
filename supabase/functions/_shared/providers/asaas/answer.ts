import { isObject, listAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { Exchange } from '../../platform/provider-http.ts'

/** What a call to Asaas came to. */
export type AsaasAnswer =
  | { kind: 'ok'; body: JsonObject }
  /** Nothing is under this id. */
  | { kind: 'missing' }
  /** Certainly nothing happened, and the same call would end the same. `reason` is in the words of Asaas. */
  | { kind: 'refused'; status: number; code: string | null; reason: string | null }
  /** The key is not one of this environment. */
  | { kind: 'unauthorized'; status: number }
  /** Certainly nothing happened, and the same call may work later. */
  | { kind: 'busy'; detail: string }
  /** Anything can have happened: no answer, an error of theirs, or an answer that cannot be read. */
  | { kind: 'unknown'; detail: string }

/** Reads an exchange. Errors of Asaas are JSON as a rule; those of the servers before it are HTML or nothing. */
export function readAsaas(exchange: Exchange): AsaasAnswer {
  if (exchange.kind === 'not_sent') return { kind: 'busy', detail: exchange.detail }
  if (exchange.kind === 'no_answer') return { kind: 'unknown', detail: exchange.detail }
  const { status, body } = exchange
  const detail = `Asaas answered ${status}.`
  if (status >= 200 && status < 300) {
    return isObject(body) ? { kind: 'ok', body } : { kind: 'unknown', detail: `${detail} It cannot be read.` }
  }
  if (status === 429) return { kind: 'busy', detail }
  if (status === 401 || status === 403) return { kind: 'unauthorized', status }
  if (status === 404) return { kind: 'missing' }
  if (status === 408 || status < 400 || status >= 500) return { kind: 'unknown', detail }
  const [error] = listAt(body, 'errors')
  return {
    kind: 'refused',
    status,
    code: textAt(error, 'code'),
    reason: textAt(error, 'description') ?? textAt(body, 'message'),
  }
}

/** What was asked for: only a charge that may have been created keeps others from creating one. */
export type AsaasStep = 'look' | 'customer' | 'charge'

/** Thrown where a call to Asaas did not work. */
export class AsaasFailure extends Error {
  readonly answer: Exclude<AsaasAnswer, { kind: 'ok' }>
  readonly step: AsaasStep

  constructor(answer: Exclude<AsaasAnswer, { kind: 'ok' }>, step: AsaasStep) {
    super(`${step}: ${answer.kind}`)
    this.name = 'AsaasFailure'
    this.answer = answer
    this.step = step
  }
}

/** The body of an answer that worked. */
export function accept(answer: AsaasAnswer, step: AsaasStep): JsonObject {
  if (answer.kind !== 'ok') throw new AsaasFailure(answer, step)
  return answer.body
}
