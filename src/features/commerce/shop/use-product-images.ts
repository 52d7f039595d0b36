import { mediaRefusals } from '@contracts/media-refusals'
import { useI18n } from 'vue-i18n'
import { loadFiles } from '@/features/messaging/inbox'
import { requireTenantId } from '@/kit/clinic/context'
import { toAppError } from '@/lib/errors'
import { useErrorText } from '@/ui/use-error-text'
import { UploadProblem, useUploads } from '@/ui/use-uploads'
import { acceptProductImage, beginProductImage, cancelProductImage } from './api'

export const MAX_IMAGES = 10
/** What the bucket takes. */
const limit = { types: ['image/jpeg', 'image/png', 'image/webp'], bytes: 2 * 1024 * 1024 }

/** Makes chosen pictures small enough for a page of the shop and puts them, one after the other. */
export function useProductImages(
  productId: () => string,
  room: () => number,
  onPut: (id: string) => Promise<void>,
) {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const textOf = useErrorText()

  function sentence(error: unknown): string {
    const { code, detail } = toAppError(error)
    const reason = mediaRefusals.find((each) => detail?.includes(each))
    if (code === 'media_refused' && reason) return t(`media.refused.${reason}`)
    if (code === 'media_not_supported') return t('shop.images.unreadable')
    return textOf(error).sentence
  }

  const { pending, add, drop } = useUploads({
    sentence,
    room: (count) => room() > count,
    async take(id, file, { signal, onProgress }) {
      const { put, shortName, shrinkImage } = await loadFiles()
      const picture = await shrinkImage(file, file.type, limit, [1200, 800])
      if (picture === null) throw new UploadProblem(t('shop.images.unreadable'))
      const mimeType = picture.mimeType
      const about = { uploadId: id, mimeType, bytes: picture.file.size, name: shortName(file.name) }
      const { bucket, path, is_stored } = await beginProductImage(tenantId, productId(), about)
      signal.throwIfAborted()
      if (!is_stored) await put({ bucket, path, file: picture.file, mimeType, signal, onProgress })
      await acceptProductImage(tenantId, id)
      signal.throwIfAborted()
      await onPut(id)
    },
  })

  /** What is under way is stopped; what is not kept is removed. */
  function stop(id: string): void {
    drop(id)
    void cancelProductImage(tenantId, id).catch(() => undefined)
  }

  return { pending, add, stop }
}
