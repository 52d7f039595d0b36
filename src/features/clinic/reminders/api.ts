import { rpc } from '@/lib/rpc'
import type {
  CallOutcome,
  ReminderCredits,
  ReminderEffect,
  ReminderEntry,
  ReminderOutlook,
  ReminderSettings,
  SessionCall,
} from './types'

export function getReminderSettings(tenantId: string): Promise<ReminderSettings> {
  return rpc('get_session_reminder_settings', { p_tenant_id: tenantId })
}

export function saveReminderSettings(
  tenantId: string,
  settings: ReminderSettings,
): Promise<ReminderSettings> {
  return rpc('save_session_reminder_settings', {
    p_tenant_id: tenantId,
    p_settings: JSON.parse(JSON.stringify(settings)),
  })
}

/** The last reminders that fell due. */
export function listReminderLogs(
  tenantId: string,
  state: ReminderEntry['state'] | null,
): Promise<ReminderEntry[]> {
  return rpc('list_session_reminder_logs', {
    p_tenant_id: tenantId,
    p_state: state,
    p_limit: 50,
    p_offset: 0,
  })
}

/** What will become of the reminders of a day. */
export function listReminderForecast(tenantId: string, day: string): Promise<ReminderOutlook[]> {
  return rpc('list_reminder_forecast', { p_tenant_id: tenantId, p_from: day, p_to: day, p_session_id: null })
}

/** What will become of the reminders of one session. */
export function listSessionForecast(tenantId: string, sessionId: string): Promise<ReminderOutlook[]> {
  return rpc('list_reminder_forecast', {
    p_tenant_id: tenantId,
    p_from: null,
    p_to: null,
    p_session_id: sessionId,
  })
}

/** Whom to call about today and tomorrow. */
export function listSessionCalls(tenantId: string): Promise<SessionCall[]> {
  return rpc('list_session_calls', { p_tenant_id: tenantId })
}

/** Notes what somebody said on the phone, under an id of the caller's. */
export function noteSessionCall(
  tenantId: string,
  id: string,
  { session_id, patient_id }: Pick<SessionCall, 'session_id' | 'patient_id'>,
  outcome: CallOutcome,
): Promise<{ id: string }> {
  return rpc('note_session_call', {
    p_tenant_id: tenantId,
    p_id: id,
    p_session_id: session_id,
    p_patient_id: patient_id,
    p_outcome: outcome,
  })
}

/** Takes a call back. */
export function undoSessionCall(tenantId: string, id: string): Promise<{ id: string }> {
  return rpc('undo_session_call', { p_tenant_id: tenantId, p_id: id })
}

/** What tomorrow's reminders need, and what is kept for them. */
export function getReminderCredits(tenantId: string): Promise<ReminderCredits> {
  return rpc('get_reminder_credits', { p_tenant_id: tenantId })
}

/** What sessions without a reminder tell of its effect. */
export function getReminderEffect(tenantId: string): Promise<ReminderEffect> {
  return rpc('get_reminder_effect', { p_tenant_id: tenantId })
}
