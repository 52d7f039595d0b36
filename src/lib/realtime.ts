import type { NotificationChannelProvider } from '@contracts/unions'
import type { RealtimeChannel, RealtimeClient } from '@supabase/realtime-js'
import { onScopeDispose, readonly, ref, shallowRef, type Ref } from 'vue'
import { PresenceRoster } from './presence-roster'
import { auth, bearerToken, publishableKey, supabaseUrl } from './supabase'

/** How fresh the screens are: `live`, `connecting` for the first time, or `offline` while it reconnects. */
export type LiveState = 'connecting' | 'live' | 'offline'

/** A connected channel of the clinic, as broadcasts and `my_context` describe it. */
export interface ChannelEvent {
  channel: {
    id: string
    provider: NotificationChannelProvider
    family: string
    is_active: boolean
    connection_state: 'open' | 'connecting' | 'close' | 'unknown'
    phone: string | null
    last_error: string | null
  }
  /** The QR code changed: ask `get_channel_setup` again. */
  qr_changed?: boolean
}

/** Somebody has another role now; none when they are no longer an active member. */
export interface MemberEvent {
  user_id: string
  role: string | null
}

/** Broadcasts of the clinic's topic. A feature adds its own by declaration merging. */
export interface TenantEvents {
  channel: ChannelEvent
  member: MemberEvent
  /** The clinic uses other parts of the product now. */
  modules: object
}

type Listener = (payload: never) => void

const listeners = new Map<keyof TenantEvents, Set<Listener>>()
const gapListeners = new Set<(since: Date) => void>()
const state = ref<LiveState>('connecting')

/** What everybody who is on the topic says about themselves; of another program, so it is read with care. */
const present = shallowRef<readonly unknown[]>([])
const roster = new PresenceRoster()
/** The next list is the first of a connection. */
let rosterIsOld = true
let turn = 0
/** What this tab says; kept, because a new connection has to say it again. */
let ownPresence: Record<string, unknown> | null = null

let client: RealtimeClient | null = null
let channel: RealtimeChannel | null = null
let openTenantId: string | null = null
let lastLiveAt: Date | null = null

/** Joins the private topic of one clinic, leaving the one before. Opening the same clinic again does nothing. */
export function openTenantChannel(tenantId: string): void {
  if (openTenantId === tenantId) return
  closeTenantChannel()
  openTenantId = tenantId
  lastLiveAt = new Date()
  void connect(tenantId)
}

/** Leaves the topic and ends the connection, on sign-out. */
export function closeTenantChannel(): void {
  openTenantId = null
  lastLiveAt = null
  state.value = 'connecting'
  forgetPresences()
  const left = channel
  channel = null
  if (left) void client?.removeChannel(left)
}

/** What a screen uses: the state of the connection, the events, and the moment it must catch up. */
export interface TenantChannel {
  state: Readonly<Ref<LiveState>>
  /** Listens until the component goes. */
  on<Event extends keyof TenantEvents>(event: Event, listener: (payload: TenantEvents[Event]) => void): void
  /**
   * Called each time the channel becomes live, with a moment surely before the first event it missed: what
   * changed since must be fetched. The first call covers the time between opening the page and joining.
   */
  onGap(listener: (since: Date) => void): void
}

/** The one shared channel of the clinic on screen. */
export function useTenantChannel(): TenantChannel {
  return {
    state: readonly(state),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set<Listener>()
      listeners.set(event, set.add(listener as Listener))
      onScopeDispose(() => set.delete(listener as Listener))
    },
    onGap(listener) {
      gapListeners.add(listener)
      onScopeDispose(() => gapListeners.delete(listener))
    },
  }
}

/** Who else is on the clinic's topic, and what this tab says about itself: gone with its connection. */
export function useTenantPresence() {
  return {
    present: readonly(present),
    /** Says it to all who are there; null takes it back. */
    tell(own: Record<string, unknown> | null): void {
      ownPresence = own
      if (state.value === 'live') sayPresence()
    },
  }
}

