import { sha256Hex } from '../../platform/hash.ts'
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../platform/json.ts'
import type { ProviderName } from '../../messaging/types.ts'
import type { InboundAction, ParsedEvent } from '../provider.ts'
import { momentOf } from './moment.ts'

/** One thing that Meta told, and the account that it is about. */
export interface MetaEvent extends ParsedEvent {
  provider: ProviderName
  /** A number, page or Instagram account; or all numbers of a business account, or that with this phone. */
  account: { account_id: string } | { parent_id: string; phone: string | null }
  raw: Json
}

const templateStatuses: Record<string, 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled'> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  FLAGGED: 'approved',
  DISABLED: 'disabled',
  ARCHIVED: 'disabled',
  PENDING_DELETION: 'disabled',
  DELETED: 'disabled',
}

/** What is told of a business account of WhatsApp: its templates, its quality, what Meta forbids it. */
export function accountNews(entry: JsonObject, field: string, value: JsonObject): MetaEvent[] {
  const waba = textAt(objectAt(value, 'waba_info'), 'waba_id') ?? textAt(entry, 'id')
  if (waba === null) return []
  const phone = (textAt(value, 'display_phone_number') ?? textAt(value, 'phone_number') ?? '').replace(
    /\D/g,
    '',
  )
  const news = newsOf(field, value)
  return [
    {
      provider: 'whatsapp_cloud',
      account: { parent_id: waba, phone: phone === '' ? null : `+${phone}` },
      event_type: `whatsapp_cloud.${field}`,
      event_key: `a:${sha256Hex(JSON.stringify([entry.id ?? null, entry.time ?? null, field, value]))}`,
      actions: news ?? [],
      unparsed: news === null ? 'unknown_field' : null,
      raw: { id: entry.id ?? null, time: entry.time ?? null, field, value },
    },
  ]
}

function newsOf(field: string, value: JsonObject): InboundAction[] | null {
  switch (field) {
    case 'message_template_status_update': {
      const status = templateStatuses[textAt(value, 'event') ?? '']
      const quality = textAt(value, 'new_quality_score')
      if (status === undefined) return quality === null ? [] : [template(value, { quality })]
      const reason = textAt(value, 'reason')
      const rejection =
        textAt(objectAt(value, 'rejection_info'), 'reason') ?? (reason === 'NONE' ? null : reason)
      const category = textAt(value, 'message_template_category')?.toLowerCase()
      return [
        template(value, {
          status,
          rejection_reason: rejection,
          ...(category === undefined ? {} : { category }),
        }),
      ]
    }
    case 'message_template_quality_update': {
      const quality = textAt(value, 'new_quality_score')
      return quality === null ? [] : [template(value, { quality })]
    }
    case 'template_category_update': {
      // A change that is only announced names the present category as the new one.
      const category = 'correct_category' in value ? null : textAt(value, 'new_category')
      return category === null ? [] : [template(value, { category: category.toLowerCase() })]
    }
    case 'phone_number_quality_update': {
      const limit = textAt(value, 'max_daily_conversations_per_business')
      const quality = qualityOf(textAt(value, 'event'))
      const throughput = textAt(value, 'event') === 'THROUGHPUT_UPGRADE' ? 'HIGH' : null
      return [facts({ messaging_limit: limit, quality, throughput })]
    }
    case 'business_capability_update': {
      const limit = value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone
      const said = typeof limit === 'number' ? `TIER_${limit}` : typeof limit === 'string' ? limit : null
      return said === null ? [] : [facts({ messaging_limit: said })]
    }
    case 'account_update':
      return accountUpdate(value)
    case 'account_alerts':
    case 'account_review_update':
    case 'security':
    case 'phone_number_name_update':
      return []
    default:
      return null
  }
}

function accountUpdate(value: JsonObject): InboundAction[] {
  const event = textAt(value, 'event') ?? ''
  const gone = ['PARTNER_REMOVED', 'ACCOUNT_OFFBOARDED', 'ACCOUNT_DELETED', 'DISABLED_UPDATE']
  if (gone.includes(event)) {
    const why = textAt(objectAt(value, 'disconnection_info'), 'reason')
    const reason = why === 'PRIMARY_INACTIVITY' ? 'phone_inactive' : 'account_removed'
    return [{ type: 'connection', state: 'close', reason, phone: null }]
  }
  if (event === 'ACCOUNT_RECONNECTED') {
    return [{ type: 'connection', state: 'open', reason: null, phone: null }]
  }
  if (event === 'ACCOUNT_RESTRICTION' || event === 'ACCOUNT_VIOLATION') {
    const restrictions = listAt(value, 'restriction_info').filter(isObject)
    const named =
      textAt(restrictions[0], 'restriction_type') ??
      textAt(objectAt(value, 'violation_info'), 'violation_type')
    const until = numberAt(restrictions[0], 'expiration')
    return [
      facts({
        restriction: named ?? event,
        restricted_until: until === null ? null : momentOf(until, new Date()),
      }),
    ]
  }
  return []
}

function qualityOf(event: string | null): string | null {
  return event === 'FLAGGED' ? 'red' : event === 'UNFLAGGED' ? 'green' : null
}

function template(value: JsonObject, news: JsonObject): InboundAction {
  const id = value.message_template_id
  return { type: 'template', external_id: typeof id === 'number' ? String(id) : String(id ?? ''), ...news }
}

function facts(said: Record<string, string | null>): InboundAction {
  const known = Object.entries(said).filter(([name, value]) => value !== null || name === 'restricted_until')
  return { type: 'account', facts: Object.fromEntries(known) }
}
