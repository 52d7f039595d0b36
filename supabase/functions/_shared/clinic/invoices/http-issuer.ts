import { z } from 'zod'
import { exchange, type Exchange, type Fetch } from '../../platform/provider-http.ts'
import { InvoiceRefused, type InvoiceIssuer, type IssuedInvoice } from './issuer.ts'

const timeoutMs = 20_000
const address = z
  .url()
  .refine((url) => /^https?:/.test(url))
  .nullish()
  .transform((url) => url ?? null)
const invoice = z.object({
  number: z.string().min(1).max(60),
  verification_code: z
    .string()
    .max(60)
    .nullish()
    .transform((code) => code ?? null),
  xml_url: address,
  pdf_url: address,
  is_cancelled: z.boolean().default(false),
})
const refusal = z.object({ error: z.string().max(300) })

/** An issuer behind plain HTTP at `url`: `PUT`, `GET` and `POST …/cancel` of an invoice under our reference. */
export function createHttpIssuer({ fetch, url }: { fetch: Fetch; url: string }): InvoiceIssuer {
  function call(method: 'GET' | 'PUT' | 'POST', path: string, body?: object): Promise<Exchange> {
    return exchange(fetch, {
      method,
      url: `${url}/invoices/${path}`,
      headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs,
    })
  }

  return {
    async find(reference) {
      const answer = await call('GET', encodeURIComponent(reference))
      return answer.kind === 'answer' && answer.status === 404 ? null : read(answer)
    },
    issue: async ({ reference, kind, content }) =>
      read(await call('PUT', encodeURIComponent(reference), { kind, ...content })),
    async cancel(reference, reason) {
      read(await call('POST', `${encodeURIComponent(reference)}/cancel`, { reason }))
    },
  }
}

/** 4xx is a refusal; what is lost, busy or broken may work later. */
function read(answer: Exchange): IssuedInvoice {
  if (answer.kind !== 'answer') throw new Error(`The issuer did not answer: ${answer.detail}`)
  const { status, body } = answer
  if (status >= 200 && status < 300) return invoice.parse(body)
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    const said = refusal.safeParse(body)
    throw new InvoiceRefused(said.success ? said.data.error : `${status}`)
  }
  throw new Error(`The issuer answered ${status}.`)
}
