import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { ChannelCredentials, SendLease } from '../../messaging/types.ts'
import type { ChangeResult, MessagingProvider } from '../provider.ts'
import { readFailure } from './errors.ts'
import type { MetaApp } from '../../platform/env.ts'
import type { GraphClient } from './graph.ts'
import { fetchMetaFile } from './media.ts'
import { templateComponents } from './cloud-templates.ts'

/**
 * Sends through WhatsApp's own Cloud API. It knows no key that makes a repetition harmless: each send carries our id,
 * which comes back with its statuses and settles an attempt that got no answer.
 */
export function createCloudProvider(graph: GraphClient, app: Pick<MetaApp, 'graphUrl'>): MessagingProvider {
  return {
    name: 'whatsapp_cloud',
    async send(lease, credentials) {
      const to = recipientOf(lease.to)
      if (to === null)
        return { outcome: 'permanent', code: 'invalid_number', detail: 'The conversation has no address.' }
      const answer = await graph.post(`${accountOf(lease)}/messages`, tokenOf(credentials), {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...to,
        ...contentOf(lease),
        ...(lease.reply_to_provider_id === null
          ? {}
          : { context: { message_id: lease.reply_to_provider_id } }),
        biz_opaque_callback_data: lease.message_id,
      })
      const id = answer.kind === 'answer' ? textAt(listAt(answer.body, 'messages')[0], 'id') : null
      return id === null ? readFailure(answer) : { outcome: 'sent', providerMessageId: id }
    },
    // Nobody can be asked for what was sent: only its status tells, by our id.
    findSent: () =>
      Promise.resolve({ clear: false, detail: 'WhatsApp tells by a status whether it was sent.' }),
    async fetchMedia(lease, credentials) {
      const id = textAt(lease.media, 'source')
      if (id === null || !/^[\w.-]{1,200}$/.test(id))
        return { outcome: 'gone', detail: 'The webhook named no file.' }
      const token = tokenOf(credentials)
      const answer = await graph.get(id, token, { phone_number_id: accountOf(lease) })
      const url = answer.kind === 'answer' ? textAt(answer.body, 'url') : null
      if (url !== null) {
        return fetchMetaFile(graph, { url, token, graphUrl: app.graphUrl, maxBytes: lease.max_bytes })
      }
      const failure = readFailure(answer)
      if (failure.outcome === 'permanent' && failure.code !== 'provider_auth_failed') {
        return { outcome: 'gone', detail: failure.detail }
      }
      return failure.outcome === 'unknown'
        ? {
            outcome: 'temporary',
            code: 'provider_unavailable',
            detail: failure.detail,
            retryAfterSeconds: null,
          }
        : failure
    },
    // Shown for 25 seconds, or until the answer; the message counts as read, as it is to whoever answers it.
    async showTyping(target, credentials) {
      if (!target.last_message_id) return
      await graph.post(`${accountOf(target)}/messages`, tokenOf(credentials), {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: target.last_message_id,
        typing_indicator: { type: 'text' },
      })
    },
    async change(lease, credentials): Promise<ChangeResult> {
      const to = recipientOf(lease.to)
      if (lease.change !== 'react' || to === null) {
        const detail = 'WhatsApp changes no message that was sent.'
        return { outcome: 'permanent', code: 'not_supported', detail }
      }
      const answer = await graph.post(`${accountOf(lease)}/messages`, tokenOf(credentials), {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...to,
        type: 'reaction',
        reaction: { message_id: lease.provider_message_id, emoji: lease.value },
      })
      if (answer.kind === 'answer' && listAt(answer.body, 'messages').length > 0) return { outcome: 'done' }
      const failure = readFailure(answer)
      // The same reaction twice is one.
      return failure.outcome === 'unknown'
        ? {
            outcome: 'temporary',
            code: 'provider_unavailable',
            detail: failure.detail,
            retryAfterSeconds: null,
          }
        : failure
    },
  }
}

/** What was written from, and what it is called in addresses. */
export function accountOf({ channel }: { channel: ChannelCredentials | null }): string {
  return encodeURIComponent(channel?.account_id ?? '')
}

/** The token that a clinic granted. */
export function tokenOf(credentials: Record<string, string>): string {
  return credentials.access_token ?? ''
}

/**
 * The exact number that wrote, because WhatsApp knows some Brazilian ones without the ninth digit; whoever hides it has an
 * id only. What another kind of channel left behind is read as well: `…@s.whatsapp.net`, `whatsapp:+…`.
 */
