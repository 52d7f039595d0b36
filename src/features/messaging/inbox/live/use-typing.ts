import { inject, onScopeDispose, provide, type InjectionKey } from 'vue'
import { kindOfFamily } from '@/kit/clinic/context'
import type { TenantChannel } from '@/lib/realtime'
import { showTyping } from '../api'
import { createTypingTeller, TypingRoster, type ContactTyping } from './typing'
import './live-events'

const key: InjectionKey<TypingRoster> = Symbol('typing')

/** Hears which people write while the inbox is on screen. */
export function provideContactTyping(channel: TenantChannel): void {
  const roster = new TypingRoster()
  channel.on('typing', ({ thread_id, state }) => roster.hear(thread_id, state))
  channel.on('message', ({ thread, message }) => {
    if (message.direction === 'inbound') roster.forget(thread.id)
  })
  onScopeDispose(() => roster.clear())
  provide(key, roster)
}

/** What the person of a conversation does right now; null outside of the inbox too. */
export function useContactTyping(threadId: () => string): () => ContactTyping | null {
  const roster = inject(key, null)
  return () => roster?.of(threadId()) ?? null
}

/** Shows the person of a conversation that the clinic writes, where its channel can. */
export function useOwnTyping(tenantId: string, threadKey: () => string): (state: ContactTyping) => void {
  const tell = createTypingTeller((state) => showTyping(tenantId, threadKey(), state))
  return (state) => {
    if (kindOfFamily(threadKey().split(':')[0] ?? '')?.takes_typing) tell(state)
  }
}
