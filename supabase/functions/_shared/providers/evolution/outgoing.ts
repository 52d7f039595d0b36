import type { SendLease } from '../../messaging/types.ts'
import { isObject, listAt, numberAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { Exchange } from '../../platform/provider-http.ts'
import type { EvolutionClient, EvolutionTarget } from './client.ts'

/** The one call that sends this message. Files go by address: the gateway fetches them. */
export function post(
  client: EvolutionClient,
  target: EvolutionTarget,
  lease: SendLease,
  number: string,
): Promise<Exchange> {
  const to = { number, ...quoted(lease, number) }
  const { kind, content, media } = lease
  if (media) return postFile(client, target, lease, to)
  if (kind === 'location') {
    return client.sendLocation(target, {
      ...to,
      latitude: numberAt(content, 'latitude') ?? 0,
      longitude: numberAt(content, 'longitude') ?? 0,
      // The gateway refuses a place without a name and an address.
      name: textAt(content, 'name') ?? '-',
      address: textAt(content, 'address') ?? '-',
    })
  }
  if (kind === 'contact') return client.sendContact(target, { ...to, contact: cardsOf(content) })
  return client.sendText(target, { ...to, text: lease.body ?? '', linkPreview: false })
}

function postFile(
  client: EvolutionClient,
  target: EvolutionTarget,
  { kind, body, media }: SendLease,
  to: JsonObject,
): Promise<Exchange> {
  const url = media?.url ?? ''
  if (kind === 'sticker') return client.sendSticker(target, { ...to, sticker: url })
  if (kind === 'audio' && media?.voice) {
    // What is Ogg/Opus already needs no conversion, and keeps its bytes.
    return client.sendVoice(target, { ...to, audio: url, encoding: media.mime_type !== 'audio/ogg' })
  }
  return client.sendMedia(target, {
    ...to,
    mediatype: kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document',
    mimetype: media?.mime_type ?? 'application/octet-stream',
    media: url,
    // The gateway tells the type by the ending of the name.
    fileName: media?.file_name ?? media?.path.split('/').at(-1) ?? 'arquivo',
    ...(body ? { caption: body } : {}),
  })
}

function cardsOf(content: JsonObject): JsonObject[] {
  return listAt(content, 'contacts')
    .filter(isObject)
    .map((contact) => {
      const phone = listAt(contact, 'phones').find((entry) => typeof entry === 'string') ?? ''
      const digits = phone.replace(/\D/g, '')
      return { fullName: textAt(contact, 'name') ?? phone, wuid: digits, phoneNumber: phone }
    })
}

function quoted(lease: SendLease, remoteJid: string): JsonObject {
  if (lease.reply_to_provider_id === null) return {}
  const participant = lease.reply_to?.participant
  const key = {
    id: lease.reply_to_provider_id,
    fromMe: lease.reply_to?.from_me === true,
    remoteJid,
    ...(participant ? { participant } : {}),
  }
  return { quoted: { key, message: { conversation: lease.reply_to?.body ?? '' } } }
}
