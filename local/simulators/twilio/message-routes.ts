import { Hono } from 'hono'
import { requestFaults } from '../core/request-faults.ts'
import type { PhoneMessage } from '../core/phones.ts'
import type { Account } from './accounts.ts'
import { findContent, renderContent } from './contents.ts'
import { errorResponse, magicOutcome, refuse, type TwilioEnv } from './errors.ts'
import type { TwilioService } from './service.ts'

const maxBody = 1600
const e164 = /^whatsapp:\+[1-9]\d{6,14}$/

function variablesOf(form: URLSearchParams): Record<string, string> {
  const text = form.get('ContentVariables')
  if (!text) return {}
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return refuse(21656)
    const entries = Object.entries(parsed)
    if (entries.some(([, value]) => typeof value !== 'string' || /[\n\t]| {4}/.test(value)))
      return refuse(21656)
    return Object.fromEntries(entries) as Record<string, string>
  } catch {
    return refuse(21656)
  }
}

/** The sender: named outright, or by the account's messaging service. */
function checkSender(account: Account, form: URLSearchParams): void {
  const from = form.get('From')
  const service = form.get('MessagingServiceSid')
  if (!from && !service) refuse(21603)
  if (from && !from.startsWith('whatsapp:')) refuse(21212)
  if (from && from !== `whatsapp:${account.number}`) refuse(63007)
  if (!from && service !== account.messagingServiceSid) refuse(20404)
}

async function fetchMedia(service: TwilioService, url: string | null): Promise<string | undefined> {
  if (!url) return undefined
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(15_000) })
    if (!response.ok) return refuse(21620)
    const mimetype = response.headers.get('content-type') ?? 'application/octet-stream'
    const bytes = new Uint8Array(await response.arrayBuffer())
    const fileName = new URL(url).pathname.split('/').at(-1) ?? 'arquivo'
    return (await service.world.media.add(bytes, { mimetype, fileName })).id
  } catch {
    return refuse(21620)
  }
}

async function create(
  service: TwilioService,
  account: Account,
  form: URLSearchParams,
): Promise<PhoneMessage> {
  const to = form.get('To')
  if (!to) refuse(21604)
  if (!e164.test(to)) refuse(21211, `The 'To' number ${to} is not a valid phone number.`)
  checkSender(account, form)
  const outcome = magicOutcome(to)
  if (outcome?.when === 'at once') refuse(outcome.code)
  const contentSid = form.get('ContentSid') ?? undefined
  const content = contentSid ? findContent(contentSid) : undefined
  if (contentSid && !content) refuse(21655)
  const text = content ? renderContent(content, variablesOf(form)) : (form.get('Body') ?? '')
  if (text.length > maxBody) refuse(21617)
  if (!text && !form.get('MediaUrl')) refuse(21602)
  const point = /^geo:(-?[\d.]+),(-?[\d.]+)/.exec(form.get('PersistentAction') ?? '')
  return service.send(account, {
    to,
    body: text,
    contentSid,
    isPlace: point !== null,
    mediaId: await fetchMedia(service, form.get('MediaUrl')),
    statusCallback: form.get('StatusCallback') ?? undefined,
    messagingServiceSid: form.get('MessagingServiceSid') ?? undefined,
  })
}

/** Whether a message lies within `DateSent>`, `DateSent<` or on the day `DateSent`. */
function inDates(message: PhoneMessage, query: URLSearchParams): boolean {
  const at = Date.parse(message.at)
  const from = query.get('DateSent>')
  const until = query.get('DateSent<')
  const day = query.get('DateSent')
  if (from && at < Date.parse(from)) return false
  if (until && at > Date.parse(until)) return false
  return !day || message.at.startsWith(day.slice(0, 10))
}

/** Messages of the 2010 API: create, read, list, delete. */
export function messageRoutes(service: TwilioService, accountOf: (sid: string) => Account): Hono<TwilioEnv> {
  const routes = new Hono<TwilioEnv>()
  const { world } = service
  const faults = requestFaults({
    provider: 'twilio',
    scope: 'send',
    faults: world.faults,
    signal: world.signal,
    refuse: (status) => errorResponse(status === 429 ? 20429 : 20500),
  })

  routes.post('/:account/Messages.json', faults, async (context) => {
    const account = accountOf(context.req.param('account'))
    const form = new URLSearchParams(await context.req.text())
    return context.json(service.resource(await create(service, account, form)), 201)
  })

  routes.get('/:account/Messages.json', (context) => {
    const account = accountOf(context.req.param('account'))
    const query = new URL(context.req.url).searchParams
    const size = Math.min(Number(query.get('PageSize') ?? 50), 1000)
    const page = Number(query.get('Page') ?? 0)
    const matching = world.phones
      .list({ provider: 'twilio', account: account.sid })
      .filter((message) => inDates(message, query))
      .map((message) => service.resource(message))
      .filter((row) => !query.has('To') || row.to === query.get('To'))
      .filter((row) => !query.has('From') || row.from === query.get('From'))
      .reverse()
    const address = (number: number) => {
      const next = new URLSearchParams(query)
      next.set('PageSize', String(size))
      next.set('Page', String(number))
      return `/2010-04-01/Accounts/${account.sid}/Messages.json?${next}`
    }
    const start = page * size
    return context.json({
      messages: matching.slice(start, start + size),
      page,
      page_size: size,
      start,
      end: Math.min(start + size, matching.length) - 1,
      uri: address(page),
      first_page_uri: address(0),
      previous_page_uri: page > 0 ? address(page - 1) : null,
      next_page_uri: start + size < matching.length ? address(page + 1) : null,
    })
  })

  routes.get('/:account/Messages/:file{SM.+\\.json|MM.+\\.json}', (context) => {
    const account = accountOf(context.req.param('account'))
    const message = world.phones.get(context.req.param('file').replace(/\.json$/, ''))
    if (message?.account !== account.sid) refuse(20404)
    return context.json(service.resource(message))
  })

  return routes
}
