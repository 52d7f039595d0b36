import type { TabState } from './rules'

/** What tabs say to each other; `show` is what the leader tells one of them to. */
type TabMessage<Shown> =
  | { type: 'state'; state: TabState }
  | { type: 'gone'; id: string }
  | { type: 'ask' }
  | { type: 'show'; to: string; shown: Shown }

/** The tabs of one person and clinic in this browser, of which one leads. */
export interface Tabs<Shown> {
  readonly id: string
  /** Whether this one decides for all. */
  isLeader(): boolean
  all(): TabState[]
  tell(state: Omit<TabState, 'id'>): void
  show(to: string, shown: Shown): void
  leave(): void
}

/** Joins the tabs of a name; `onShow` is called in the tab that the leader chose. */
export function joinTabs<Shown>(name: string, onShow: (shown: Shown) => void): Tabs<Shown> {
  const id = crypto.randomUUID()
  const others = new Map<string, TabState>()
  const channel = new BroadcastChannel(name)
  const end = new AbortController()
  let own: TabState = { id, visible: false, focused: false, threadKey: null, showsList: false }
  let leads = false

  const say = (message: TabMessage<Shown>) => channel.postMessage(message)

  channel.onmessage = ({ data }: MessageEvent<TabMessage<Shown>>) => {
    if (data.type === 'state') others.set(data.state.id, data.state)
    else if (data.type === 'gone') others.delete(data.id)
    else if (data.type === 'ask') say({ type: 'state', state: own })
    else if (data.to === id) onShow(data.shown)
  }
  say({ type: 'ask' })
  lead(name, end.signal, () => (leads = true))

  function leave() {
    if (end.signal.aborted) return
    say({ type: 'gone', id })
    end.abort()
    leads = false
    channel.close()
  }
  window.addEventListener('pagehide', () => say({ type: 'gone', id }), { signal: end.signal })
  window.addEventListener('pageshow', () => say({ type: 'state', state: own }), { signal: end.signal })

  return {
    id,
    isLeader: () => leads,
    all: () => [own, ...others.values()],
    tell(state) {
      own = { id, ...state }
      say({ type: 'state', state: own })
    },
    show(to, shown) {
      if (to === id) onShow(shown)
      else say({ type: 'show', to, shown })
    },
    leave,
  }
}

/** Waits for its turn and leads until the tab goes; a browser without locks has every tab lead. */
function lead(name: string, end: AbortSignal, onLead: () => void): void {
  if (!('locks' in navigator)) return onLead()
  const held = () => {
    onLead()
    return new Promise<void>((resolve) => end.addEventListener('abort', () => resolve()))
  }
  // Aborted while it waits: the tab has gone before its turn.
  navigator.locks.request(name, { signal: end }, held).catch(() => null)
}
