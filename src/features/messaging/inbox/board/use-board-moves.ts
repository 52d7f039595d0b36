import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { dismissToast, toastError, toastOk } from '@/ui/toasts'
import { useErrorText } from '@/ui/use-error-text'
import { moveConversation } from '../api'
import type { CacheWriter } from '../live/cache-writer'
import { inboxKeys } from '../queries'
import { columnOf } from '../rules'
import type { BoardColumnKey, BoardCounts, ConversationThread } from '../types'
import { MoveLine } from './move-line'
import { movedTo, shiftCounts } from './board-rules'

interface BoardMovesOptions {
  tenantId: string
  writer: CacheWriter
  nameOf: (column: BoardColumnKey) => string
}

/** Moves cards: at once on the screen, then on the server; for ten seconds that can be taken back. */
export function useBoardMoves({ tenantId, writer, nameOf }: BoardMovesOptions) {
  const { t } = useI18n()
  const client = useQueryClient()
  const textOf = useErrorText()
  const line = new MoveLine<ConversationThread, BoardColumnKey>((thread, column) =>
    moveConversation(tenantId, thread.thread_key, column),
  )

  function shift(from: BoardColumnKey, to: BoardColumnKey): void {
    client.setQueriesData<BoardCounts>(
      { queryKey: inboxKeys.allColumnCounts(tenantId) },
      (counts) => counts && shiftCounts(counts, from, to),
    )
  }

  async function put(thread: ConversationThread, to: BoardColumnKey, isUndo: boolean): Promise<void> {
    const from = columnOf(thread)
    if (from === to) return
    let latest = movedTo(thread, to)
    writer.putThread(latest)
    shift(from, to)
    const toast = isUndo
      ? null
      : toastOk(t('board.moved', { column: nameOf(to) }), () => void put(latest, from, true))
    const outcome = await line.move(thread, to)
    latest = outcome.known
    // a later move of the same card is on the screen already
    if (outcome.isLast) writer.putThread(outcome.known)
    if (outcome.error === undefined) return
    if (toast !== null) dismissToast(toast)
    if (outcome.isLast) shift(to, columnOf(outcome.known))
    toastError(textOf(outcome.error))
  }

  return { move: (thread: ConversationThread, to: BoardColumnKey) => put(thread, to, false) }
}
