import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { loadFiles } from '@/features/messaging/inbox'
import { useTenant } from '@/kit/clinic/context'
import { formatBytes } from '@/lib/format'
import { useErrorText } from '@/ui/use-error-text'
import { UploadProblem, useUploads, type UploadCourse } from '@/ui/use-uploads'
import { acceptUpload, beginReplyUpload, cancelUpload } from './api'
import { everyAbility, MAX_FILES } from './rules'
import type { QuickReplyDraft } from './types'

/** Puts the files of a quick reply that is being written, one after the other. */
export function useReplyFiles(tenantId: string, draft: Ref<QuickReplyDraft>) {
  const { t, locale } = useI18n()
  const { context } = useTenant()
  const textOf = useErrorText()
  const { pending, add, drop } = useUploads({
    take,
    sentence: (error) => textOf(error).sentence,
    room: (count) => draft.value.files.length + count < MAX_FILES,
  })

  async function take(id: string, file: File, { signal, onProgress }: UploadCourse): Promise<void> {
    const files = await loadFiles()
    const abilities = everyAbility(Object.values(context.value?.channel_kinds ?? {}))
    const plan = files.planFile(file, abilities)
    if (plan.problem !== null) {
      const sizes = {
        size: formatBytes(file.size, locale.value),
        max: formatBytes(plan.maxBytes, locale.value),
      }
      throw new UploadProblem(t(`quickReplies.files.${plan.problem}`, sizes))
    }
    const ready = await files.readyFile(file, plan, abilities)
    if (typeof ready === 'string') throw new UploadProblem(t('quickReplies.files.unreadable'))
    const { mimeType, name } = ready
    const replyId = draft.value.id
    const about = { uploadId: id, kind: plan.kind, mimeType, bytes: ready.file.size, name }
    const { bucket, path, is_stored } = await beginReplyUpload(tenantId, replyId, about)
    signal.throwIfAborted()
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
