import { simpleParser, type AddressObject } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { EventHub } from '../core/events.ts'
import { uuid } from '../core/ids.ts'
import type { Persistent } from '../core/snapshot.ts'

/** A mail that the product sent. */
export interface Mail {
  id: string
  to: string[]
  from: string
  subject: string
  text: string
  html: string
  /** Every address a reader could click, in the order in which they appear. */
  links: string[]
  /** Names of the files that came with it. */
  files: string[]
  date: string
}

const kept = 300

const addresses = (field: AddressObject | AddressObject[] | undefined): string[] =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap(({ address }) => address ?? [])

/** The addresses in a mail; those of the HTML part come first, with their entities resolved. */
export function linksIn(text: string, html: string): string[] {
  const hrefs = [...html.matchAll(/href\s*=\s*["']([^"']+)["']/gi)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  const plain = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map(([url]) => url)
  return [...new Set([...hrefs, ...plain])].filter((url) => /^https?:/.test(url))
}

/** Catches every mail, whoever it is for. */
export class Mailbox implements Persistent {
  #mails: Mail[] = []
  readonly #hub: EventHub
  readonly #touch: () => void

  constructor(hub: EventHub, touch: () => void) {
    this.#hub = hub
    this.#touch = touch
  }

  /** Newest first; of one recipient if named. */
  list(to?: string): Mail[] {
    const wanted = to?.toLowerCase()
    return this.#mails.filter((mail) => !wanted || mail.to.includes(wanted)).reverse()
  }

  get(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id)
  }

  add(mail: Omit<Mail, 'id'>): Mail {
    const stored = { id: uuid(), ...mail }
    this.#mails = [...this.#mails, stored].slice(-kept)
    this.#touch()
    this.#hub.publish({ type: 'mail', id: stored.id })
    return stored
  }

  clear(): void {
    this.#mails = []
    this.#touch()
  }

  dump(): Mail[] {
    return this.#mails
  }

  load(saved: unknown): void {
    this.#mails = saved as Mail[]
  }
}

/** An SMTP server without authentication that puts everything into the mailbox. */
export function smtpServer(mailbox: Mailbox, log: (line: string) => void): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData: (stream, session, done) => {
      simpleParser(stream).then(
        (parsed) => {
          const html = parsed.html || ''
          const text = parsed.text ?? ''
          const envelope = session.envelope.rcptTo.map(({ address }) => address)
          mailbox.add({
            to: [...new Set([...envelope, ...addresses(parsed.to)].map((address) => address.toLowerCase()))],
            from: addresses(parsed.from)[0] ?? '',
            subject: parsed.subject ?? '',
            text,
            html,
            links: linksIn(text, html),
            files: parsed.attachments.map(({ filename }) => filename ?? ''),
            date: (parsed.date ?? new Date()).toISOString(),
          })
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  server.on('error', (error) => log(`mailbox: ${error.message}`))
  return server
}
