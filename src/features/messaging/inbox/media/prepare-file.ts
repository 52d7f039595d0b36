import type { OutboxFile } from '../compose/outbox'
import { shortName, type FilePlan, type MediaAbilities } from './file-plan'
import { keepFile } from './kept-files'
import { shrinkImage } from './shrink'

/** A chosen file as it leaves: smaller where the channel asks for it; null when it cannot be made small enough. */
export async function readyFile(file: File, plan: FilePlan, abilities: MediaAbilities) {
  const ready = {
    file: file as Blob,
    mimeType: plan.mimeType,
    name: shortName(file.name),
    size: {} as { width?: number; height?: number },
  }
  const ability = abilities[plan.kind]
  if (plan.shrinks && ability) {
    const picture = await shrinkImage(file, plan.mimeType, {
      types: ability.mime_types,
      bytes: ability.max_bytes,
    })
    if (picture === null) return null
    ready.file = picture.file
    ready.size = { width: picture.width, height: picture.height }
    if (picture.mimeType !== plan.mimeType) ready.name = ready.name.replace(/\.[a-z0-9]+$/i, '') + '.jpg'
    ready.mimeType = picture.mimeType
  } else if (plan.kind === 'image') {
    const bitmap = await createImageBitmap(file).catch(() => null)
    if (bitmap) ready.size = { width: bitmap.width, height: bitmap.height }
    bitmap?.close()
  }
  return ready
}

/** Makes a chosen file ready to leave and keeps it on this device; null when it cannot be made small enough. */
export async function prepareFile(
  file: File,
  plan: FilePlan,
  abilities: MediaAbilities,
): Promise<OutboxFile | null> {
  const ready = await readyFile(file, plan, abilities)
  if (ready === null) return null
  const uploadId = crypto.randomUUID()
  await keepFile(uploadId, ready.file)
  return {
    uploadId,
    kind: plan.kind,
    mimeType: ready.mimeType,
    name: ready.name,
    bytes: ready.file.size,
    ...ready.size,
  }
}
