import { createHmac, timingSafeEqual } from 'node:crypto'
import { readText } from '../_shared/platform/body.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { LeadAnswers, SalesService } from '../_shared/sales/database.ts'
import { closedPage, formPage, thanksPage } from '../_shared/sales/lead-form-page.ts'

const bodyLimit = 16_384
const statuses: Partial<Record<string, number>> = { unknown: 404, limited: 429 }
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const utmKeys = ['source', 'medium', 'campaign', 'term', 'content']

export interface LeadFormDeps {
  service: SalesService
  hashAddress(request: Request): string | null
  /** Seals the moment at which a page was made. */
  key: string
  now(): number
  log: Log
}

/**
 * A form in a frame of a clinic's site: GET shows it, POST sends it. It works without JavaScript. XHTML, because hosted
 * functions turn text/html into plain text. Any site may frame it: it holds nothing of anybody.
 */
export function createHandler({ service, hashAddress, key, now, log }: LeadFormDeps): Handler {
  const sealOf = (formId: string, at: number) =>
    `${at}.${createHmac('sha256', key).update(`lead-form:${formId}:${at}`).digest('base64url')}`

  /** Seconds since a sealed moment; null for a seal that is not ours. */
  function secondsOf(formId: string, seal: string): number | null {
    const at = Number(seal.split('.')[0])
    if (!Number.isSafeInteger(at)) return null
    const [ours, theirs] = [Buffer.from(sealOf(formId, at)), Buffer.from(seal)]
    if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null
    return Math.min(Math.max(Math.floor((now() - at) / 1000), 0), 1_000_000)
  }

  return endpoint({ name: 'lead-form', methods: ['GET', 'HEAD', 'POST'], log }, async (request) => {
    const url = new URL(request.url)
    const formId = (url.searchParams.get('form') ?? '').toLowerCase()
    const typed =
      request.method === 'POST' ? new URLSearchParams(await readText(request, bodyLimit)) : url.searchParams
    const text = (name: string, longest: number) => (typed.get(name) ?? '').slice(0, longest)
    const answers: LeadAnswers = {
      full_name: text('full_name', 200),
      email: text('email', 200),
      phone: text('phone', 30),
      company: text('company', 120),
      message: text('message', 2000),
      utm: Object.fromEntries(
        utmKeys.map((name) => [name, text(`utm_${name}`, 100)]).filter(([, value]) => value !== ''),
      ) as Record<string, string>,
    }
    const ipHash = hashAddress(request)
    const form = uuid.test(formId)
      ? await service.lookAtLeadForm(formId, ipHash)
      : ({ state: 'unknown' } as const)
    if (form.state !== 'open') return answer(request, closedPage(form.state), statuses[form.state])
    if (request.method !== 'POST')
      return answer(request, formPage(form, formId, sealOf(formId, now()), answers, null))
    const isTrapped = text('website', 10) !== ''
    const sent = await service.submitLeadForm(
      formId,
      ipHash,
      answers,
      secondsOf(formId, text('seal', 200)),
      isTrapped,
    )
    if (sent.state === 'thanks') return answer(request, thanksPage(sent))
    if (sent.state === 'unknown' || sent.state === 'limited')
      return answer(request, closedPage(sent.state), statuses[sent.state])
    // as old as the page before it: who puts a field right is not taken for a machine
    const seal = sent.state === 'stale' ? sealOf(formId, now()) : text('seal', 200)
    return answer(request, formPage(form, formId, seal, answers, sent), 422)
  })
}

function answer(request: Request, page: string, status = 200): Response {
  return new Response(request.method === 'HEAD' ? null : page, {
    status,
    headers: {
      'content-type': 'application/xhtml+xml; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors *; base-uri 'none'",
    },
  })
}
