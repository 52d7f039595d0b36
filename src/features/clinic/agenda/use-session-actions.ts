import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { toAppError } from '@/lib/errors'
import { toastError, toastOk } from '@/ui/toasts'
import { useErrorText } from '@/ui/use-error-text'
import { cancelSession, joinSession, leaveSession, moveSession, setAttendance, setSessionStatus } from './api'
import { agendaKeys, putSession, sessionHere } from './queries'
import { addMinutes, minutesBetween, titleOf, withStatus } from './rules'
import type { Hit, MoveOptions, Occurrence, SeriesScope, Session, SessionStatus } from './types'
import { useAgendaWords } from './use-agenda-words'

/** Why something was not done, where a person can decide about it. */
export interface Clash {
  /** In the way of one session. */
  hits: Hit[]
  /** Dates of a series that need a decision. */
  occurrences: Occurrence[]
}

/** What the refusal of a move or a booking says is in the way; null when it is another refusal. */
export function clashOf(thrown: unknown): Clash | null {
  const { code, detail } = toAppError(thrown)
  if (code !== 'time_taken' && code !== 'series_clashes') return null
  try {
    const list = JSON.parse(detail ?? '[]') as unknown[]
    return code === 'time_taken'
      ? { hits: list as Hit[], occurrences: [] }
      : { hits: [], occurrences: list as Occurrence[] }
  } catch {
    return { hits: [], occurrences: [] }
  }
}

/** How a move ended: done, or what is in its way. */
export type MoveOutcome = 'done' | 'failed' | Clash

/**
 * What is done to sessions: shown at once, put back with a sentence when the server refuses, and taken back by a person
 * as long as the message stands.
 */
