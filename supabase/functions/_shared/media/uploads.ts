import type { MessagingService, MessagingUser } from '../messaging/database.ts'
import { ApiError } from '../platform/errors.ts'
import { sha256OfBytes } from '../platform/hash.ts'
import { cleanFileName } from './file-name.ts'
import { inspectMedia } from './inspect.ts'
import { StorageFailed, type ObjectStore } from './object-store.ts'

export interface UploadDeps {
  database: Pick<MessagingService, 'keepMediaUpload' | 'completeMediaUpload'>
  store: ObjectStore
}

/**
 * Looks at what a browser has put, and stores it among the files of its bucket; a copy is looked at as anything else. Throws 404 upload_not_found, 409
 * upload_incomplete, 422 media_refused (hint: the reason), 503 storage_unavailable. One that is stored stays as it is.
 */
export type AcceptUpload = (user: MessagingUser, tenantId: string, uploadId: string) => Promise<void>

/** The uploads of the project's storage. */
export function createUploads({ database, store }: UploadDeps): AcceptUpload {
  return async (user, tenantId, uploadId) => {
    try {
      await accept(user, tenantId, uploadId)
    } catch (error) {
      if (!(error instanceof StorageFailed)) throw error
      throw new ApiError(503, 'storage_unavailable', 'The storage does not answer. Try again in a moment.', {
        cause: error,
      })
    }
  }

  async function accept(user: MessagingUser, tenantId: string, uploadId: string): Promise<void> {
    const upload = await user.openMediaUpload(tenantId, uploadId)
    if (upload.is_stored) return
    const object = await store.in(upload.from_bucket).get(upload.upload_path, upload.max_bytes)
    if (object === null) {
      throw new ApiError(409, 'upload_incomplete', 'The file is not here yet. Put the whole file first.')
    }
    const inspected =
      object.bytes === 'too_large'
        ? ({ refused: 'too_large' } as const)
        : await inspectMedia(object.bytes, { type: upload.mime_type, name: upload.file_name })
    if ('refused' in inspected) {
      await database.completeMediaUpload(tenantId, uploadId, false)
      throw new ApiError(422, 'media_refused', 'This file cannot be sent.', { hint: inspected.refused })
    }
    const path = await database.keepMediaUpload(tenantId, uploadId, {
      mime_type: inspected.type,
      extension: inspected.extension,
      bytes: inspected.bytes.byteLength,
      sha256: sha256OfBytes(inspected.bytes),
      file_name: cleanFileName(upload.file_name, inspected.extension),
      width: inspected.width,
      height: inspected.height,
      seconds: inspected.seconds,
    })
    // Another request has stored it meanwhile, or it was cancelled, which the next step says.
    if (path === null) return
    await store.in(upload.bucket).put(path, inspected.bytes, inspected.type)
    const isWanted = await database.completeMediaUpload(tenantId, uploadId, true)
    // What stays of a failure here goes with the file itself.
    const left = [...(upload.is_copy ? [] : [upload.upload_path]), ...(isWanted ? [] : [path])]
    if (left.length > 0)
      await store
        .in(upload.bucket)
        .remove(left)
        .catch(() => undefined)
  }
}
