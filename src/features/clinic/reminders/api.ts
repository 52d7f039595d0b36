import { rpc } from '@/lib/rpc'
import type { ReminderEntry, ReminderOutlook, ReminderSettings } from './types'

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