export function useSessionActions(tenantId: string) {
  const { t } = useI18n()
  const client = useQueryClient()
  const textOf = useErrorText()
  const words = useAgendaWords()
  const put = (session: Session) => putSession(client, tenantId, session)

  function askAgain(): void {
    void client.invalidateQueries({ queryKey: agendaKeys.ranges(tenantId) })
    void client.invalidateQueries({ queryKey: agendaKeys.sessions(tenantId) })
  }
  const askAboutSession = (id: string) =>
    void client.invalidateQueries({ queryKey: agendaKeys.session(tenantId, id) })

  /** Puts back what was shown, and says why. */
  function refuse(thrown: unknown, before: Session): void {
    put(before)
    toastError(textOf(thrown))
    if (toAppError(thrown).code === 'changed_meanwhile') askAgain()
  }

  /** Moves; a clash is left to whoever asked. */
  async function move(session: Session, start: string, options: MoveOptions = {}): Promise<MoveOutcome> {
    const minutes = options.minutes ?? minutesBetween(session.starts_local, session.ends_local)
    const before = sessionHere(client, tenantId, session.id) ?? session
    const scope = options.scope ?? 'this'
    put({
      ...before,
      starts_local: start,
      ends_local: addMinutes(start, minutes),
      therapist_id: options.therapistId ?? before.therapist_id,
    })
    try {
      const result = await moveSession(tenantId, before, start, options)
      put(result.session)
      askAboutSession(session.id)
      if (scope === 'this') {
        const when = words.moment(result.session.starts_local)
        toastOk(
          t('agenda.moved', { name: titleOf(result.session), when }),
          () => void moveBack(result.session, before),
        )
      } else {
        toastOk(t('agenda.movedMany', { n: result.moved }, result.moved))
        askAgain()
      }
      return 'done'
    } catch (thrown) {
      const clash = clashOf(thrown)
      if (clash === null) {
        refuse(thrown, before)
        return 'failed'
      }
      put(before)
      return clash
    }
  }

  /** Where it was may be taken by now: then the server says so. */
  async function moveBack(now: Session, before: Session): Promise<void> {
    try {
      const { session } = await moveSession(tenantId, now, before.starts_local, {
        minutes: minutesBetween(before.starts_local, before.ends_local),
        therapistId: before.therapist_id,
        ...(before.squeezed_in ? { reason: before.squeezed_in.reason } : {}),
      })
      put(session)
      toastOk(t('agenda.undone'))
    } catch (thrown) {
      toastError(textOf(thrown))
      askAgain()
    }
    askAboutSession(now.id)
  }

  /** Says what became of a session, and then does what belongs to it. */
  async function setStatus(
    session: Session,
    status: SessionStatus,
    then?: () => Promise<void>,
  ): Promise<void> {
    const before = sessionHere(client, tenantId, session.id) ?? session
    put(withStatus(before, status))
    try {
      put(await setSessionStatus(tenantId, session.id, status))
      await then?.()
      toastOk(t(`agenda.said.${status}`, { name: titleOf(before) }), () => void statusBack(before))
    } catch (thrown) {
      refuse(thrown, before)
    }
    askAboutSession(session.id)
  }

  async function statusBack(before: Session): Promise<void> {
    try {
      put(await setSessionStatus(tenantId, before.id, before.status))
      toastOk(t('agenda.undone'))
    } catch (thrown) {
      toastError(textOf(thrown))
      askAgain()
    }
    askAboutSession(before.id)
  }

  /** Says what became of one person of a session. */
  async function attend(session: Session, patientId: string, status: SessionStatus): Promise<void> {
    const before = sessionHere(client, tenantId, session.id) ?? session
    const was = before.patients.find(({ patient_id }) => patient_id === patientId)
    put({
      ...before,
      patients: before.patients.map((patient) =>
        patient.patient_id === patientId ? { ...patient, status } : patient,
      ),
    })
    const back = async () => {
      if (was) put(await setAttendance(tenantId, session.id, patientId, was.status))
      toastOk(t('agenda.undone'))
    }
    try {
      put(await setAttendance(tenantId, session.id, patientId, status))
      toastOk(
        t(`agenda.said.${status}`, { name: was?.name ?? '' }),
        () => void back().catch((thrown: unknown) => toastError(textOf(thrown))),
      )
    } catch (thrown) {
      refuse(thrown, before)
    }
    askAboutSession(session.id)
  }

  /** Somebody more comes, or comes no more. */
  async function changePeople(session: Session, patientId: string, comes: boolean): Promise<void> {
    try {
      put(await (comes ? joinSession : leaveSession)(tenantId, session.id, patientId))
    } catch (thrown) {
      toastError(textOf(thrown))
    }
    askAboutSession(session.id)
  }

  /** Cancels; the way back opens again what was cancelled. */
  async function cancel(
    session: Session,
    scope: SeriesScope,
    reason: string | null,
    then?: () => Promise<void>,
  ): Promise<boolean> {
    const before = sessionHere(client, tenantId, session.id) ?? session
    put({ ...withStatus(before, 'cancelled'), cancel_reason: reason })
    try {
      const { session: now, cancelled, ids } = await cancelSession(tenantId, before, scope, reason)
      put(now)
      await then?.()
      const text =
        scope === 'this'
          ? t('agenda.cancelled', { name: titleOf(before) })
          : t('agenda.cancelledMany', { n: cancelled }, cancelled)
      toastOk(text, () => void reopen(ids.length > 0 ? ids : [now.id], before.status))
      if (scope !== 'this') askAgain()
      askAboutSession(session.id)
      return true
    } catch (thrown) {
      refuse(thrown, before)
      return false
    }
  }

  async function reopen(ids: readonly string[], status: SessionStatus): Promise<void> {
    try {
      for (const id of ids) put(await setSessionStatus(tenantId, id, ids.length === 1 ? status : 'scheduled'))
      toastOk(t('agenda.undone'))
    } catch (thrown) {
      toastError(textOf(thrown))
      askAgain()
    }
    for (const id of ids) askAboutSession(id)
  }

  return { move, setStatus, attend, changePeople, cancel, put }
}
