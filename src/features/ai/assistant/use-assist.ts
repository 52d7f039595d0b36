import { onScopeDispose, ref, shallowRef } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { AppError, toAppError, type AppErrorCode } from '@/lib/errors'
import { assistPerson } from './api'
import type { AssistAnswer, AssistWish } from './types'

/** Asks the model to help with a text: what comes is shown as it comes, one call at a time, until it ends or is cancelled. */
export function useAssist() {
  const tenantId = requireTenantId()
  const running = ref(false)
  const text = ref('')
  const error = shallowRef<AppError | null>(null)
  let current: AbortController | null = null

  function cancel(): void {
    current?.abort()
  }

  /** Null when it was cancelled or failed. */
  async function run(wish: AssistWish): Promise<AssistAnswer | null> {
    cancel()
    const own = new AbortController()
    current = own
    running.value = true
    text.value = ''
    error.value = null
    try {
      for await (const { event, data } of assistPerson(tenantId, wish, own.signal)) {
        if (own.signal.aborted) return null
        if (event === 'piece') text.value += String(data['text'] ?? '')
        else if (event === 'end') return data as unknown as AssistAnswer
        else if (event === 'error') throw new AppError(data['code'] as AppErrorCode)
      }
      throw new AppError('network')
    } catch (thrown) {
      if (!own.signal.aborted) error.value = toAppError(thrown)
      return null
    } finally {
      if (current === own) {
        running.value = false
        text.value = ''
        current = null
      }
    }
  }

  onScopeDispose(cancel)
  return { run, cancel, running, text, error }
}
