import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { toAppError } from '@/lib/errors'
import { toastError, toastOk } from '@/ui/toasts'
import type { ConversationThread } from '../types'
import { changeConversations } from './api'
import { inPieces, PIECE, sorted, undoOf, type BulkRefusal } from './bulk'
import type { BulkAction } from './types'

/** Does one thing with many conversations, a piece at a time; what was done can be taken back for ten seconds. */
export function useBulk(tenantId: string) {
  const { t } = useI18n()
  /** How far it is; null while nothing runs. */
  const progress = ref<{ done: number; total: number } | null>(null)

  /** Those before a lost connection are done, those after it are not: each says so. */
  async function apply(change: BulkAction, threads: readonly ConversationThread[]) {
    const all = { done: [] as ConversationThread[], refused: [] as BulkRefusal[] }
    for (const piece of inPieces(threads, PIECE)) {
      try {
        const keys = piece.map(({ thread_key }) => thread_key)
        const { done, refused } = sorted(piece, await changeConversations(tenantId, keys, change))
        all.done.push(...done)
        all.refused.push(...refused)
      } catch (error) {
        const { code } = toAppError(error)
        all.refused.push(...piece.map((thread) => ({ thread, code })))
      }
      if (progress.value) progress.value = { ...progress.value, done: progress.value.done + piece.length }
    }
    return all
  }

  async function takeBack(change: BulkAction, threads: readonly ConversationThread[]): Promise<void> {
    let refused = 0
    for (const step of undoOf(change, threads))
      refused += (await apply(step.change, step.threads)).refused.length
    if (refused > 0) toastError({ sentence: t('teamwork.bulk.undoPartly', refused), details: change.action })
    else toastOk(t('teamwork.bulk.undone'))
  }

  /** Answers those that did not change. */
  async function run(change: BulkAction, threads: readonly ConversationThread[]): Promise<BulkRefusal[]> {
    if (progress.value !== null) return []
    progress.value = { done: 0, total: threads.length }
    try {
      const { done, refused } = await apply(change, threads)
      if (done.length > 0) {
        const canUndo = undoOf(change, done).length > 0
        toastOk(t('teamwork.bulk.done', done.length), canUndo ? () => void takeBack(change, done) : undefined)
      }
      return refused
    } finally {
      progress.value = null
    }
  }

  return { run, progress }
}
