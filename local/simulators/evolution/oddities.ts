import type { Envelope, Fields, MessageData } from './envelope.ts'

/** The same webhook as other versions, forks and wrappers write it. */

const message = (webhook: Envelope): MessageData => webhook.data as MessageData

/** First version: `owner` instead of `instanceId`, no status. */
export function asVersionOne(webhook: Envelope): Envelope {
  const { instanceId: _instanceId, status: _status, ...rest } = message(webhook)
  return { ...webhook, data: { ...rest, owner: webhook.instance } }
}

/** Some wrappers spell the event as the configuration does. */
export const withUpperCaseEvent = (webhook: Envelope): Envelope => ({
  ...webhook,
  event: webhook.event.toUpperCase().replace(/[.-]/g, '_'),
})

/** Older forks send an array. */
export const withDataArray = (webhook: Envelope): Envelope => ({ ...webhook, data: [webhook.data] })

/** Others nest the array once more. */
export const withMessagesArray = (webhook: Envelope): Envelope => ({
  ...webhook,
  data: { messages: [webhook.data] },
})

/** A tick in the raw Baileys form: nested key, numeric status. */
export function withNestedUpdate(webhook: Envelope, status: 0 | 1 | 2 | 3 | 4 | 5): Envelope {
  const data = webhook.data as Fields
  return {
    ...webhook,
    data: {
      key: { remoteJid: data.remoteJid, fromMe: data.fromMe, id: data.keyId },
      update: { status },
      owner: webhook.instance,
    },
  }
}

/** Seconds since 1970 as text. */
export const withTextTimestamp = (webhook: Envelope): Envelope => ({
  ...webhook,
  data: { ...message(webhook), messageTimestamp: String(message(webhook).messageTimestamp) },
})

/** The author of the payload wrote the housekeeping keys before the content. */
export function withContextFirst(webhook: Envelope): Envelope {
  const { messageContextInfo, ...content } = message(webhook).message
  return { ...webhook, data: { ...message(webhook), message: { messageContextInfo, ...content } } }
}
