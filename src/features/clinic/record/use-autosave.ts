import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { toAppError, type AppError } from '@/lib/errors'
import { forgetLocally, keepLocally } from './local-drafts'
import { isBlank } from './document'
import type { Draft } from './types'

/** A moment after the last key. */
const QUIET_MS = 1_200
/** Between attempts while nothing answers. */
const RETRY_MS = 5_000

/** A copy without whatever watches the original. */
const copyOf = (draft: Draft) => JSON.parse(JSON.stringify(draft)) as Draft

/** How what is typed stands: as saved, about to be, or held back by something that the person decides. */
export type SaveState = 'saved' | 'typing' | 'saving' | 'waiting' | 'conflict' | 'locked' | 'failed'

interface AutosaveOptions {
  userId: string
  patientId: string
  entryId: string
  /** What is on the server, null for something new. */
  version: number | null
  draft: Draft
  save(version: number | null, draft: Draft, keepsVersion: boolean): Promise<{ version: number }>
}

/**
 * Saves what is typed a moment after the last key, one call at a time, and keeps it on the device until then. A version
 * of somebody else is never written over: the state is "conflict" until the person decides (`overwrite`, `adopt`).
 */
export function useAutosave({
  userId,
  patientId,
  entryId,
  version: first,
  draft: start,
  save,
}: AutosaveOptions) {
  const draft = ref<Draft>(copyOf(start))
  const version = ref(first)
  const state = ref<SaveState>('saved')
  const error = shallowRef<AppError | null>(null)
  let savedText = first === null ? '' : JSON.stringify(start)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const isDirty = () =>
    JSON.stringify(draft.value) !== savedText && !(version.value === null && isBlank(draft.value.content))

  watch(
    draft,
    () => {
      if (!isDirty()) return
      keepLocally(userId, {
        patientId,
        entryId,
        version: version.value,
        draft: draft.value,
        at: new Date().toISOString(),
      })
      if (state.value === 'conflict' || state.value === 'locked') return
      state.value = 'typing'
      later(QUIET_MS)
    },
    { deep: true },
  )

  function later(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(false), milliseconds)
  }

  /** Saves now what is not saved yet; true when all of it is. */
  async function flush(keepsVersion: boolean): Promise<boolean> {
    clearTimeout(timer)
    while (running) await running
    if (state.value === 'conflict' || state.value === 'locked') return false
    if (!isDirty() && !(keepsVersion && version.value !== null)) {
      state.value = 'saved'
      return true
    }
    running = attempt(keepsVersion).finally(() => (running = null))
    await running
    return state.value === 'saved'
  }

  async function attempt(keepsVersion: boolean): Promise<void> {
    const sent = JSON.stringify(draft.value)
    state.value = 'saving'
    try {
      const answer = await save(version.value, JSON.parse(sent) as Draft, keepsVersion)
      version.value = answer.version
      savedText = sent
      error.value = null
      if (isDirty()) {
        state.value = 'typing'
        later(QUIET_MS)
        return
      }
      state.value = 'saved'
      forgetLocally(userId, entryId)
    } catch (thrown) {
      error.value = toAppError(thrown)
      const { code } = error.value
      if (code === 'changed_meanwhile') state.value = 'conflict'
      else if (code === 'entry_locked') state.value = 'locked'
      else if (code === 'network' || code === 'service_unavailable' || code === 'timeout') {
        state.value = 'waiting'
        later(RETRY_MS)
      } else state.value = 'failed'
    }
  }

  /** The other text goes, as a version: what is on this screen is the entry. */
  async function overwrite(theirVersion: number): Promise<void> {
    version.value = theirVersion
    state.value = 'typing'
    await flush(true)
  }

  /** The other text stays: what was typed here goes. */
  function adopt(theirs: { version: number; draft: Draft }): void {
    clearTimeout(timer)
    version.value = theirs.version
    savedText = JSON.stringify(theirs.draft)
    draft.value = copyOf(theirs.draft)
    state.value = 'saved'
    error.value = null
    forgetLocally(userId, entryId)
  }

  const isUnsaved = computed(() => state.value !== 'saved')
  onScopeDispose(() => clearTimeout(timer))
  return { draft, version, state, error, isUnsaved, flush, overwrite, adopt }
}
