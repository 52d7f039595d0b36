import { uuid } from '../core/ids.ts'
import type { Persistent } from '../core/snapshot.ts'

export type ConnectionState = 'open' | 'connecting' | 'close'

export interface QrCode {
  pairingCode: string | null
  code: string
  base64: string
  count: number
}

/** A webhook as the gateway stores it: other names than on the way in. */
export interface StoredWebhook {
  id: string
  url: string
  headers: Record<string, string>
  enabled: boolean
  events: string[]
  webhookByEvents: boolean
  webhookBase64: boolean
  createdAt: string
  updatedAt: string
  instanceId: string
}

export interface Instance {
  id: string
  name: string
  token: string
  integration: string
  number: string | null
  ownerJid: string | null
  profileName: string | null
  state: ConnectionState
  disconnectionReason: number | null
  qr: QrCode | null
  webhook: StoredWebhook | null
  settings: Record<string, unknown>
  createdAt: string
  updatedAt: string
}

/** The instances of the simulated gateway. */
export class Instances implements Persistent {
  #byName = new Map<string, Instance>()
  readonly #touch: () => void

  constructor(touch: () => void) {
    this.#touch = touch
  }

  create(options: Pick<Instance, 'name' | 'token' | 'integration'> & Partial<Instance>): Instance {
    const now = new Date().toISOString()
    const instance: Instance = {
      id: uuid(),
      number: null,
      ownerJid: null,
      profileName: null,
      state: 'close',
      disconnectionReason: null,
      qr: null,
      webhook: null,
      settings: {},
      createdAt: now,
      updatedAt: now,
      ...options,
    }
    this.#byName.set(instance.name, instance)
    this.#touch()
    return instance
  }

  get(name: string): Instance | undefined {
    return this.#byName.get(name)
  }

  withToken(token: string): Instance | undefined {
    return this.list().find((instance) => instance.token === token)
  }

  list(): Instance[] {
    return [...this.#byName.values()]
  }

  update(instance: Instance, patch: Partial<Instance>): Instance {
    Object.assign(instance, patch, { updatedAt: new Date().toISOString() })
    this.#touch()
    return instance
  }

  remove(name: string): void {
    this.#byName.delete(name)
    this.#touch()
  }

  clear(): void {
    this.#byName.clear()
    this.#touch()
  }

  dump(): Instance[] {
    return this.list()
  }

  load(saved: unknown): void {
    this.#byName = new Map((saved as Instance[]).map((instance) => [instance.name, instance]))
  }
}
