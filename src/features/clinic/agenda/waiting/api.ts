import { rpc } from '@/lib/rpc'
import type { FreeTime, WaitingDraft, WaitingEntry, WaitingSettings, WaitingSlot } from './types'

/** Who waits (of one patient), in their turn. */
export function listWaitingEntries(
  tenantId: string,
  patientId: string | null = null,
): Promise<WaitingEntry[]> {
  return rpc('list_waiting_entries', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Who waits and could come at a time. */
export function listWaitingMatches(tenantId: string, time: FreeTime): Promise<WaitingEntry[]> {
  return rpc('list_waiting_matches', {
    p_tenant_id: tenantId,
    p_therapist_id: time.therapist_id,
    p_start_local: time.start_local,
    p_minutes: time.minutes,
  })
}

/** Times on offer with whom they were offered to. */
export function listWaitingSlots(tenantId: string): Promise<WaitingSlot[]> {
  return rpc('list_waiting_slots', { p_tenant_id: tenantId })
}

export function saveWaitingEntry(tenantId: string, id: string, entry: WaitingDraft): Promise<WaitingEntry> {
  return rpc('save_waiting_entry', { p_tenant_id: tenantId, p_id: id, p_entry: { ...entry } })
}

/** Takes somebody off the list, or back onto it. */
export function removeWaitingEntry(tenantId: string, id: string, removed = true): Promise<WaitingEntry> {
  return rpc('remove_waiting_entry', { p_tenant_id: tenantId, p_id: id, p_removed: removed })
}

/** Offers a time by hand: one that is on offer already, or another one. */
export function offerWaitingSlot(
  tenantId: string,
  slot: { id: string } | FreeTime,
  entryIds: string[],
): Promise<{ id: string }> {
  return rpc('offer_waiting_slot', { p_tenant_id: tenantId, p_slot: { ...slot }, p_entry_ids: entryIds })
}

export function withdrawWaitingOffer(tenantId: string, id: string): Promise<void> {
  return rpc('withdraw_waiting_offer', { p_tenant_id: tenantId, p_id: id })
}

export function endWaitingSlot(tenantId: string, id: string): Promise<void> {
  return rpc('end_waiting_slot', { p_tenant_id: tenantId, p_id: id })
}

/** What the person of an offer said to the desk. */
export function answerWaitingOffer(
  tenantId: string,
  id: string,
  yes: boolean,
): Promise<{ state: string; session_id: string | null }> {
  return rpc('answer_waiting_offer', { p_tenant_id: tenantId, p_id: id, p_yes: yes })
}

export function getWaitingSettings(tenantId: string): Promise<WaitingSettings> {
  return rpc('get_waiting_settings', { p_tenant_id: tenantId })
}

/** Refuses everybody but owner, admin and supervisor. */
export function saveWaitingSettings(
  tenantId: string,
  settings: Partial<WaitingSettings>,
): Promise<WaitingSettings> {
  return rpc('save_waiting_settings', { p_tenant_id: tenantId, p_settings: { ...settings } })
}
