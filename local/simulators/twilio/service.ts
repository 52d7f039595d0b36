import { phoneKey } from '../core/br-phone.ts'
import type { Attempt, Delivery } from '../core/deliveries.ts'
import { sid } from '../core/ids.ts'
import type { PhoneMessage } from '../core/phones.ts'
import { runSteps, type Step } from '../core/sequence.ts'
import { demo } from '../demo.ts'
import type { World } from '../world.ts'
import { Accounts, type Account } from './accounts.ts'
import { laterMessage, magicOutcome } from './errors.ts'
import { statusParams, type Params, type TwilioStatus } from './payloads.ts'
import { messageResource, type MessageWire } from './resource.ts'
import { repliesIn, retryPolicy, webhookRequest } from './webhook.ts'

const windowMs = 24 * 60 * 60 * 1000
/** Their messages stand in the product's database only; how old they are is its business. */
const wroteLately = new Set(demo.twilio.wroteLately.map(phoneKey))
const shown = {
  queued: 'sending',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
} as const
const rank = { sending: 0, sent: 1, delivered: 2, read: 3, failed: 4 }

/** What a clinic asks Twilio to send. */
export interface Outgoing {
  to: string
  body: string
  mediaId?: string | undefined
  /** A point on the map, with its name as the body. */
  isPlace?: boolean
  /** A template may be sent outside the 24 hours. */
  contentSid?: string | undefined
  statusCallback?: string | undefined
  messagingServiceSid?: string | undefined
}

/** The part of Twilio that lives: accounts, signed webhooks, the 24-hour window, the fate of each message. */
export class TwilioService {
  readonly world: World
  readonly accounts: Accounts

  constructor(world: World) {
    this.world = world
    this.accounts = new Accounts(world.touch)
  }

  /** The demo clinic's account exists from the first boot on. */
  seed(): void {
    const { accountSid, authToken, number, friendlyName } = demo.twilio
    if (this.accounts.get(accountSid)) return
    const inboundUrl = `${this.world.functionsUrl}/twilio-whatsapp-inbound`
    const statusUrl = `${inboundUrl}/status`
    this.accounts.put({ sid: accountSid, authToken, number, friendlyName, inboundUrl, statusUrl })
  }

  /** The product has moved: so do the webhooks that point at it. */
  moveWebhooks(moved: (url: string) => string): void {
    for (const account of this.accounts.list()) {
      const { inboundUrl, statusUrl } = account
      this.accounts.put({
        ...account,
        inboundUrl: moved(inboundUrl),
        statusUrl: statusUrl && moved(statusUrl),
      })
    }
  }

  /** Posts a signed webhook, twice if the fault plan says so. */
  post(account: Account, url: string, params: Params): Delivery {
    const request = webhookRequest(account.authToken, url, params)
    const delivery = this.world.deliveries.post(request, retryPolicy(url))
    if (this.world.faults.takeDuplicate('twilio')) this.world.deliveries.post(request, retryPolicy(url))
    return delivery
  }

  /** Posts a patient's message: to the fallback when the first address fails, and sends what the answer says. */
  postInbound(account: Account, params: Params): Delivery {
    const primary = this.post(account, account.inboundUrl, params)
    const failed = ({ status }: Attempt) => status === null || status >= 400
    const done = primary.done.then(async (attempt) => {
      if (!failed(attempt) || !account.fallbackUrl) return attempt
      return this.post(account, account.fallbackUrl, params).done
    })
    void done.then((attempt) => {
      for (const body of repliesIn(attempt)) void this.send(account, { to: params.From ?? '', body })
    })
    return { first: primary.first, done }
  }

  /** Accepts a message and starts its life. */
  async send(account: Account, outgoing: Outgoing): Promise<PhoneMessage> {
    const { world } = this
    const id = sid(outgoing.mediaId ? 'MM' : 'SM')
    const wire: MessageWire = {
      from: `whatsapp:${account.number}`,
      to: outgoing.to,
      status: 'queued',
      errorCode: null,
      direction: 'outbound-api',
      statusCallback: outgoing.statusCallback ?? account.statusUrl,
      messagingServiceSid: outgoing.messagingServiceSid ?? null,
      dateUpdated: new Date().toISOString(),
    }
    const message = world.phones.add({
      id,
      provider: 'twilio',
      account: account.sid,
      phone: world.phones.key(outgoing.to),
      address: outgoing.to,
      from: 'clinic',
      kind: outgoing.isPlace
        ? 'location'
        : outgoing.mediaId
          ? mediaKind(world.media.get(outgoing.mediaId)?.mimetype)
          : 'text',
      text: outgoing.body,
      ...(outgoing.mediaId ? { mediaId: outgoing.mediaId } : {}),
      status: 'sending',
      reactions: {},
      at: new Date().toISOString(),
      wire: { ...wire },
    })
    const plan = world.faults.plan('twilio')
    const life = runSteps(this.#lifeOf(account, message, outgoing), {
      plan,
      delayMs: world.settings.statusDelayMs,
      signal: world.signal,
    })
    if (plan.statusBeforeResponse) await life
    return message
  }

  /** The patient opens the conversation: the message is read. */
  read(message: PhoneMessage): Delivery | undefined {
    const account = this.accounts.get(message.account)
    return account ? this.#advance(account, message.id, 'read') : undefined
  }

  /** The REST resource of a message. */
  resource(message: PhoneMessage): Record<string, unknown> {
    return messageResource(message)
  }

  #windowIsOpen(account: Account, phone: string): boolean {
    if (account.sid === demo.twilio.accountSid && wroteLately.has(phone)) return true
    const from = Date.now() - windowMs
    return this.world.phones
      .list({ provider: 'twilio', account: account.sid, phone, from: 'patient' })
      .some((message) => Date.parse(message.at) > from)
  }

  #lifeOf(account: Account, message: PhoneMessage, outgoing: Outgoing): Step[] {
    const to = (status: TwilioStatus, code?: number) => () => this.#advance(account, message.id, status, code)
    const outcome = magicOutcome(message.address)
    if (outcome?.when === 'later') return [to('queued'), to('failed', outcome.code)]
    if (!outgoing.contentSid && !this.#windowIsOpen(account, message.phone))
      return [to('queued'), to('failed', 63016)]
    const delivered = [to('queued'), to('sent'), to('delivered')]
    return this.world.settings.autoRead ? [...delivered, to('read')] : delivered
  }

  /** Moves a sent message up its ladder and posts the callback. */
  #advance(account: Account, id: string, status: TwilioStatus, code?: number): Delivery | undefined {
    const message = this.world.phones.get(id)
    if (!message) return undefined
    const wire = message.wire as unknown as MessageWire
    if (rank[shown[status]] >= rank[message.status]) {
      this.world.phones.update(id, {
        status: shown[status],
        ...(code ? { error: `${code} ${laterMessage(code)}` } : {}),
        wire: { ...wire, status, errorCode: code ?? null, dateUpdated: new Date().toISOString() },
      })
    }
    if (!wire.statusCallback || this.world.faults.plan('twilio').noCallbacks) return undefined
    const params = statusParams({
      accountSid: account.sid,
      sid: id,
      from: wire.from,
      to: wire.to,
      status,
      ...(code ? { errorCode: code, errorMessage: laterMessage(code) } : {}),
      ...(wire.messagingServiceSid ? { messagingServiceSid: wire.messagingServiceSid } : {}),
    })
    return this.post(account, wire.statusCallback, params)
  }
}

function mediaKind(mimetype = ''): PhoneMessage['kind'] {
  const family = mimetype.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}
