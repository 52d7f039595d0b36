import { randomUUID } from 'node:crypto'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { digitsOf, registeredNumber } from '../core/br-phone.ts'
import { requestFaults } from '../core/request-faults.ts'
import { demo } from '../demo.ts'
import { metaAccount, metaAccounts, personOf, type MetaAccount } from './accounts.ts'
import { dialogPage } from './dialog.ts'
import { startHistory } from './history.ts'
import { messageId, type MetaOutgoing, type MetaService } from './service.ts'
import { renderTemplate, templatePage } from './templates.ts'

type Env = { Bindings: HttpBindings }
type Body = Record<string, unknown>

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Body)[key] : undefined
const textAt = (value: unknown, key: string): string => {
  const found = at(value, key)
  return typeof found === 'string' ? found : ''
}

/** An answer in Meta's shape of an error. */
function refuse(
  status: 400 | 401 | 404 | 429 | 500,
  code: number,
  message: string,
  subcode?: number,
): Response {
  const error = {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(subcode ? { error_subcode: subcode } : {}),
    fbtrace_id: 'Asimulador',
  }
  return Response.json({ error }, { status })
}

/** What `https://graph.facebook.com` answers, with the dialog of `www.facebook.com` and the files beside it. */
export function graphRoutes(service: MetaService): Hono<Env> {
  const { world } = service
  const routes = new Hono<Env>()
  routes.onError((error) => {
    if (!world.signal.aborted) world.log(`meta: ${error.stack ?? error.message}`)
    return refuse(500, 1, 'An unknown error occurred')
  })

  routes.get('/files/:id', async (context) => {
    const file = world.media.get(context.req.param('id'))
    if (!file) return context.text('Not found', 404)
    return context.body(new Uint8Array(await world.media.read(file)), 200, { 'content-type': file.mimetype })
  })

  const version = new Hono<Env>()
  version.get('/dialog/oauth', (context) => dialogPage(context.req.query()))
  version.post('/oauth/access_token', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    if (form.get('client_secret') !== demo.meta.appSecret)
      return refuse(400, 1, 'Error validating client secret.')
    if (form.get('grant_type') === 'fb_exchange_token') {
      const held = form.get('fb_exchange_token') ?? ''
      if (!held.startsWith('EAAdemo') || held.includes('expired'))
        return refuse(400, 190, 'Error validating access token: Session has expired', 463)
      return context.json({
        access_token: `EAAdemo-${randomUUID()}`,
        token_type: 'bearer',
        expires_in: days(60),
      })
    }
    if (!form.get('code')?.startsWith('demo-code'))
      return refuse(400, 100, 'This authorization code has been used.')
    return context.json({ access_token: 'EAAdemo-person', token_type: 'bearer', expires_in: 5_183_999 })
  })
  version.get('/debug_token', (context) => {
    const target_ids = [...new Set(metaAccounts.filter(isNumber).map(({ parent }) => parent))]
    const granular_scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'].map((scope) => ({
      scope,
      target_ids,
    }))
    const held = context.req.query('input_token') ?? ''
    const is_valid = !held.includes('expired')
    const expires_at = Math.floor(Date.now() / 1000) + days(held.includes('ending') ? 3 : 60)
    return context.json({ data: { app_id: demo.meta.appId, is_valid, expires_at, granular_scopes } })
  })

  const signed: MiddlewareHandler<Env> = async (context, next) => {
    const token = /^Bearer (EAAdemo\S*)$/.exec(context.req.header('authorization') ?? '')
    if (!token) return refuse(401, 190, 'Error validating access token', 463)
    await next()
    return undefined
  }
  version.use('/*', signed)
  version.use('/*', (context, next) => faultsOf(service, context)(context, next))

  version.get('/me/accounts', (context) => {
    const pages = metaAccounts.filter(({ provider }) => provider === 'messenger')
    const data = pages.map((page) => {
      const instagram = metaAccounts.find(
        ({ provider, parent }) => provider === 'instagram' && parent === page.id,
      )
      return {
        id: page.id,
        name: page.label,
        access_token: `EAAdemo-page-${page.id}`,
        ...(instagram
          ? { instagram_business_account: { id: instagram.id, username: instagram.label.replace(/^@/, '') } }
          : {}),
      }
    })
    return context.json({ data })
  })
  version.get('/:waba/phone_numbers', (context) => {
    const numbers = metaAccounts.filter(
      (account) => isNumber(account) && account.parent === context.req.param('waba'),
    )
    return context.json({ data: numbers.map(numberOf) })
  })
  version.get('/:waba/message_templates', (context) => context.json(templatePage()))
  version.post('/:id/subscribed_apps', (context) => context.json({ success: true }))
  version.post('/:id/register', async (context) => {
    const body: unknown = await context.req.json()
    if (!/^\d{6}$/.test(textAt(body, 'pin'))) return refuse(400, 133005, 'Two step verification PIN Mismatch')
    return context.json({ success: true })
  })
  version.post('/:id/smb_app_data', async (context) => {
    const account = metaAccount(context.req.param('id'))
    if (!account?.isOnPhone) return refuse(400, 100, 'The number is not on a phone')
    const body: unknown = await context.req.json()
    startHistory(service, account, textAt(body, 'sync_type'))
    return context.json({ messaging_product: 'whatsapp', request_id: 'demo' })
  })
  version.post('/:id/messages', async (context) => {
    const body: unknown = await context.req.json()
    const account = accountAsked(context.req.param('id'), body)
    if (!account) return refuse(400, 100, 'Unsupported post request', 33)
    return isNumber(account) ? sendCloud(service, account, body) : sendSocial(service, account, body)
  })
  version.get('/:id', (context) => {
    const id = context.req.param('id')
    const file = world.media.get(id)
    if (file) {
      const url = `${world.url}/graph/files/${file.id}`
      return context.json({
        url,
        mime_type: file.mimetype,
        file_size: file.size,
        id,
        messaging_product: 'whatsapp',
      })
    }
    const known = personOf(id)
    const person = known && world.phones.person(known.phone)
    if (!person) return refuse(400, 100, 'No matching user found', 2018001)
    return context.json({
      id,
      name: person.name,
      ...(known.provider === 'instagram' ? { username: 'pessoa' } : {}),
    })
  })
  // mounted last: what is mounted is copied as it stands
  routes.route('/:version{v\\d+\\.\\d+}', version)
  return routes
}

