import type { OutboxFile } from '../compose/outbox'
import type { FilePlan, MediaAbilities } from './file-plan'

/** A file that the clinic keeps already, with a quick reply: it goes into a message without another upload. */
export interface StoredFile {
  storedId: string
  /** Where it lies, to be looked at. */
  path: string
  kind: 'image' | 'audio' | 'document'
  name: string
  type: string
  size: number
  width?: number
  height?: number
  seconds?: number
}

/** What goes with the next message: chosen on this device, or kept by the clinic. */
export type ChosenFile = File | StoredFile

/** Whether a chosen file is one that the clinic keeps. */
export function isStored(file: ChosenFile): file is StoredFile {
  return 'storedId' in file
}

/** How a kept file leaves through a channel, as the server decides it: as what it is, else as a document. */
export function planStored(file: StoredFile, abilities: MediaAbilities): FilePlan {
  const plan = {
    kind: file.kind,
    mimeType: file.type,
    shrinks: false,
    becomes: null,
    problem: null,
    maxBytes: 0,
  }
  let limit = 0
  for (const kind of [file.kind, 'document'] as const) {
    const ability = abilities[kind]
    if (!ability?.mime_types.includes(file.type)) continue
    if (file.size <= ability.max_bytes) return { ...plan, kind }
    limit = Math.max(limit, ability.max_bytes)
  }
  return limit > 0 ? { ...plan, problem: 'too_large', maxBytes: limit } : { ...plan, problem: 'type' }
}

/** A kept file as a message takes it along. */
export function outboxFileOf(file: StoredFile, plan: FilePlan): OutboxFile {
  const { storedId, path, name, type, size, width, height, seconds } = file
  return {
    uploadId: storedId,
    storedPath: path,
    kind: plan.kind,
    mimeType: type,
    name,
    bytes: size,
    ...(width ? { width } : {}),
    ...(height ? { height } : {}),
    ...(seconds ? { seconds } : {}),
  }
}
