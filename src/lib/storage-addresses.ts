import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { AppError } from './errors'
import { signPaths } from './storage'

/** How long an address opens. */
const LIFE_SECONDS = 60 * 60
/** An address is not handed out for its last minutes: a video that begins must not stop. */
const USED_MS = (LIFE_SECONDS - 15 * 60) * 1_000

/** `Promise.withResolvers()` of newer browsers. */
interface PromiseWithResolvers<T> {
  promise: Promise<T>
  resolve(value: T): void
  reject(reason: unknown): void
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** The files of one private bucket, and the addresses under which they open; kept in memory only. */
export interface Addresses {
  /** What is asked for at once is signed at once. Throws AppError. */
  addressOf(path: string): Promise<string>
  /** The address of the file that is shown; `retry` asks for a new one, by itself once when it does not open. */
  useAddress(path: () => string | undefined): ShownAddress
}

/** The address of a file on the screen. */
export interface ShownAddress {
  address: Ref<string | null>
  /** Nobody says where the file is. */
  failed: Ref<boolean>
  /** It is there, but this browser does not show it. */
  unplayable: Ref<boolean>
  retry: () => void
  onBroken: () => void
}

/** The addresses of a bucket; one for all that show files of it. */
export function addressesIn(bucket: string): Addresses {
  const known = new Map<string, { address: string; until: number }>()
  let asked: Map<string, PromiseWithResolvers<string>> | null = null

  function addressOf(path: string): Promise<string> {
    const found = known.get(path)
    if (found && found.until > Date.now()) return Promise.resolve(found.address)
    if (asked === null) {
      asked = new Map()
      queueMicrotask(() => void signAsked())
    }
    const waiting = asked.get(path) ?? withResolvers<string>()
    asked.set(path, waiting)
    return waiting.promise
  }

  /** Forgets an address that did not open. */
  function forgetAddress(path: string): void {
    known.delete(path)
  }

  async function signAsked(): Promise<void> {
    const batch = asked ?? new Map<string, PromiseWithResolvers<string>>()
    asked = null
    try {
      const addresses = await signPaths(bucket, [...batch.keys()], LIFE_SECONDS)
      for (const [path, { resolve, reject }] of batch) {
        const address = addresses.get(path)
        if (address === undefined) {
          reject(new AppError('not_found'))
          continue
        }
        known.set(path, { address, until: Date.now() + USED_MS })
        resolve(address)
      }
    } catch (error) {
      for (const { reject } of batch.values()) reject(error)
    }
  }

  function useAddress(path: () => string | undefined): ShownAddress {
    const address = ref<string | null>(null)
    const failed = ref(false)
    const unplayable = ref(false)
    let renewed = false
    let isGone = false
    onScopeDispose(() => (isGone = true))

    async function ask(): Promise<void> {
      const wanted = path()
      if (wanted === undefined) return
      failed.value = false
      try {
        const found = await addressOf(wanted)
        if (!isGone && wanted === path()) address.value = found
      } catch {
        if (!isGone && wanted === path()) failed.value = true
      }
    }

    function retry(): void {
      const shown = path()
      if (shown !== undefined) forgetAddress(shown)
      address.value = null
      unplayable.value = false
      void ask()
    }

    watch(
      path,
      () => {
        renewed = false
        address.value = null
        unplayable.value = false
        void ask()
      },
      { immediate: true },
    )

    return {
      address,
      failed,
      unplayable,
      retry,
      onBroken: () => {
        if (renewed) unplayable.value = true
        else {
          renewed = true
          retry()
        }
      },
    }
  }

  return { addressOf, useAddress }
}
