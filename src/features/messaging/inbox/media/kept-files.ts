/** Bytes of files that wait to be sent, in this browser's own database: a reload or a lost connection loses none. */

const storeName = 'files'
/** Nobody waits for a file longer than this. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000

interface KeptFile {
  file: Blob
  at: number
}

/** Used for this visit where the browser keeps nothing. */
const memory = new Map<string, Blob>()
let opening: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('zelo.uploads', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opening
}

async function ask<Answer>(
  mode: IDBTransactionMode,
  action: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const transaction = (await open()).transaction(storeName, mode)
  const request = action(transaction.objectStore(storeName))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
}

/** Keeps a file under its upload id. */
export async function keepFile(uploadId: string, file: Blob): Promise<void> {
  memory.set(uploadId, file)
  await ask('readwrite', (store) => store.put({ file, at: Date.now() } satisfies KeptFile, uploadId)).catch(
    () => undefined,
  )
  void forgetOld().catch(() => undefined)
}

/** The file of an upload; null when it is not here any more. */
export async function keptFile(uploadId: string): Promise<Blob | null> {
  const found = memory.get(uploadId)
  if (found) return found
  const kept = await ask<KeptFile | undefined>('readonly', (store) => store.get(uploadId)).catch(
    () => undefined,
  )
  return kept?.file ?? null
}

/** Forgets the file of an upload. */
export async function dropFile(uploadId: string): Promise<void> {
  memory.delete(uploadId)
  await ask('readwrite', (store) => store.delete(uploadId)).catch(() => undefined)
}

async function forgetOld(): Promise<void> {
  const keys = await ask('readonly', (store) => store.getAllKeys())
  for (const key of keys) {
    const kept = await ask<KeptFile | undefined>('readonly', (store) => store.get(key))
    if (kept && kept.at < Date.now() - KEPT_MS) await ask('readwrite', (store) => store.delete(key))
  }
}
