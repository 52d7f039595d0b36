import { loadFiles } from '@/features/messaging/inbox'
import type { UploadCourse } from '@/ui/use-uploads'
import { acceptUpload, beginUpload } from './api'

/** Puts a file of a patient and lets the server look at it; nobody keeps it yet. The same id goes on where it stopped. */
export async function putPatientFile(
  tenantId: string,
  patientId: string,
  { id, file, name }: { id: string; file: Blob; name: string },
  { signal, onProgress }: UploadCourse,
): Promise<void> {
  const { put, shortName, typeOf } = await loadFiles()
  const mimeType = typeOf({ type: file.type, name })
  const about = { uploadId: id, mimeType, bytes: file.size, name: shortName(name) }
  const { bucket, path, is_stored } = await beginUpload(tenantId, patientId, about)
  signal.throwIfAborted()
  if (is_stored) return
  await put({ bucket, path, file, mimeType, signal, onProgress })
  await acceptUpload(tenantId, id)
  signal.throwIfAborted()
}
