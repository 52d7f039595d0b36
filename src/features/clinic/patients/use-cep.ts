import { onScopeDispose, ref } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { lookUpCep } from './api'
import type { CepAnswer } from './types'

export type CepState = 'idle' | 'asking' | CepAnswer['outcome']

/**
 * Looks up the address of a CEP while the form stays in use: nothing waits for it, a later CEP replaces an earlier one,
 * and a failure of any kind only says that the address is typed.
 */
export function useCep(found: (address: NonNullable<CepAnswer['address']>) => void) {
  const tenantId = requireTenantId()
  const state = ref<CepState>('idle')
  let last = ''
  let request = new AbortController()
  onScopeDispose(() => request.abort())

  async function ask(typed: string): Promise<void> {
    const cep = typed.replace(/\D/g, '')
    if (cep === last) return
    last = cep
    request.abort()
    state.value = 'idle'
    if (cep.length !== 8) return
    request = new AbortController()
    const { signal } = request
    state.value = 'asking'
    try {
      const answer = await lookUpCep(tenantId, cep, signal)
      if (signal.aborted) return
      state.value = answer.outcome
      if (answer.address) found(answer.address)
    } catch {
      if (!signal.aborted) state.value = 'unavailable'
    }
  }

  return {
    state,
    ask,
    /** The CEP that is stored needs no answer. */
    know: (cep: string) => (last = cep.replace(/\D/g, '')),
  }
}
