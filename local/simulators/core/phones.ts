import { phoneKey } from './br-phone.ts'
import type { EventHub } from './events.ts'
import type { Persistent } from './snapshot.ts'

/** Kinds of message a phone can show. */
export type MessageKind =
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'button'
  | 'list'
  | 'other'

export type MessageStatus = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** One message as the patient's phone shows it, with what the provider keeps of it. */
export interface PhoneMessage {
  id: string
  provider: 'evolution' | 'twilio' | 'whatsapp_cloud' | 'messenger' | 'instagram'
  /** Evolution instance, Twilio account SID, or the id of an account of Meta. */
  account: string
  /** One key a person; a group keeps its JID. */
  phone: string
  /** The address as the provider reports it. */
  address: string
  from: 'patient' | 'clinic'
  /** Who of a group wrote it. */
  author?: string
  kind: MessageKind
  /** A video that plays over and over without sound. */
  gif?: true
  text: string
  mediaId?: string
  status: MessageStatus
  error?: string
  replyTo?: string
  reactions: Partial<Record<'patient' | 'clinic', string>>
  /** Answers to press below it. */
  choices?: { id: string; title: string; description?: string }[]
  /** They are rows of a list, not buttons. */
  isList?: true
  edited?: true
  deleted?: true
  at: string
  /** The provider's own record: a Baileys row or a Twilio resource. */
  wire: Record<string, unknown>
}

/** A person known to the simulators. */
export interface Person {
  phone: string
  name: string
  /** WhatsApp privacy id, for people whose number is hidden. */
  lid?: string
  /** Id of the file that is their profile picture. */
  picture?: string
  /** The address this person last wrote from, per provider. */
  addresses: Record<string, string>
}

interface Saved {
  messages: PhoneMessage[]
  people: Person[]
}

const kept = 20_000
const savedMessages = 1_000

/** What every patient's phone has sent and received. */
export class Phones implements Persistent {
  #messages = new Map<string, PhoneMessage>()
  #people = new Map<string, Person>()
  readonly #hub: EventHub
  readonly #touch: () => void

  constructor(hub: EventHub, touch: () => void) {
    this.#hub = hub
    this.#touch = touch
  }

  /** The key of a person or group behind any spelling of an address. */
  key(address: string): string {
    if (address.endsWith('@g.us') || address.endsWith('@broadcast')) return address
    if (address.endsWith('@lid')) {
      for (const person of this.#people.values()) if (person.lid === address) return person.phone
      return address
    }
    return phoneKey(address)
  }

  add(message: PhoneMessage): PhoneMessage {
    this.#messages.set(message.id, message)
    if (this.#messages.size > kept) this.#messages.delete(this.#messages.keys().next().value ?? '')
    this.#changed(message)
    return message
  }

  get(id: string): PhoneMessage | undefined {
    return this.#messages.get(id)
  }

  update(id: string, patch: Partial<PhoneMessage>): PhoneMessage | undefined {
    const message = this.#messages.get(id)
    if (!message) return undefined
    Object.assign(message, patch)
    this.#changed(message)
    return message
  }

  /** Messages in the order in which they happened here. */
  list(filter: Partial<Pick<PhoneMessage, 'provider' | 'account' | 'phone' | 'from'>>): PhoneMessage[] {
    const wanted = Object.entries(filter) as [keyof typeof filter, string][]
    return [...this.#messages.values()].filter((message) =>
      wanted.every(([name, value]) => message[name] === value),
    )
  }

  person(address: string): Person | undefined {
    return this.#people.get(this.key(address))
  }

  people(): Person[] {
    return [...this.#people.values()]
  }

  /** Learns or updates a person. */
  meet(person: {
    phone: string
    name?: string
    lid?: string
    picture?: string
    provider?: string
    address?: string
  }): Person {
    const phone = this.key(person.phone)
    const known = this.#people.get(phone) ?? { phone, name: person.name ?? '', addresses: {} }
    if (person.name) known.name = person.name
    if (person.lid) known.lid = person.lid
    if (person.picture) known.picture = person.picture
    if (person.provider && person.address) known.addresses[person.provider] = person.address
    this.#people.set(phone, known)
    this.#touch()
    return known
  }

  clear(): void {
    this.#messages.clear()
    this.#people.clear()
    this.#touch()
  }

  dump(): Saved {
    return { messages: [...this.#messages.values()].slice(-savedMessages), people: this.people() }
  }

  load(saved: unknown): void {
    const { messages, people } = saved as Saved
    this.#messages = new Map(messages.map((message) => [message.id, message]))
    this.#people = new Map(people.map((person) => [person.phone, person]))
  }

  #changed({ provider, account, phone, id }: PhoneMessage): void {
    this.#touch()
    this.#hub.publish({ type: 'message', provider, account, phone, id })
  }
}