/** In seconds. */
const days = (count: number) => count * 24 * 60 * 60

const isNumber = ({ provider }: MetaAccount): boolean => provider === 'whatsapp_cloud'

const numberOf = (account: MetaAccount) => ({
  id: account.id,
  display_phone_number: `+${account.number}`,
  verified_name: account.label,
  quality_rating: 'GREEN',
  is_on_biz_app: account.isOnPhone,
  throughput: { level: 'STANDARD' },
  whatsapp_business_manager_messaging_limit: 'TIER_2K',
})

/** An Instagram account is written from by its page: the recipient says which of the two is meant. */
function accountAsked(id: string, body: unknown): MetaAccount | undefined {
  const recipient = personOf(textAt(at(body, 'recipient'), 'id'))
  return recipient
    ? metaAccounts.find(({ provider, parent }) => provider === recipient.provider && parent === id)
    : metaAccount(id)
}

/** Calls fail as the plan of their account's provider says. */
function faultsOf({ world }: MetaService, context: Context<Env>): MiddlewareHandler<Env> {
  const id = context.req.path.split('/')[3] ?? ''
  const isSend = context.req.method === 'POST' && context.req.path.endsWith('/messages')
  const page = metaAccount(id)
  const provider = page?.provider ?? 'whatsapp_cloud'
  const options = {
    faults: world.faults,
    signal: world.signal,
    refuse: (status: 429 | 500) =>
      status === 429 ? refuse(429, 130429, 'Rate limit hit') : refuse(500, 131000, 'Something went wrong'),
  }
  return async (inner, next) => {
    // The page sends for its Instagram account as well: whichever has a plan.
    const instagram =
      provider === 'messenger' &&
      personOf(textAt(at(await inner.req.json().catch(() => null), 'recipient'), 'id'))
    const meant = instagram && instagram.provider === 'instagram' ? 'instagram' : provider
    return requestFaults({ ...options, provider: meant, scope: isSend ? 'send' : 'all' })(inner, next)
  }
}

async function sendCloud(service: MetaService, account: MetaAccount, body: unknown): Promise<Response> {
  const { world } = service
  if (textAt(body, 'status') === 'read') {
    const seen = world.phones.get(textAt(body, 'message_id'))
    if (!seen) return refuse(400, 131009, 'Parameter value is not valid')
    if (at(body, 'typing_indicator') !== undefined) {
      world.hub.publish({
        type: 'presence',
        account: account.id,
        phone: seen.phone,
        state: 'composing',
      })
    }
    return Response.json({ success: true })
  }
  const to = textAt(body, 'to') || textAt(body, 'recipient').replace(/^BR\./, '')
  if (digitsOf(to).length < 8) return refuse(400, 131009, 'Parameter value is not valid')
  const type = textAt(body, 'type')
  const part = at(body, type)
  const number = registeredNumber(to)
  const accepted = (id: string) =>
    Response.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: number }],
      messages: [{ id }],
    })
  if (type === 'reaction') {
    const target = world.phones.get(textAt(part, 'message_id'))
    if (target)
      world.phones.update(target.id, { reactions: { ...target.reactions, clinic: textAt(part, 'emoji') } })
    return accepted(messageId(account))
  }
  const outgoing: MetaOutgoing = {
    phone: digitsOf(to),
    address: number,
    kind: shownKinds[type] ?? 'text',
    text:
      textAt(part, 'body') ||
      textAt(part, 'caption') ||
      textAt(at(part, 'body'), 'text') ||
      textAt(part, 'name'),
    mark: textAt(body, 'biz_opaque_callback_data') || undefined,
    replyTo: textAt(at(body, 'context'), 'message_id') || undefined,
    choices: choicesOf(part),
    isList: textAt(part, 'type') === 'list',
  }
  const problem = type === 'interactive' ? interactiveProblem(part) : null
  if (problem !== null) return refuse(400, 131009, problem)
  if (type === 'template') {
    const text = renderTemplate(part)
    if (text === null) return refuse(404, 132001, 'Template name does not exist in the translation')
    const message = await service.send(account, { ...outgoing, kind: 'text', text, isTemplate: true })
    return accepted(message.id)
  }
  if (type === 'text' && outgoing.text.length > 4096)
    return refuse(400, 100, 'Param text[body] must be at most 4096 characters long.')
  const link = textAt(part, 'link')
  const mediaId = link === '' ? undefined : await fetched(service, link)
  if (link !== '' && mediaId === undefined) return refuse(400, 131053, 'Media upload error')
  const message = await service.send(account, { ...outgoing, mediaId })
  return accepted(message.id)
}

