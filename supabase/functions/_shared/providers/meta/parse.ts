import { isObject, listAt, textAt } from '../../platform/json.ts'
import { parseCloudEntry } from './cloud-parse.ts'
import type { MetaEvent } from './events.ts'
import { parseSocialEntry } from './social-parse.ts'

/** Everything that one webhook of Meta tells. All entries are read: they may speak of different clinics. */
export function parseMetaWebhook(body: unknown, now: Date): MetaEvent[] {
  const entries = listAt(body, 'entry').filter(isObject)
  switch (textAt(body, 'object')) {
    case 'whatsapp_business_account':
      return entries.flatMap((entry) => parseCloudEntry(entry, now))
    case 'page':
      return entries.flatMap((entry) => parseSocialEntry('messenger', entry, now))
    case 'instagram':
      return entries.flatMap((entry) => parseSocialEntry('instagram', entry, now))
    default:
      return []
  }
}
