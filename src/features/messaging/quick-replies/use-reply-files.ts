import { ref, shallowReactive, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { loadFiles } from '@/features/messaging/inbox'
import { useTenant } from '@/kit/clinic/context'
import { toAppError } from '@/lib/errors'
import { acceptUpload, beginReplyUpload, cancelUpload } from './api'
import { everyAbility, MAX_FILES } from './rules'
import type { QuickReplyDraft } from './types'

/** A file on its way to a quick reply, or one that could not be taken. */
export interface PendingFile {
  id: string
  name: string
  /** From 0 to 1. */
  share: number
  /** Why it was not taken, in words. */
  problem: string | null
}

/** Puts the files of a quick reply that is being written, one after the other. */
export function useReplyFiles(tenantId: string, draft: Ref<QuickReplyDraft>) {
  const { t, te, locale } = useI18n()
  const { context } = useTenant()
  const pending = ref<PendingFile[]>([])
  const controllers = shallowReactive(new Map<string, AbortController>())

  function drop(id: string): void {
    controllers.get(id)?.abort()
    controllers.delete(id)
    pending.value = pending.value.filter((file) => file.id !== id)
  }

  function patch(id: string, change: Partial<PendingFile>): void {
    pending.value = pending.value.map((file) => (file.id === id ? { ...file, ...change } : file))
  }

  async function take(id: string, file: File): Promise<void> {
    const files = await loadFiles()
    const abilities = everyAbility(Object.values(context.value?.channel_kinds ?? {}))
    const plan = files.planFile(file, abilities)
    if (plan.problem !== null) {
      patch(id, {
        problem: t(`quickReplies.files.${plan.problem}`, {
          size: files.formatBytes(file.size, locale.value),
          max: files.formatBytes(plan.maxBytes, locale.value),
        }),
      })
      return
    }
    const ready = await files.readyFile(file, plan, abilities)
    if (typeof ready === 'string') return patch(id, { problem: t('quickReplies.files.unreadable') })
    const { signal } = controllers.get(id) ?? new AbortController()
    const { mimeType, name } = ready
    const replyId = draft.value.id
    const about = { uploadId: id, kind: plan.kind, mimeType, bytes: ready.file.size, name }
    const { bucket, path, is_stored } = await beginReplyUpload(tenantId, replyId, about)
    signal.throwIfAborted()
    const onProgress = (share: number) => patch(id, { share })
    if (!is_stored) await files.put({ bucket, path, file: ready.file, mimeType, signal, onProgress })
    await acceptUpload(tenantId, id)
    signal.throwIfAborted()
    // the dialog shows another reply by now
    if (draft.value.id !== replyId) return
    draft.value.files.push({
      id,
      path: '',
      kind: plan.kind as 'image' | 'audio' | 'document',
      mime_type: mimeType,
      size: ready.file.size,
      file_name: name,
      width: ready.size.width ?? null,
      height: ready.size.height ?? null,
      seconds: null,
    })
    drop(id)
  }

  async function add(chosen: Iterable<File>): Promise<void> {
    for (const file of chosen) {
      if (draft.value.files.length + pending.value.length >= MAX_FILES) return
      const id = crypto.randomUUID()
      controllers.set(id, new AbortController())
      pending.value = [...pending.value, { id, name: file.name, share: 0, problem: null }]
      await take(id, file).catch((error: unknown) => {
        if (controllers.get(id)?.signal.aborted !== false) return
        const { code } = toAppError(error)
        patch(id, { problem: t(te(`errors.${code}`) ? `errors.${code}` : 'errors.unexpected') })
      })
    }
  }

  /** What is under way is stopped; what is not kept is removed. */
  function stop(id: string): void {
    drop(id)
    void cancelUpload(tenantId, id).catch(() => undefined)
  }

  return {
    pending,
    add,
    stop,
    clear: () => pending.value.forEach(({ id }) => stop(id)),
  }
}
