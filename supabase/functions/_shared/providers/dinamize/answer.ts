import { z } from 'zod'
import type { Exchange } from '../../platform/provider-http.ts'

/** What every answer of Dinamize looks like; HTTP says 200 whatever happened. */
const envelope = z.object({
  code: z.coerce.string(),
  /** An empty one may come as a list: the server is PHP. */
  body: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullish(),
  request_unique: z.coerce.string().nullish(),
  warning: z.array(z.looseObject({ code: z.coerce.string().optional() })).nullish(),
})

/** What a call to Dinamize came to. */
export type DinamizeAnswer =
  | { kind: 'ok'; body: Record<string, unknown>; request: string | null; warnings: string[] }
  /** More than 60 calls in a minute: nothing happened, and nothing will for so many seconds. */
  | { kind: 'limited'; seconds: number }
  /** User, password or account number are wrong: asking again would end the same. */
  | { kind: 'refused'; code: string }
  /** The token is not taken, for a reason that is not published. */
  | { kind: 'session'; code: string }
  /** The call was understood and not done. */
  | { kind: 'failed'; code: string; request: string | null }
  /** Anything can have happened: no answer, or one that is not theirs. */
  | { kind: 'unknown'; detail: string }

const done = '480001'
const limit = '240024'
const wrongCredentials = new Set(['240002', '240003', '240004', '240029'])
/** Where they do not say how long. */
const usualPauseSeconds = 60

/** Reads an exchange. `code_detail` is in the language of the account and says nothing to a program. */
export function readDinamize(exchange: Exchange): DinamizeAnswer {
  if (exchange.kind !== 'answer') return { kind: 'unknown', detail: exchange.detail }
  const parsed = envelope.safeParse(exchange.body)
  if (exchange.status !== 200 || !parsed.success) {
    return { kind: 'unknown', detail: `Dinamize answered ${exchange.status}.` }
  }
  const { code, body, request_unique: request = null, warning } = parsed.data
  const fields = Array.isArray(body) ? {} : (body ?? {})
  if (code === done) {
    const warnings = (warning ?? []).flatMap((each) => each.code ?? [])
    return { kind: 'ok', body: fields, request, warnings }
  }
  if (code === limit) return { kind: 'limited', seconds: pause(fields['retry-after']) }
  if (wrongCredentials.has(code)) return { kind: 'refused', code }
  if (code.startsWith('24')) return { kind: 'session', code }
  return { kind: 'failed', code, request }
}

/** It is text as a rule. */
function pause(value: unknown): number {
  const seconds = Number(value)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : usualPauseSeconds
}

/** Thrown where a call to Dinamize did not work. */
export class DinamizeFailure extends Error {
  readonly answer: Exclude<DinamizeAnswer, { kind: 'ok' }>

  constructor(answer: Exclude<DinamizeAnswer, { kind: 'ok' }>) {
    super(`Dinamize: ${answer.kind}`)
    this.name = 'DinamizeFailure'
    this.answer = answer
  }
}
