import type { OutboxFile } from '../compose/outbox'
import { shortName, takes, type FilePlan, type MediaAbilities } from './file-plan'
import { keepFile } from './kept-files'
import { shrinkImage } from './shrink'

/** Why a file could not be made ready: a picture that cannot be read or made small enough, a film, a film too long. */
export type PrepareProblem = 'unreadable' | 'film' | 'filmTooLarge'

/** A chosen file as it leaves: smaller, or of another type, where the channel asks for it; else what stands in the way. */
export async function readyFile(file: File, plan: FilePlan, abilities: MediaAbilities) {
  const ready = {
    kind: plan.kind,
    file: file as Blob,
    mimeType: plan.mimeType,
    name: shortName(file.name),
    size: {} as { width?: number; height?: number },
  }
  const ability = abilities[plan.kind]
  if (plan.becomes === 'mp4') {
    const film = await toMp4(file)
    if (film === null) return 'film' as const
    const kind = kindOfFilm(film, abilities)
    if (kind === null) return 'filmTooLarge' as const
    Object.assign(ready, { kind, file: film, mimeType: film.type, name: named(ready.name, 'mp4') })
  } else if (plan.shrinks && ability) {
    const picture = await shrinkImage(file, plan.mimeType, {
      types: ability.mime_types,
      bytes: ability.max_bytes,
    })
    if (picture === null) return 'unreadable' as const
    ready.file = picture.file
    ready.size = { width: picture.width, height: picture.height }
    if (picture.mimeType !== plan.mimeType) ready.name = named(ready.name, 'jpg')
    ready.mimeType = picture.mimeType
  } else if (plan.kind === 'image') {
    const bitmap = await createImageBitmap(file).catch(() => null)
    if (bitmap) ready.size = { width: bitmap.width, height: bitmap.height }
    bitmap?.close()
  }
  return ready
}

/** Makes a chosen file ready to leave and keeps it on this device; what stands in the way where it cannot. */
export async function prepareFile(
  file: File,
  plan: FilePlan,
  abilities: MediaAbilities,
): Promise<OutboxFile | PrepareProblem> {
  const ready = await readyFile(file, plan, abilities)
  if (typeof ready === 'string') return ready
  const uploadId = crypto.randomUUID()
  await keepFile(uploadId, ready.file)
  return {
    uploadId,
    kind: ready.kind,
    mimeType: ready.mimeType,
    name: ready.name,
    bytes: ready.file.size,
    ...ready.size,
  }
}

/** A long film goes as a document, which may be larger; null where it cannot. */
function kindOfFilm({ size }: Blob, abilities: MediaAbilities): 'video' | 'document' | null {
  const kinds = ['video', 'document'] as const
  return (
    kinds.find((kind) => takes(abilities, kind, 'video/mp4') && size <= (abilities[kind]?.max_bytes ?? 0)) ??
    null
  )
}

/** What makes films is fetched with the first one. */
async function toMp4(file: Blob): Promise<Blob | null> {
  const maker = await import('./to-mp4')
  return maker.toMp4(file)
}

function named(name: string, ending: string): string {
  return `${name.replace(/\.[a-z0-9]+$/i, '')}.${ending}`
}
