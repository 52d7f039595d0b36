import type { SendLease } from '../../messaging/types.ts'
import { numberAt, type JsonObject } from '../../platform/json.ts'
import { textOf, unwrap } from './message.ts'

/** Members of WhatsApp's content by our kind; a text has none of its own. */
const contents: Readonly<Record<string, readonly string[]>> = {
  image: ['imageMessage'],
  video: ['videoMessage', 'ptvMessage'],
  audio: ['audioMessage'],
  document: ['documentMessage'],
  sticker: ['stickerMessage'],
  location: ['locationMessage'],
  contact: ['contactMessage', 'contactsArrayMessage'],
}

/** Whether a message that the gateway has says what an earlier attempt of this send may have said. */
export function isSameContent(message: JsonObject, lease: SendLease): boolean {
  const content = unwrap(message)
  const wanted = contents[lease.kind]
  if (wanted) {
    if (content.type === null || !wanted.includes(content.type)) return false
    if (lease.kind === 'location') {
      return ['latitude', 'longitude'].every(
        (name) =>
          numberAt(content.body, `degrees${name[0]?.toUpperCase()}${name.slice(1)}`) ===
          numberAt(lease.content, name),
      )
    }
    if (!isSameSize(content.body, lease)) return false
    // WhatsApp keeps no words beside these.
    if (lease.kind === 'audio' || lease.kind === 'sticker' || lease.kind === 'contact') return true
  }
  return (textOf(content) ?? '').trim() === (lease.body ?? '').trim()
}

/** The gateway makes other files of sounds and stickers; pictures, videos and documents keep their bytes. */
function isSameSize(body: JsonObject, { kind, media }: SendLease): boolean {
  if (!media || kind === 'audio' || kind === 'sticker') return true
  const size = numberAt(body, 'fileLength')
  return size === null || size === media.size
}
