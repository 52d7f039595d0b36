import { objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import { lidOf, personOf, phoneOf } from './address.ts'
import { readContent } from './content.ts'
import { unwrap } from './message.ts'
import type { Address, Side } from '../provider.ts'

const longestQuote = 500

/**
 * What an answer quotes, as its sender's phone copied it: all there is to show when the quoted message was written before
 * the clinic was connected, or was answered from a status.
 */
export function quoteOf(context: JsonObject, address: Address, ownJid: string | null): JsonObject {
  const quoted = unwrap(objectAt(context, 'quotedMessage'))
  if (quoted.type === null) return {}
  const { kind, body } = readContent(quoted)
  const participant = textAt(context, 'participant')
  const by = sideOf(participant, address, ownJid)
  const author = by === 'us' || address.group === null ? null : personOf(participant)
  return {
    quoted: {
      kind,
      body: body === null ? null : body.slice(0, longestQuote),
      ...(by ? { by } : {}),
      ...(author ? { author } : {}),
    },
  }
}

/** Which side wrote it; null where a privacy id may be the clinic's own. */
function sideOf(participant: string | null, address: Address, ownJid: string | null): Side | null {
  const phone = phoneOf(participant)
  if (phone !== null && phone === phoneOf(ownJid)) return 'us'
  if (phone !== null) return 'contact'
  const lid = lidOf(participant)
  return lid !== null && lid === address.lid ? 'contact' : null
}
