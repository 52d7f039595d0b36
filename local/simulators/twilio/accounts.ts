import { sid } from '../core/ids.ts'
import type { Persistent } from '../core/snapshot.ts'

/** A Twilio account with one WhatsApp sender and the addresses that the console holds. */
export interface Account {
  sid: string
  authToken: string
  number: string
  friendlyName: string
  messagingServiceSid: string
  /** Where messages from patients go; may carry connection settings in its fragment. */
  inboundUrl: string
  /** Tried once when the first address fails. */
  fallbackUrl: string | null
  /** Used for sends that name no callback of their own. */
  statusUrl: string | null
}

/** The accounts of the simulated Twilio. */
export class Accounts implements Persistent {
  #bySid = new Map<string, Account>()
  readonly #touch: () => void

  constructor(touch: () => void) {
    this.#touch = touch
  }

  /** Creates an account or changes what is given of it. */
  put(account: Pick<Account, 'sid' | 'authToken' | 'number' | 'inboundUrl'> & Partial<Account>): Account {
    const known = this.#bySid.get(account.sid)
    const next: Account = {
      friendlyName: account.sid,
      messagingServiceSid: sid('MG'),
      fallbackUrl: null,
      statusUrl: null,
      ...known,
      ...account,
    }
    this.#bySid.set(account.sid, next)
    this.#touch()
    return next
  }

  get(accountSid: string): Account | undefined {
    return this.#bySid.get(accountSid)
  }

  list(): Account[] {
    return [...this.#bySid.values()]
  }

  clear(): void {
    this.#bySid.clear()
    this.#touch()
  }

  dump(): Account[] {
    return this.list()
  }

  load(saved: unknown): void {
    this.#bySid = new Map((saved as Account[]).map((account) => [account.sid, account]))
  }
}
