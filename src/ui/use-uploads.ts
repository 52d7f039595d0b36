import { ref, shallowReactive, type Ref } from 'vue'

/** A file on its way to the server, or one that could not be taken. */
export interface PendingFile {
  id: string
  name: string
  /** From 0 to 1. */
  share: number
  /** Why it was not taken, in words. */
  problem: string | null
}

/** Why a file is not taken, as people read it. */
export class UploadProblem extends Error {}

/** What an upload is told while it runs. */
export interface UploadCourse {
  signal: AbortSignal
  onProgress(share: number): void
}

interface UploadsOptions {
  /** Puts one file; what it throws is the file's problem. The id is the upload's. */
  take(id: string, file: File, course: UploadCourse): Promise<void>
  /** What of an error people read. */
  sentence(error: unknown): string
  /** How many more are taken. */
  room?(pending: number): boolean
}

/** Puts chosen files, one after the other, and says how far each has come. */
export function useUploads({ take, sentence, room = () => true }: UploadsOptions) {
  const pending: Ref<PendingFile[]> = ref([])
  const controllers = shallowReactive(new Map<string, AbortController>())

  function drop(id: string): void {
    controllers.get(id)?.abort()
    controllers.delete(id)
    pending.value = pending.value.filter((file) => file.id !== id)
  }

  function patch(id: string, change: Partial<PendingFile>): void {
    pending.value = pending.value.map((file) => (file.id === id ? { ...file, ...change } : file))
  }

  async function add(chosen: Iterable<File>): Promise<void> {
    for (const file of chosen) {
      if (!room(pending.value.length)) return
      const id = crypto.randomUUID()
      const controller = new AbortController()
      controllers.set(id, controller)
      pending.value = [...pending.value, { id, name: file.name, share: 0, problem: null }]
      try {
        await take(id, file, {
          signal: controller.signal,
          onProgress: (share) => patch(id, { share }),
        })
        drop(id)
      } catch (error) {
        if (controller.signal.aborted) continue
        patch(id, { problem: error instanceof UploadProblem ? error.message : sentence(error) })
      }
    }
  }

  return { pending, add, drop }
}
