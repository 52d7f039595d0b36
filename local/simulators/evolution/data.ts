import { binary } from './binary.ts'
import type { Content, Fields, MessageData, MessageKey } from './envelope.ts'

/** `data` of each event of Evolution API v2. */

export type UpdateStatus = 'ERROR' | 'PENDING' | 'SERVER_ACK' | 'DELIVERY_ACK' | 'READ' | 'PLAYED' | 'DELETED'

/** messages.upsert: a message that arrived, or one that the owner wrote on the phone. */
export function upsert(options: {
  key: MessageKey
  content: Content
  pushName?: string | null
  status?: string
  at?: Date
  instanceId?: string
  source?: string
}): MessageData {
  const { key, content } = options
  const message: Fields = {
    ...content.message,
    messageContextInfo: {
      deviceListMetadata: { senderKeyHash: binary(`${key.id}:sender`, 'object', 10) },
      deviceListMetadataVersion: 2,
      messageSecret: binary(`${key.id}:secret`),
    },
  }
  return {
    key,
    pushName: options.pushName ?? (key.fromMe ? 'Você' : null),
    status: options.status ?? (key.fromMe ? 'SERVER_ACK' : 'DELIVERY_ACK'),
    message,
    ...('contextInfo' in content ? { contextInfo: content.contextInfo } : {}),
    messageType: content.messageType,
    messageTimestamp: Math.floor((options.at ?? new Date()).getTime() / 1000),
    instanceId: options.instanceId ?? '5374450f-93a1-481b-2b7c-94eeca0621dd',
    source: options.source ?? 'android',
  }
}

/** send.message: a message that was sent through the API. */
export function sent(options: {
  key: MessageKey
  content: Content
  at?: Date
  instanceId?: string
}): MessageData {
  const { key, content } = options
  return {
    key,
    pushName: 'Você',
    status: 'PENDING',
    message: content.message,
    contextInfo: content.contextInfo ?? null,
    messageType: content.messageType,
    messageTimestamp: Math.floor((options.at ?? new Date()).getTime() / 1000),
    instanceId: options.instanceId ?? '5374450f-93a1-481b-2b7c-94eeca0621dd',
    source: 'unknown',
  }
}

/** messages.update: a tick. `messageId` is the gateway's own id, not WhatsApp's. */
export function update(options: {
  key: MessageKey
  status: UpdateStatus
  instanceId?: string
  messageId?: string
}): Fields {
  return {
    keyId: options.key.id,
    remoteJid: options.key.remoteJid,
    fromMe: options.key.fromMe,
    participant: options.key.participant ?? '',
    status: options.status,
    instanceId: options.instanceId ?? '5374450f-93a1-481b-2b7c-94eeca0621dd',
    messageId: options.messageId ?? 'cmfyoow42000hov4xwkdug3lv',
  }
}

/** presence.update: what somebody does right now. In a group `author` names the member. */
export function presence(options: { jid: string; state: string; author?: string }): Fields {
  const { jid, state, author = jid } = options
  return { id: jid, presences: { [author]: { lastKnownPresence: state } } }
}

/** messages.edited: the new text of an earlier message. */
export function edited(options: { key: MessageKey; content: Content; at?: Date }): Fields {
  const { remoteJid, fromMe, id } = options.key
  return {
    key: { remoteJid, fromMe, id },
    type: 'MESSAGE_EDIT',
    editedMessage: options.content.message,
    timestampMs: String((options.at ?? new Date()).getTime()),
  }
}

/** messages.edited again, when somebody deletes for everyone: a revoke in disguise. */
export function revokedAsEdit(key: MessageKey): Fields {
  return { key: { remoteJid: key.remoteJid, fromMe: key.fromMe, id: key.id }, type: 'REVOKE' }
}

/** messages.delete as it comes when the other side deletes: the key spread flat. */
export function deletedByOther(key: MessageKey): Fields {
  return { ...key, status: 'DELETED' }
}

/** messages.delete as it comes when the API deletes: the gateway's row, its own id at the top. */
export function deletedByApi(row: MessageData, gatewayId: string): Fields {
  return { id: gatewayId, ...row, participant: null, status: 'DELETED' }
}

/** messages.delete of the business channel: the bare key. */
export const deletedOnBusiness = (key: MessageKey): Fields => ({ ...key })

/** connection.update. Only an open connection carries the number and the profile. */
export function connection(options: {
  instance: string
  state: 'open' | 'connecting' | 'close' | 'refused'
  statusReason?: number
  wuid?: string
  profileName?: string
}): Fields {
  const profile =
    options.state === 'open'
      ? { wuid: options.wuid, profileName: options.profileName, profilePictureUrl: null }
      : {}
  return {
    instance: options.instance,
    ...profile,
    state: options.state,
    statusReason: options.statusReason ?? 200,
  }
}

/** qrcode.updated. */
export function qrcode(options: {
  instance: string
  code: string
  base64: string
  pairingCode?: string | null
}): Fields {
  const { instance, code, base64, pairingCode = null } = options
  return { qrcode: { instance, pairingCode, code, base64 } }
}

/** qrcode.updated when nobody scanned for too long. */
export const qrcodeLimit = (): Fields => ({
  message: 'QR code limit reached, please login again',
  statusCode: 500,
})

/** contacts.upsert and contacts.update: one contact, or a list of them from an address book. */
export function contactRow(options: { jid: string; name: string; instanceId?: string }): Fields {
  return {
    remoteJid: options.jid,
    pushName: options.name,
    profilePicUrl: null,
    instanceId: options.instanceId ?? '5374450f-93a1-481b-2b7c-94eeca0621dd',
  }
}
