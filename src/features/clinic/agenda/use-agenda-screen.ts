import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { usePermission } from '@/kit/clinic/use-permission'
import { wallTimeOf } from '@/lib/wall-time'
import { patchAddress } from '@/ui/list/address'
import { useMedia } from '@/ui/use-media'
import { useNow } from '@/ui/use-now'
import { addressOf, patchOf, type AgendaAddress } from './address'
import type { AgendaView, CalendarLane } from './calendar/items'
import {
  agendaQuery,
  roomsQuery,
  sessionTypesQuery,
  settingsQuery,
  therapistsQuery,
  useAgendaLive,
  usePrefetchAgenda,
} from './queries'
import { dayOf, filtered, gridOf, itemOf, rangeOf, shadesOf, stepDay, titleRange } from './rules'
import type { AgendaSettings, Session } from './types'
import { useAgendaWords } from './use-agenda-words'

const DEFAULTS: Omit<AgendaSettings, 'time_zone'> = {
  grace_minutes: 3,
  week_starts_on: 'mon',
  grid_from: '07:00',
  grid_until: '20:00',
  slot_minutes: 30,
}

/** What an agenda shows: read from the address, fetched, filtered, and put into the words of the calendar. */
export function useAgendaScreen(mine: boolean) {
  const route = useRoute()
  const router = useRouter()
  const tenantId = requireTenantId()
  const { context, membership } = useTenant()
  const words = useAgendaWords()
  const phone = useMedia('(max-width: 767px)')
  const clock = useNow()
  const userId = context.value?.user.id ?? ''

  const zone = computed(() => membership.value?.time_zone)
  const now = computed(() => {
    const { date, time } = wallTimeOf(clock.value, zone.value)
    return `${date}T${time}`
  })
  const today = computed(() => dayOf(now.value))

  const address = computed(() => addressOf(route.query))
  const view = computed<AgendaView>(() => address.value.view ?? (phone.value ? 'day' : 'week'))
  const day = computed(() => address.value.day ?? today.value)
  const go = (change: Partial<AgendaAddress>, step = true) => patchAddress(router, patchOf(change), { step })

  const therapistsAnswer = useQuery(therapistsQuery(tenantId))
  const { data: rooms } = useQuery(roomsQuery(tenantId))
  const { data: types } = useQuery(sessionTypesQuery(tenantId))
  const { data: known } = useQuery(settingsQuery(tenantId))
  const settings = computed(() => known.value ?? DEFAULTS)
  const range = computed(() => rangeOf(view.value, day.value, settings.value.week_starts_on))
  const agendaAnswer = useQuery(
    computed(() => ({ ...agendaQuery(tenantId, range.value), placeholderData: keepPreviousData })),
  )
  useAgendaLive(tenantId)

  const therapists = computed(() => therapistsAnswer.data.value ?? [])
  const active = computed(() => therapists.value.filter(({ is_active }) => is_active))
  const agenda = computed(() => agendaAnswer.data.value)

  /** Who treats, and who did and still has sessions in sight. */
  const allLanes = computed<CalendarLane[]>(() => {
    const inSight = new Set((agenda.value?.sessions ?? []).map(({ therapist_id }) => therapist_id))
    return therapists.value
      .filter(({ user_id, is_active }) => (mine ? user_id === userId : is_active || inSight.has(user_id)))
      .map(({ user_id, name, color }) => ({ id: user_id, title: name, color }))
  })
  const lanes = computed(() => {
    const wanted = new Set(address.value.therapists)
    const chosen = allLanes.value.filter(({ id }) => wanted.has(id))
    return mine || chosen.length === 0 ? allLanes.value : chosen
  })
  const laneIds = computed(() => new Set(lanes.value.map(({ id }) => id)))

  const sessions = computed(() => filtered(agenda.value?.sessions ?? [], laneIds.value, address.value.room))
  const items = computed(() =>
    sessions.value.map((session) => itemOf(session, now.value, words.say, !mine && view.value === 'list')),
  )
  const isInSight = (on: string) => on >= range.value.from && on <= range.value.to
  /** A weekend in which nobody works is shown when it is asked for, or is now. */
  const keepDay = computed(() =>
    view.value === 'day' ? day.value : isInSight(today.value) ? today.value : null,
  )
  /** The day that one books on without pointing at one. */
  const bookingDay = computed(() => {
    if (view.value === 'day') return day.value
    if (isInSight(today.value)) return today.value
    const worked = (agenda.value?.working_hours ?? []).map(({ date }) => date).sort()
    return (
      worked.find((on) => on >= titleRange(view.value, day.value, settings.value.week_starts_on).from) ??
      day.value
    )
  })
  const grid = computed(() => {
    const shown = agenda.value && {
      ...agenda.value,
      sessions: sessions.value,
      working_hours: agenda.value.working_hours.filter(({ therapist_id }) => laneIds.value.has(therapist_id)),
    }
    const inView = shown && view.value === 'day' ? onlyDay(shown, day.value) : shown
    return gridOf(inView, settings.value, keepDay.value)
  })
  const shades = computed(() => (agenda.value ? shadesOf(agenda.value, [...laneIds.value], grid.value) : []))
  const holidays = computed(() =>
    Object.fromEntries((agenda.value?.holidays ?? []).map(({ day: on, name }) => [on, name])),
  )
  const notes = computed(() =>
    (agenda.value?.day_notes ?? []).filter(({ day: on }) => (view.value === 'day' ? on === day.value : true)),
  )

  const title = computed(() => {
    const { from, to } = titleRange(view.value, day.value, settings.value.week_starts_on)
    return words.range(from, to, view.value === 'month', phone.value)
  })

  const writesAll = usePermission('agenda.writeAll')
  const mayWrite = (therapistId: string | null) => writesAll.value || therapistId === userId
  const isTherapist = computed(() => active.value.some(({ user_id }) => user_id === userId))

  const prefetch = usePrefetchAgenda(tenantId)
  const prefetchStep = (step: 1 | -1) =>
    prefetch(rangeOf(view.value, stepDay(view.value, day.value, step), settings.value.week_starts_on))
  // the week that follows is the likeliest question
  watch(
    () => agendaAnswer.isFetched.value && range.value.from,
    (ready) => ready && prefetchStep(1),
  )

  const sessionOf = (id: string): Session | null =>
    agenda.value?.sessions.find((one) => one.id === id) ?? null

  return {
    tenantId,
    userId,
    words,
    phone,
    now,
    today,
    zone,
    address,
    view,
    day,
    go,
    settings,
    agenda,
    agendaAnswer,
    therapistsAnswer,
    therapists: active,
    rooms: computed(() => (rooms.value ?? []).filter(({ archived_at }) => archived_at === null)),
    types: computed(() => (types.value ?? []).filter(({ archived_at }) => archived_at === null)),
    range,
    allLanes,
    lanes,
    items,
    bookingDay,
    grid,
    shades,
    holidays,
    notes,
    title,
    mayWrite,
    writesAll,
    isTherapist,
    prefetchStep,
    sessionOf,
  }
}

/** A day alone decides how far its grid reaches. */
function onlyDay<T extends { sessions: Session[]; working_hours: { date: string }[] }>(
  agenda: T,
  day: string,
): T {
  return {
    ...agenda,
    sessions: agenda.sessions.filter(({ starts_local }) => dayOf(starts_local) === day),
    working_hours: agenda.working_hours.filter(({ date }) => date === day),
  }
}
