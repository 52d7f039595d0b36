import type { Persistent } from './snapshot.ts'

/** The product's address at the last run: a stack may start again on other ports, with its webhooks saved. */
export class SavedAddress implements Persistent {
  readonly #current: string
  #previous: string

  constructor(current: string) {
    this.#current = current
    this.#previous = current
  }

  /** Where an address that was saved at the last run is now. */
  moved(url: string): string {
    return url.startsWith(`${this.#previous}/`) ? this.#current + url.slice(this.#previous.length) : url
  }

  dump(): string {
    return this.#current
  }

  load(saved: unknown): void {
    this.#previous = String(saved)
  }
}
