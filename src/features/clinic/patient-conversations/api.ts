import type { ConversationMessage } from '@/features/messaging/inbox'
import { rpc } from '@/lib/rpc'
import type { DirectionFilter, MessageStats } from './types'

/** As many messages come at once. */
export const MESSAGE_PAGE = 40

/** How much was written, since when, and in which conversations. */
export function getMessageStats(tenantId: string, patientId: string): Promise<MessageStats> {
  return rpc('patient_message_stats', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** A page of messages of all conversations of a patient, the newest first. */
export function listPatientMessages(
  tenantId: string,
  patientId: string,
  direction: DirectionFilter,
  before: ConversationMessage | null,
): Promise<ConversationMessage[]> {
  return rpc('list_patient_messages', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_direction: direction === 'all' ? null : direction,
    p_before_at: before?.occurred_at ?? null,
    p_before_id: before?.id ?? null,
    p_limit: MESSAGE_PAGE,
  })
}
