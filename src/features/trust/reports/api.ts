import { rpc } from '@/lib/rpc'
import type { Days, PeriodUnit } from '@/features/clinic/dashboard'
import type {
  HoursCounted,
  ReminderOutcome,
  ReportConversation,
  ReportSchedule,
  ReportVisit,
  ServiceReport,
} from './types'

/** What a report is asked for. */
export interface Asked {
  days: Days
  unit: PeriodUnit
  hours: HoursCounted
  personId: string | null
}

/** How people were served in a period, beside the one before. */
export function getReport(tenantId: string, { days, unit, hours, personId }: Asked): Promise<ServiceReport> {
  return rpc('get_service_report', {
    p_tenant_id: tenantId,
    p_from: days.from,
    p_to: days.to,
    p_unit: unit,
    p_hours: hours,
    p_person_id: personId,
  })
}

/** The conversations behind a number, the longest first; `after` is the last row of the page before. */
export function listConversations(
  tenantId: string,
  { days, hours, personId }: Asked,
  what: 'answers' | 'closings',
  after: ReportConversation | null,
  limit: number,
): Promise<ReportConversation[]> {
  return rpc('list_report_conversations', {
    p_tenant_id: tenantId,
    p_from: days.from,
    p_to: days.to,
    p_what: what,
    p_hours: hours,
    p_person_id: personId,
    p_limit: limit,
    p_after_minutes: after?.minutes ?? null,
    p_after_id: after?.id ?? null,
  })
}

/** The visits behind a number, the latest first. */
export function listVisits(
  tenantId: string,
  { days, personId }: Asked,
  status: ReportVisit['status'],
  reminder: ReminderOutcome | null,
  after: ReportVisit | null,
  limit: number,
): Promise<ReportVisit[]> {
  return rpc('list_report_visits', {
    p_tenant_id: tenantId,
    p_from: days.from,
    p_to: days.to,
    p_reminder: reminder,
    p_status: status,
    p_person_id: personId,
    p_limit: limit,
    p_after_at: after?.starts_at ?? null,
    p_after_id: after?.patient_id ?? null,
  })
}

/** Within how many minutes a first answer is to come. */
export function saveTarget(tenantId: string, minutes: number): Promise<number> {
  return rpc('save_report_settings', { p_tenant_id: tenantId, p_answer_target_minutes: minutes })
}

export function listSchedules(tenantId: string): Promise<ReportSchedule[]> {
  return rpc('list_report_schedules', { p_tenant_id: tenantId })
}

export function saveSchedule(
  tenantId: string,
  schedule: Pick<ReportSchedule, 'id' | 'every' | 'hours' | 'user_ids'>,
): Promise<unknown> {
  return rpc('save_report_schedule', {
    p_tenant_id: tenantId,
    p_id: schedule.id,
    p_every: schedule.every,
    p_hours: schedule.hours,
    p_user_ids: [...schedule.user_ids],
  })
}

export function deleteSchedule(tenantId: string, id: string): Promise<boolean> {
  return rpc('delete_report_schedule', { p_tenant_id: tenantId, p_id: id })
}