/** Not worth a message when it fails: the next change, or the next connection, says it again. */
function sayPresence(): void {
  turn += 1
  const said = ownPresence === null ? channel?.untrack() : channel?.track({ ...ownPresence, turn })
  said?.catch(() => null)
}

/** The library is no part of the first load, so the page is there before it is live. What could not be fetched is tried again. */
async function connect(tenantId: string): Promise<void> {
  try {
    client ??= createClient(await import('@supabase/realtime-js'))
  } catch {
    if (openTenantId !== tenantId) return
    state.value = 'offline'
    setTimeout(() => openTenantId === tenantId && void connect(tenantId), RETRY_MS)
    return
  }
  // Somebody else may have joined meanwhile, or the person has left.
  if (openTenantId === tenantId && channel === null) join(client, tenantId)
}

function join(realtime: RealtimeClient, tenantId: string): void {
  const config = { private: true, presence: { key: crypto.randomUUID() } }
  const joined = realtime.channel(`tenant:${tenantId}`, { config })
  channel = joined
  joined
    .on('presence', { event: 'join' }, ({ key, newPresences }) => {
      if (joined === channel) roster.join(key, newPresences)
    })
    .on('presence', { event: 'leave' }, ({ key, leftPresences }) => {
      if (joined === channel) roster.leave(key, leftPresences)
    })
    .on('presence', { event: 'sync' }, () => {
      if (joined !== channel) return
      if (rosterIsOld) roster.rebuild(joined.presenceState())
      rosterIsOld = false
      present.value = roster.list()
    })
    .on('broadcast', { event: '*' }, ({ event, payload }) => {
      // What the clinic before still says while its topic is being left is not for the one on screen.
      if (joined !== channel) return
      lastLiveAt = new Date()
      const heard = listeners.get(event as keyof TenantEvents)
      heard?.forEach((listener) => listener(payload as never))
    })
    .subscribe((status) => {
      if (joined !== channel) return
      if (status === 'SUBSCRIBED') {
        becomeLive()
        if (ownPresence !== null) sayPresence()
      } else becomeOffline()
      // The server closed the topic for good (token refused, project restarted): a new join is a new channel.
      if (status === 'CLOSED') setTimeout(() => rejoin(realtime, joined, tenantId), RETRY_MS)
    })
}

function rejoin(realtime: RealtimeClient, closed: RealtimeChannel, tenantId: string): void {
  if (closed !== channel) return
  void realtime.removeChannel(closed)
  join(realtime, tenantId)
}

function becomeLive(): void {
  if (state.value === 'live') return
  state.value = 'live'
  const since = new Date((lastLiveAt ?? new Date()).getTime() - CLOCK_MARGIN_MS)
  lastLiveAt = new Date()
  gapListeners.forEach((listener) => listener(since))
}

function forgetPresences(): void {
  rosterIsOld = true
  roster.clear()
  present.value = []
}

function becomeOffline(): void {
  forgetPresences()
  if (state.value === 'live') state.value = 'offline'
}

const HEARTBEAT_MS = 15_000

const RETRY_MS = 2_000

/** The clocks of browser and server differ, and a heartbeat answers later than it was sent. */
const CLOCK_MARGIN_MS = 60_000

function createClient(library: typeof import('@supabase/realtime-js')): RealtimeClient {
  const made = new library.RealtimeClient(`${supabaseUrl.replace(/^http/, 'ws')}/realtime/v1`, {
    params: { apikey: publishableKey },
    heartbeatIntervalMs: HEARTBEAT_MS,
    heartbeatCallback: (status) => {
      if (status === 'ok' && state.value === 'live') lastLiveAt = new Date()
    },
    accessToken: bearerToken,
    reconnectAfterMs: (tries) => Math.min(500 * 2 ** (tries - 1), 10_000) * (0.75 + Math.random() / 2),
  })
  auth.onAuthStateChange((event) => {
    if (event === 'TOKEN_REFRESHED') void made.setAuth()
  })
  return made
}
