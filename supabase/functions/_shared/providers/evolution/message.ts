import { isObject, listAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'

/** The content of a WhatsApp message, freed of its wrappers. */
export interface Unwrapped {
  /** Name of the content member, such as `imageMessage`; null when there is none. */
  type: string | null
  body: JsonObject
  /** The text of a `conversation`, which is a bare string. */
  text: string | null
  ephemeral: boolean
  viewOnce: boolean
}

/** Members that hold another message under `message`. */
const wrappers = new Set([
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'deviceSentMessage',
  'associatedChildMessage',
  'groupMentionedMessage',
  'botInvokeMessage',
  'lottieStickerMessage',
  'eventCoverImage',
  'groupStatusMessage',
  'groupStatusMessageV2',
  'pollCreationMessageV4',
])

/** Members beside the content. Any of them may come first, so the first member is never the content by itself. */
const companions = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'base64',
  'mediaUrl',
  'speechToText',
  'chat',
])

/** Takes off ephemeral, view-once and similar wrappers and names the content that is left. */
export function unwrap(message: JsonObject): Unwrapped {
  let inner = message
  let ephemeral = false
  let viewOnce = false
  for (let depth = 0; depth < 6; depth += 1) {
    const type = contentType(inner)
    if (type === null || !wrappers.has(type)) break
    viewOnce ||= type.startsWith('viewOnce')
    const next = objectAt(objectAt(inner, type), 'message')
    if (contentType(next) === null) break
    ephemeral ||= type === 'ephemeralMessage'
    inner = next
  }
  const type = contentType(inner)
  const body = type === null ? {} : objectAt(inner, type)
  const text = type === 'conversation' ? textAt(inner, 'conversation') : null
  return { type, body, text, ephemeral, viewOnce: viewOnce || body.viewOnce === true }
}

/** Reply, forward and advertisement data: beside the message or inside its content, by version. */
export function contextOf(data: JsonObject, content: Unwrapped): JsonObject {
  return { ...objectAt(content.body, 'contextInfo'), ...objectAt(data, 'contextInfo') }
}

/** The change that a protocol message orders, if it is one that we show. */
export type ProtocolChange =
  { change: 'edit'; id: string; body: string | null } | { change: 'delete'; id: string } | null

/** Reads a `protocolMessage`: revocations and edits are changes, everything else is housekeeping. */
export function protocolChange(protocol: JsonObject): ProtocolChange {
  const id = textAt(objectAt(protocol, 'key'), 'id')
  if (id === null) return null
  const type = protocol.type
  if (type === 'REVOKE' || type === 0) return { change: 'delete', id }
  if (type === 'MESSAGE_EDIT' || type === 14 || isObject(protocol.editedMessage)) {
    return { change: 'edit', id, body: textOf(unwrap(objectAt(protocol, 'editedMessage'))) }
  }
  // A revocation is type 0, which some versions leave out of the JSON.
  return type === undefined || type === null ? { change: 'delete', id } : null
}

/** The words of a message of any type, for edits. */
export function textOf(content: Unwrapped): string | null {
  return content.text ?? textAt(content.body, 'text') ?? textAt(content.body, 'caption')
}

/** Names of the options of a poll or of a vote. */
export function optionNames(list: unknown, key: string): string[] {
  return listAt(list, key).flatMap((option) => {
    const name =
      typeof option === 'string' ? option : (textAt(option, 'optionName') ?? textAt(option, 'name'))
    return name === null ? [] : [name]
  })
}

function contentType(message: JsonObject): string | null {
  for (const [name, value] of Object.entries(message)) {
    if (companions.has(name) || value === null) continue
    if (isObject(value) || (name === 'conversation' && typeof value === 'string')) return name
  }
  return null
}
