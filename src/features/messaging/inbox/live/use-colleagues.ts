import { computed, inject, onScopeDispose, provide, ref, watch, type InjectionKey } from 'vue'
import { useTenantPresence } from '@/lib/realtime'
import { colleaguesByThread, type Colleague, type Whereabouts } from './colleagues'

/** So long after the last key somebody still counts as writing. */
const TYPING_MS = 5_000
/** Who walks through the list with J and K is nowhere until they stop, and a change is told once. */
const SETTLE_MS = 300

/** Who else is where in the inbox, and what they are told about this tab. */
interface Colleagues {
  inThread(threadId: string): readonly Colleague[]
  /** Somebody pressed a key in the composer, or emptied it. */
  write(isWriting: boolean): void
}

/** The latest screen speaks for this tab; one that is on its way out says nothing more. */
let speaker: symbol | null = null

const key: InjectionKey<Colleagues> = Symbol('colleagues')

/** Tells the clinic which conversation this tab shows while somebody can see it. Provided by the page. */
export function provideColleagues(userId: string, threadId: () => string | null): void {
  const { present, tell: say } = useTenantPresence()
  const self = Symbol('speaker')
  speaker = self
  const tell = (own: Record<string, unknown> | null) => void (speaker === self && say(own))
  const byThread = computed(() => colleaguesByThread(present.value, userId))
  const isTyping = ref(false)
  const isSeen = ref(document.visibilityState === 'visible')
  let typingEnds: ReturnType<typeof setTimeout> | undefined
  let telling: ReturnType<typeof setTimeout> | undefined

  const own = computed<Whereabouts | null>(() => {
    const thread = threadId()
    if (thread === null || !isSeen.value) return null
    return { user_id: userId, thread_id: thread, is_typing: isTyping.value }
  })

  function write(isWriting: boolean) {
    clearTimeout(typingEnds)
    isTyping.value = isWriting
    if (isWriting) typingEnds = setTimeout(() => (isTyping.value = false), TYPING_MS)
  }

  function see() {
    isSeen.value = document.visibilityState === 'visible'
  }

  watch(threadId, () => write(false), { flush: 'sync' })
  watch(
    own,
    (now) => {
      clearTimeout(telling)
      telling = setTimeout(() => tell(now && { ...now }), SETTLE_MS)
    },
    { immediate: true },
  )
  document.addEventListener('visibilitychange', see)
  onScopeDispose(() => {
    clearTimeout(typingEnds)
    clearTimeout(telling)
    document.removeEventListener('visibilitychange', see)
    tell(null)
  })
  provide(key, { inThread: (id) => byThread.value.get(id) ?? [], write })
}

/** Who else is where. */
export function useColleagues(): Colleagues {
  const colleagues = inject(key)
  if (!colleagues) throw new Error('useColleagues() works inside of the inbox only')
  return colleagues
}
