import type { Persistent } from '../core/snapshot.ts'
import { demo } from '../demo.ts'

/** A contact of a list, as the list answers it. */
export interface SimulatedContact {
  code: string
  email: string
  name: string | null
  external_code: string
  insert_date: string
  status: string
  optout: boolean
  spam: boolean
  total_clicks: string
  total_sents: string
  total_views: string
  custom_fields: Record<string, string | string[]>
}

/** What a search asks for. */
interface Search {
  search?: { field: string; operator: string; value: string }[]
  page_number?: string
  page_size?: string
}

const hour = 3_600_000

/** `YYYY-MM-DD HH:MM:SS` of Brazil, which has no summer time. */
const localTime = (at: number) => new Date(at - 3 * hour).toISOString().slice(0, 19).replace('T', ' ')

/** One account of Dinamize with its lists. It does not keep addresses unique: whoever adds twice has two contacts. */
export class DinamizeService implements Persistent {
  /** Calls of the last minute are counted where a limit is set. */
  limitPerMinute = 60
  readonly lists = [
    { code: '1', name: 'Newsletter' },
    { code: '2', name: 'Leads da clínica' },
  ]
  readonly fields = [
    { code: '4', title: 'Telefone', type: 'VC' },
    { code: '5', title: 'Empresa', type: 'VC' },
    { code: '9', title: 'Interesses', type: 'LT' },
  ]
  /** Contacts of each list by code. */
  contacts = new Map<string, Map<string, SimulatedContact>>()
  /** How often something was written. */
  writes = { add: 0, update: 0 }
  readonly #now: () => number
  readonly #touch: () => void
  #next = 123_456
  #tokens = new Map<string, { made: number; used: number }>()
  #calls: number[] = []

  constructor(touch: () => void = () => undefined, now: () => number = Date.now) {
    this.#touch = touch
    this.#now = now
  }

  /** A token, or the code of what is wrong. */
  signIn(body: Record<string, unknown>): { token: string } | { code: string } {
    if (!body.password) return { code: '240002' }
    if (!body.user) return { code: '240003' }
    if (body.client_code !== demo.dinamize.clientCode) return { code: '240029' }
    if (body.user !== demo.dinamize.user || body.password !== demo.dinamize.password)
      return { code: '240004' }
    const token = `1.${demo.dinamize.clientCode}.45.${this.#next++}+/EXAMPLE`
    this.#tokens.set(token, { made: this.#now(), used: this.#now() })
    return { token }
  }

  /** A token lives for a day, and dies after an hour without use. */
  knows(token: string | undefined): boolean {
    const found = this.#tokens.get(token ?? '')
    if (!found || this.#now() - found.made > 24 * hour || this.#now() - found.used > hour) return false
    found.used = this.#now()
    return true
  }

  /** Ends every session. */
  forgetTokens(): void {
    this.#tokens.clear()
  }

  /** Seconds to wait once more than the limit was called within a minute; null while it was not. */
  count(): number | null {
    const since = this.#now() - 60_000
    this.#calls = this.#calls.filter((at) => at > since)
    if (this.#calls.length >= this.limitPerMinute) {
      return Math.max(1, Math.ceil(((this.#calls[0] ?? since) - since) / 1000))
    }
    this.#calls.push(this.#now())
    return null
  }

  list(code: string): Map<string, SimulatedContact> | null {
    if (!this.lists.some((list) => list.code === code)) return null
    const known = this.contacts.get(code) ?? new Map<string, SimulatedContact>()
    this.contacts.set(code, known)
    return known
  }

  search(list: Map<string, SimulatedContact>, { search = [], page_number = '1', page_size = '10' }: Search) {
    const found = [...list.values()]
      .filter((contact) =>
        search.every(({ field, operator, value }) => {
          const has = String(contact[field as keyof SimulatedContact] ?? contact.custom_fields[field] ?? '')
          if (operator === '=') return has.toLowerCase() === value.toLowerCase()
          if (operator === '>=') return has >= value
          return false
        }),
      )
      .sort((a, b) => (a.insert_date + a.code).localeCompare(b.insert_date + b.code))
    const size = Math.min(Number(page_size), 10_000)
    const from = (Number(page_number) - 1) * size
    return { next: found.length > from + size, items: found.slice(from, from + size) }
  }

  add(listCode: string, fields: Partial<SimulatedContact>): SimulatedContact {
    const list = this.list(listCode)
    if (!list) throw new Error(`no list ${listCode}`)
    const contact: SimulatedContact = {
      code: String(this.#next++),
      email: '',
      name: null,
      external_code: '',
      insert_date: localTime(this.#now()),
      status: 'V',
      optout: false,
      spam: false,
      total_clicks: '0',
      total_sents: '0',
      total_views: '0',
      custom_fields: {},
      ...fields,
    }
    list.set(contact.code, contact)
    this.#touch()
    return contact
  }

  /** What is not named stays. */
  update(contact: SimulatedContact, { custom_fields, ...fields }: Partial<SimulatedContact>): void {
    Object.assign(contact, fields)
    Object.assign(contact.custom_fields, custom_fields)
    this.#touch()
  }

  seed(): void {
    if (this.contacts.size > 0) return
    for (const { at, ...contact } of demo.dinamize.contacts)
      this.add('2', {
        ...contact,
        insert_date: localTime(this.#now() - at * hour),
        custom_fields: { cmp4: contact.phone },
      })
  }

  clear(): void {
    this.contacts.clear()
    this.writes = { add: 0, update: 0 }
    this.#tokens.clear()
    this.#calls = []
  }

  dump(): unknown {
    return {
      next: this.#next,
      contacts: [...this.contacts].map(([list, contacts]) => [list, [...contacts.values()]]),
    }
  }

  load(saved: unknown): void {
    const { next, contacts } = saved as { next: number; contacts: [string, SimulatedContact[]][] }
    this.#next = next
    this.contacts = new Map(
      contacts.map(([list, items]) => [list, new Map(items.map((item) => [item.code, item]))]),
    )
  }
}
