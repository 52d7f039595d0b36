import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { askOffline } from '@/kit/query-client'
import { useTenantChannel } from '@/lib/realtime'
import {
  findPatients,
  getAgendaSettings,
  getSession,
  listAgenda,
  listExceptions,
  listHolidays,
  listRooms,
  listSessionTypes,
  listTherapists,
  listWorkingHours,
} from './api'
import './live-events'
import { withSession, type DayRange } from './rules'
import type { Agenda, Session, SessionDetails } from './types'

/** Every answer of the agenda stands below `all`, the drawn days below `ranges`. */
export const agendaKeys = {
  all: (tenantId: string) => ['agenda', tenantId] as const,
  ranges: (tenantId: string) => ['agenda', tenantId, 'range'] as const,
  range: (tenantId: string, { from, to }: DayRange) => ['agenda', tenantId, 'range', from, to] as const,
  session: (tenantId: string, id: string) => ['agenda', tenantId, 'session', id] as const,
  sessions: (tenantId: string) => ['agenda', tenantId, 'session'] as const,
  setup: (tenantId: string) => ['agenda', tenantId, 'setup'] as const,
  ofPatients: (tenantId: string) => ['agenda', tenantId, 'patient'] as const,
  ofPatient: (tenantId: string, patientId: string) => ['agenda', tenantId, 'patient', patientId] as const,
}

/** Live events keep it current; it is asked for again when one comes back to it. */
const FRESH_MS = 60_000

/** Some days of the agenda. */
export const agendaQuery = (tenantId: string, range: DayRange) =>
  queryOptions({
    queryKey: agendaKeys.range(tenantId, range),
    queryFn: () => listAgenda(tenantId, range.from, range.to),
    staleTime: FRESH_MS,
    ...askOffline,
  })

/** Fetches days before somebody goes there. */
export function usePrefetchAgenda(tenantId: string) {
  const client = useQueryClient()
  return (range: DayRange) => void client.prefetchQuery(agendaQuery(tenantId, range))
}

const setup = <T>(tenantId: string, what: string, queryFn: () => Promise<T>) =>
  queryOptions({
    queryKey: [...agendaKeys.setup(tenantId), what],
    queryFn,
    staleTime: 10 * FRESH_MS,
    ...askOffline,
  })

/** All therapists, those who treat no more included: their sessions stay. */
export const therapistsQuery = (tenantId: string) =>
  setup(tenantId, 'therapists', () => listTherapists(tenantId, true))

/** All rooms, archived ones included. */
export const roomsQuery = (tenantId: string) => setup(tenantId, 'rooms', () => listRooms(tenantId, true))

/** All kinds of session, archived ones included. */
export const sessionTypesQuery = (tenantId: string) =>
  setup(tenantId, 'session_types', () => listSessionTypes(tenantId, true))

export const settingsQuery = (tenantId: string) =>
  setup(tenantId, 'settings', () => getAgendaSettings(tenantId))

export const workingHoursQuery = (tenantId: string, therapistId: string) =>
  setup(tenantId, `working_hours ${therapistId}`, () => listWorkingHours(tenantId, therapistId))

export const exceptionsQuery = (tenantId: string, from: string, to: string) =>
  setup(tenantId, `exceptions ${from} ${to}`, () => listExceptions(tenantId, from, to))

export const holidaysQuery = (tenantId: string, year: number) =>
  setup(tenantId, `holidays ${year}`, () => listHolidays(tenantId, year))

/** A session with its history. */
export function useSessionDetails(tenantId: string, id: MaybeRefOrGetter<string | null>) {
  return useQuery(
    computed(() => ({
      queryKey: agendaKeys.session(tenantId, toValue(id) ?? ''),
      queryFn: () => getSession(tenantId, toValue(id) ?? ''),
      enabled: toValue(id) !== null,
      staleTime: FRESH_MS / 2,
      ...askOffline,
    })),
  )
}

/** Patients by what was typed; nothing before two letters. */
export function usePatientSearch(tenantId: string, search: MaybeRefOrGetter<string>) {
  return useQuery(
    computed(() => ({
      queryKey: ['agenda', tenantId, 'find-patients', toValue(search).trim()],
      queryFn: () => findPatients(tenantId, toValue(search).trim()),
      enabled: toValue(search).trim().length >= 2,
      staleTime: 15_000,
    })),
  )
}

/** Changes a session in every stretch of the agenda that is kept, and in its panel. */
export function putSession(client: QueryClient, tenantId: string, session: Session): void {
  client.setQueriesData<Agenda>({ queryKey: agendaKeys.ranges(tenantId) }, (agenda) =>
    agenda ? withSession(agenda, session) : agenda,
  )
  client.setQueryData<SessionDetails>(agendaKeys.session(tenantId, session.id), (details) => {
    if (!details || details.version > session.version) return details
    const known = new Map(details.patients.map((patient) => [patient.patient_id, patient]))
    const patients = session.patients.map((patient) => ({
      phone: null,
      thread_key: null,
      pronoun: null,
      ...known.get(patient.patient_id),
      ...patient,
    }))
    return { ...details, ...session, patients }
  })
}

/** A session as it is known here. */
export function sessionHere(client: QueryClient, tenantId: string, id: string): Session | null {
  for (const [, agenda] of client.getQueriesData<Agenda>({ queryKey: agendaKeys.ranges(tenantId) })) {
    const session = agenda?.sessions.find((known) => known.id === id)
    if (session) return session
  }
  return client.getQueryData<SessionDetails>(agendaKeys.session(tenantId, id)) ?? null
}

/** Keeps the agenda current while it is on screen. */
export function useAgendaLive(tenantId: string): void {
  const client = useQueryClient()
  const channel = useTenantChannel()
  const askAll = () => void client.invalidateQueries({ queryKey: agendaKeys.all(tenantId) })
  channel.on('session', ({ ids, from, to, session }) => {
    if (session) putSession(client, tenantId, session)
    else {
      void client.invalidateQueries({
        queryKey: agendaKeys.ranges(tenantId),
        predicate: ({ queryKey }) => String(queryKey[3]) <= to && String(queryKey[4]) >= from,
      })
    }
    for (const id of ids) void client.invalidateQueries({ queryKey: agendaKeys.session(tenantId, id) })
    void client.invalidateQueries({ queryKey: agendaKeys.ofPatients(tenantId) })
  })
  channel.on('agenda', ({ what }) => {
    void client.invalidateQueries({ queryKey: agendaKeys.setup(tenantId) })
    if (what !== 'settings') void client.invalidateQueries({ queryKey: agendaKeys.ranges(tenantId) })
  })
  channel.onGap(askAll)
}
