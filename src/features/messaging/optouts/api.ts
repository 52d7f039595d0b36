import { rpc } from '@/lib/rpc'
import type { Optout, OptoutKeyword, OptoutPurpose, OptoutRules, OptoutSettings, PhraseEffect } from './types'

export const PAGE_SIZE = 50

export function getOptoutRules(tenantId: string): Promise<OptoutRules> {
  return rpc('get_optout_rules', { p_tenant_id: tenantId })
}

export function saveOptoutSettings(tenantId: string, settings: OptoutSettings): Promise<OptoutSettings> {
  return rpc('save_optout_settings', {
    p_tenant_id: tenantId,
    p_acknowledges: settings.acknowledges,
    p_opt_out_text: settings.opt_out_text,
    p_opt_in_text: settings.opt_in_text,
  })
}

/** Adds a word of the clinic; its id comes from here, so that a repetition changes nothing. */
export function saveOptoutKeyword(tenantId: string, id: string, word: string): Promise<OptoutKeyword> {
  return rpc('save_optout_keyword', { p_tenant_id: tenantId, p_id: id, p_word: word })
}

export function deleteOptoutKeyword(tenantId: string, id: string): Promise<boolean> {
  return rpc('delete_optout_keyword', { p_tenant_id: tenantId, p_id: id })
}

export function checkOptoutPhrase(tenantId: string, phrase: string): Promise<PhraseEffect> {
  return rpc('check_optout_phrase', { p_tenant_id: tenantId, p_phrase: phrase })
}

/** Who opted out, the newest first, from the `offset`th on. */
export function listOptouts(
  tenantId: string,
  filters: { search: string; purpose: OptoutPurpose | null },
  offset: number,
): Promise<Optout[]> {
  return rpc('list_optouts', {
    p_tenant_id: tenantId,
    p_search: filters.search,
    p_purpose: filters.purpose,
    p_limit: PAGE_SIZE,
    p_offset: offset,
  })
}

/** Notes that a person wants nothing of a purpose, or takes that back. */
export function setOptout(
  tenantId: string,
  threadKey: string,
  wish: { optedOut: boolean; purpose: OptoutPurpose; reason?: string },
): Promise<unknown> {
  return rpc('set_conversation_opt_out', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_opted_out: wish.optedOut,
    p_purpose: wish.purpose,
    p_reason: wish.reason ?? null,
  })
}

/** What the person of a conversation does not want. */
export async function listOptoutsOf(tenantId: string, threadKey: string): Promise<Pick<Optout, 'purpose'>[]> {
  return rpc('list_optouts_of', { p_tenant_id: tenantId, p_thread_key: threadKey })
}