function recipientOf(to: SendLease['to']): { to: string } | { recipient: string } | null {
  const raw = (to.raw ?? '').replace(/^whatsapp:/, '')
  if (/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(raw)) return { recipient: raw }
  const digits = /^\+?(\d{5,15})(?:@(?:s\.whatsapp\.net|c\.us))?$/.exec(raw)?.[1]
  if (digits !== undefined) return { to: `+${digits}` }
  return to.phone === null ? null : { to: to.phone }
}

function contentOf(lease: SendLease): JsonObject {
  const { kind, body, content, media, template } = lease
  if (template !== null) {
    return {
      type: 'template',
      template: {
        name: template.name ?? '',
        language: { code: template.language ?? 'pt_BR' },
        components: templateComponents(template.variables),
      },
    }
  }
  if (media !== null) return fileOf(lease)
  if (kind === 'location') {
    const place = { name: textAt(content, 'name'), address: textAt(content, 'address') }
    return {
      type: 'location',
      location: {
        latitude: numberAt(content, 'latitude') ?? 0,
        longitude: numberAt(content, 'longitude') ?? 0,
        ...Object.fromEntries(Object.entries(place).filter(([, value]) => value !== null)),
      },
    }
  }
  if (kind === 'contact') return { type: 'contacts', contacts: cardsOf(content) }
  const question = questionOf(body ?? '', content)
  if (question !== null) return { type: 'interactive', interactive: question }
  return { type: 'text', text: { body: body ?? '', preview_url: true } }
}

/** A question with answers to press: up to three buttons, or a list that a button opens. */
function questionOf(body: string, content: JsonObject): JsonObject | null {
  const choices = listAt(content, 'choices').filter(isObject)
  const shown = textAt(content, 'choices_as')
  if (choices.length === 0 || (shown !== 'buttons' && shown !== 'list')) return null
  const rows = choices.map((choice) => ({
    id: (textAt(choice, 'id') ?? '').slice(0, 200),
    title: (textAt(choice, 'title') ?? '').slice(0, 20),
    description: textAt(choice, 'description'),
  }))
  const text = { text: body.slice(0, 1024) }
  if (shown === 'buttons') {
    const buttons = rows.slice(0, 3).map(({ id, title }) => ({ type: 'reply', reply: { id, title } }))
    return { type: 'button', body: text, action: { buttons } }
  }
  return {
    type: 'list',
    body: text,
    action: {
      button: (textAt(content, 'choices_button') ?? 'Ver opções').slice(0, 20),
      sections: [
        {
          rows: rows
            .slice(0, 10)
            .map(({ description, ...row }) => (description === null ? row : { ...row, description })),
        },
      ],
    },
  }
}

function fileOf({ kind, body, media }: SendLease): JsonObject {
  const link = media?.url ?? ''
  const caption: JsonObject = body === null || body === '' ? {} : { caption: body }
  if (kind === 'sticker') return { type: 'sticker', sticker: { link } }
  if (kind === 'audio') return { type: 'audio', audio: { link, ...(media?.voice ? { voice: true } : {}) } }
  if (kind === 'image') return { type: 'image', image: { link, ...caption } }
  if (kind === 'video') return { type: 'video', video: { link, ...caption } }
  const name = media?.file_name ?? media?.path.split('/').at(-1) ?? 'arquivo'
  return { type: 'document', document: { link, filename: name, ...caption } }
}

function cardsOf(content: JsonObject): JsonObject[] {
  return listAt(content, 'contacts')
    .filter(isObject)
    .map((contact) => {
      const phones = listAt(contact, 'phones').filter((phone) => typeof phone === 'string')
      const name = textAt(contact, 'name') ?? phones[0] ?? ''
      return {
        name: { formatted_name: name, first_name: name },
        phones: phones.map((phone) => ({ phone, type: 'CELL', wa_id: phone.replace(/\D/g, '') })),
      }
    })
}

/** What Meta says of the number itself, in the words of the database. */
export function numberFacts(body: unknown): JsonObject {
  return {
    quality: textAt(body, 'quality_rating'),
    messaging_limit:
      textAt(body, 'whatsapp_business_manager_messaging_limit') ?? textAt(body, 'messaging_limit_tier'),
    throughput: textAt(objectAt(body, 'throughput'), 'level'),
  }
}
