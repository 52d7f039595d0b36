import { AppError } from '@/lib/errors'
import { putWhole, type Upload } from '@/lib/storage'
import { beginUpload, cancelUpload } from '../api'
import type { OutboxItem } from '../compose/outbox'
import { dropFile, keptFile } from './kept-files'

/** Up to here a file goes in one request; above it goes in parts that can be resumed. */
const WHOLE_BYTES = 6 * 1024 * 1024

/** Puts the file of an unsent message where the server expects it; one that is there already is not put again. */
export async function putFileOf(
  item: OutboxItem,
  { signal, onProgress }: Pick<Upload, 'signal' | 'onProgress'>,
): Promise<void> {
  // a quick reply's file is there
  if (!item.file || item.file.storedPath !== undefined) return
  const { mimeType, uploadId } = item.file
  const { bucket, path, is_stored } = await beginUpload(item.tenantId, item.threadKey, item.file)
  signal.throwIfAborted()
  if (is_stored) return
  const file = await keptFile(uploadId)
  if (file === null) throw new AppError('upload_not_found')
  await put({ bucket, path, file, mimeType, signal, onProgress })
}

/** Puts a file where an upload begins: small ones whole, others in parts that can be resumed. */
export async function put(upload: Upload): Promise<void> {
  if (upload.file.size <= WHOLE_BYTES) return putWhole(upload)
  const { putInParts } = await import('@/lib/storage-parts')
  return putInParts(upload)
}

/** The message has left: its file is the server's. */
export async function forgetFile({ file }: Pick<OutboxItem, 'file'>): Promise<void> {
  if (file) await dropFile(file.uploadId)
}

/** A person gave the message up: nothing of its file stays, here or there. */
export async function giveUpFile({ tenantId, file }: Pick<OutboxItem, 'tenantId' | 'file'>): Promise<void> {
  if (!file || file.storedPath !== undefined) return
  await dropFile(file.uploadId)
  // what this does not reach is removed after a day
  await cancelUpload(tenantId, file.uploadId).catch(() => undefined)
}