const rowsAt = (value: unknown, key: string): unknown[] => {
  const found = at(value, key)
  return Array.isArray(found) ? found : []
}

/** The buttons or rows of a question. */
function choicesOf(part: unknown): NonNullable<MetaOutgoing['choices']> {
  const action = at(part, 'action')
  const buttons = rowsAt(action, 'buttons').map((button) => at(button, 'reply'))
  const rows = rowsAt(action, 'sections').flatMap((section) => rowsAt(section, 'rows'))
  return [...buttons, ...rows].map((row) => ({
    id: textAt(row, 'id'),
    title: textAt(row, 'title'),
    ...(textAt(row, 'description') ? { description: textAt(row, 'description') } : {}),
  }))
}

/** What WhatsApp would not take of a question. */
function interactiveProblem(part: unknown): string | null {
  const choices = choicesOf(part)
  const isList = textAt(part, 'type') === 'list'
  if (choices.length === 0 || choices.length > (isList ? 10 : 3)) return 'Invalid number of choices'
  if (choices.some(({ id, title }) => id === '' || title === '' || title.length > (isList ? 24 : 20)))
    return 'Invalid id or title'
  const label = textAt(at(part, 'action'), 'button')
  return isList && (label === '' || label.length > 20) ? 'Invalid button' : null
}

const shownKinds: Record<string, MetaOutgoing['kind']> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  document: 'document',
  file: 'document',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contact',
}

async function sendSocial(service: MetaService, account: MetaAccount, body: unknown): Promise<Response> {
  const { world } = service
  const recipient = textAt(at(body, 'recipient'), 'id')
  const person = personOf(recipient)
  if (!person || !world.phones.person(person.phone))
    return refuse(400, 100, 'No matching user found', 2018001)
  const action = textAt(body, 'sender_action')
  if (action !== '') {
    const target = world.phones.get(textAt(at(body, 'payload'), 'message_id'))
    const shown = textAt(at(body, 'payload'), 'reaction')
    const emoji = action === 'unreact' ? '' : (emojis[shown] ?? '❤️')
    if (target && action.endsWith('react')) {
      world.phones.update(target.id, { reactions: { ...target.reactions, clinic: emoji } })
    }
    return Response.json({ recipient_id: recipient })
  }
  const message = at(body, 'message')
  const phone = world.phones.key(person.phone)
  const isHuman = textAt(body, 'tag') === 'HUMAN_AGENT'
  if (!service.isOpen(account, phone, isHuman)) {
    return refuse(
      400,
      10,
      'This message is sent outside of allowed window.',
      account.provider === 'messenger' ? 2018278 : 2534022,
    )
  }
  const attachment = at(message, 'attachment')
  const link = textAt(at(attachment, 'payload'), 'url')
  const mediaId = link === '' ? undefined : await fetched(service, link)
  if (link !== '' && mediaId === undefined) return refuse(400, 100, 'Upload attachment failure.', 2018047)
  const sent = await service.send(account, {
    phone: person.phone,
    address: recipient,
    kind: shownKinds[textAt(attachment, 'type')] ?? 'text',
    text: textAt(message, 'text'),
    mediaId,
    mark: textAt(message, 'metadata') || undefined,
    replyTo: textAt(at(message, 'reply_to'), 'mid') || undefined,
    choices: rowsAt(message, 'quick_replies').map((row) => ({
      id: textAt(row, 'payload'),
      title: textAt(row, 'title'),
    })),
    isHuman,
  })
  return Response.json({ recipient_id: recipient, message_id: sent.id })
}

const emojis: Record<string, string> = {
  love: '❤️',
  like: '👍',
  haha: '😂',
  wow: '😮',
  sad: '😢',
  angry: '😡',
  dislike: '👎',
}

async function fetched({ world }: MetaService, link: string): Promise<string | undefined> {
  try {
    const response = await fetch(link, { signal: AbortSignal.timeout(15_000) })
    if (!response.ok) return undefined
    const mimetype = response.headers.get('content-type') ?? 'application/octet-stream'
    const fileName = new URL(link).pathname.split('/').at(-1) ?? 'arquivo'
    return (await world.media.add(new Uint8Array(await response.arrayBuffer()), { mimetype, fileName })).id
  } catch {
    return undefined
  }
}
