import { ApiError } from '../_shared/platform/errors.ts'
import { graphErrorOf } from '../_shared/providers/meta/errors.ts'
import type { GraphClient } from '../_shared/providers/meta/graph.ts'
import type { Choice } from './choices.ts'
import { bodyOf } from './token.ts'

/** What Messenger and Instagram tell us of a page. */
const pageFields =
  'messages,messaging_postbacks,message_deliveries,message_reads,message_echoes,message_reactions,message_edits,messaging_referrals'

/** The number has a PIN that is not the one that was given. */
const pinErrors = new Set([133005, 133008, 133009])

/**
 * Has Meta tell us of a business account, and opens its number. One that stays in the phone's app is open already; its
 * contacts and what was said before are asked for instead, once and within a day.
 */
export async function openNumber(graph: GraphClient, choice: Choice, pin: string): Promise<void> {
  const { account, token, id } = choice
  bodyOf(await graph.post(`${String(account.parent_id)}/subscribed_apps`, token, {}))
  if (account.is_coexistence === true) {
    for (const sync_type of ['smb_app_state_sync', 'history']) {
      // Asked for before it is an error: what was said then stands.
      await graph.post(`${id}/smb_app_data`, token, { messaging_product: 'whatsapp', sync_type })
    }
    return
  }
  const answer = await graph.post(`${id}/register`, token, { messaging_product: 'whatsapp', pin })
  const code = answer.kind === 'answer' ? (graphErrorOf(answer.body)?.code ?? null) : null
  if (code !== null && pinErrors.has(code)) {
    throw new ApiError(
      422,
      'pin_needed',
      'This number has a PIN. Type it, or reset it in the WhatsApp Manager.',
    )
  }
  bodyOf(answer)
}

/** Has Meta tell us what people write to a page and its Instagram account. */
export async function subscribePage(graph: GraphClient, { account, token }: Choice): Promise<void> {
  bodyOf(
    await graph.post(`${String(account.parent_id)}/subscribed_apps`, token, {
      subscribed_fields: pageFields,
    }),
  )
}
