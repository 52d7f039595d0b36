import type { ClinicClock } from './clock.ts'
import type { DemoFile } from './files.ts'
import { colleague } from './people.ts'
import type { Deed, Said, Story, StoryLine } from './story.ts'

/** One thing that `tell.sql` does. */
export interface Step {
  at: Date
  /** E-mail of the colleague who does it. */
  by?: string
  action?: Record<string, unknown>
  template?: { name: string; variables: Record<string, string> }
  file?: Record<string, unknown>
  /** The file itself, to be stored where `tell.sql` says. */
  upload?: DemoFile
  error_code?: string
  deed?: Record<string, unknown>
  address?: Record<string, unknown>
}

type Provider = 'evolution' | 'twilio'

/** What happened, in the order in which it did: conversations of a clinic run side by side. */
export function stepsOf(
  stories: readonly Story[],
  provider: Provider,
  clock: ClinicClock,
  files: ReadonlyMap<string, DemoFile>,
): Step[] {
  const teller = new Teller(provider, clock, files)
  return stories
    .flatMap((story) => teller.tell(story))
    .map((step, index) => ({ step, index }))
    .sort((a, b) => a.step.at.getTime() - b.step.at.getTime() || a.index - b.index)
    .map(({ step }) => step)
}

class Teller {
  #count = 0
  readonly #provider: Provider
  readonly #clock: ClinicClock
  readonly #files: ReadonlyMap<string, DemoFile>

  constructor(provider: Provider, clock: ClinicClock, files: ReadonlyMap<string, DemoFile>) {
    this.#provider = provider
    this.#clock = clock
    this.#files = files
  }

  tell(story: Story): Step[] {
    const address = addressOf(story, this.#provider)
    const said: { id: string; by: 'us' | 'contact' }[] = []
    let latest = 0
    const steps = story.lines.map((line): Step => {
      // Of two lines the later one is later, also where a quiet hour has pushed them together.
      const at = new Date(Math.max(this.#clock.at(line.when).getTime(), latest + 1000))
      latest = at.getTime()
      if (line.type === 'deed') return { at, address, ...this.#deed(line) }
      if (line.type === 'said') {
        const id = `DEMO${String(++this.#count).padStart(12, '0')}`
        const reply = line.replyTo === undefined ? undefined : said.at(-line.replyTo)?.id
        said.push({ id, by: line.by === 'patient' ? 'contact' : 'us' })
        return { at, ...this.#message(line, { story, address, id, at, reply }) }
      }
      const target = said.at(-1)
      if (!target) throw new Error(`${story.name}: there is no message above`)
      return { at, action: change(line, target, at) }
    })
    const [first] = story.lines
    const [start] = steps
    if (first?.type !== 'said' || first.by === 'patient' || !start) return steps
    // Whom the clinic writes to first stands in its address book.
    const contact = { type: 'contact', address, name: story.name, name_source: 'address_book' }
    return [{ at: new Date(start.at.getTime() - 1000), action: contact }, ...steps]
  }

  #message(
    line: Said,
    about: {
      story: Story
      address: Record<string, unknown>
      id: string
      at: Date
      reply: string | undefined
    },
  ): Omit<Step, 'at'> {
    const file = line.file === undefined ? undefined : this.#files.get(line.file)
    if (line.file !== undefined && !file) throw new Error(`there is no file ${line.file}`)
    const isOurs = line.by !== 'patient'
    const isPerson = isOurs && line.by !== 'auto'
    const { story } = about
    const names = story.group
      ? { contact_name: story.name, name_source: 'group', author_name: line.author?.name ?? null }
      : { contact_name: isOurs ? null : story.name }
    return {
      ...(isPerson ? { by: colleague(line.by).email } : {}),
      ...(line.errorCode ? { error_code: line.errorCode } : {}),
      ...(file ? { file: file.kept, upload: file } : {}),
      ...(line.template
        ? {
            template: {
              name: line.template.name,
              variables: Object.fromEntries(
                line.template.values.map((value, index) => [String(index + 1), value]),
              ),
            },
          }
        : {}),
      action: {
        type: 'message',
        provider_message_id: about.id,
        from_me: isOurs,
        // What goes out by itself is nobody's answer.
        sent_via_api: line.by === 'auto',
        address: about.address,
        ...names,
        ...contentOf(line, file),
        media: file?.remote ?? null,
        reply_to_provider_id: about.reply ?? null,
        occurred_at: about.at,
        status: line.status,
      },
    }
  }

  #deed({ by, what, about }: Deed): Pick<Step, 'by' | 'deed'> {
    const doer = { by: colleague(by).email }
    if (what === 'responsável') return { ...doer, deed: { what, person: colleague(about).email } }
    if (what === 'nota') {
      const mentioned = /@([a-z]+)/.exec(about)?.[1]
      const person = mentioned === undefined ? undefined : colleague(mentioned)
      const words = person ? about.replace(`@${mentioned}`, `@${person.name}`) : about
      return { ...doer, deed: { what, about: words, person: person?.email } }
    }
    const [, days, hours, minutes, words] = /^(\d+)d (\d\d):(\d\d) ?(.*)$/.exec(about) ?? []
    if (days === undefined) return { ...doer, deed: { what, about } }
    const until = this.#clock.ahead(Number(days), Number(hours) * 60 + Number(minutes))
    return { ...doer, deed: { what, about: words, until } }
  }
}

function addressOf({ phone, group }: Story, provider: Provider): Record<string, unknown> {
  if (group !== undefined) return { group: `${group}@g.us`, raw: `${group}@g.us` }
  return { phone, raw: provider === 'twilio' ? `whatsapp:+${phone}` : `${phone}@s.whatsapp.net` }
}

function contentOf(line: Said, file: DemoFile | undefined): Record<string, unknown> {
  const { place, contact, button, words } = line
  if (place) return { kind: 'location', body: null, content: place }
  if (contact) {
    const contacts = [{ name: contact.name, phones: [`+${contact.phone}`] }]
    return { kind: 'contact', body: null, content: { name: contact.name, contacts } }
  }
  if (button)
    return {
      kind: 'button',
      body: button,
      content: { id: button.toLowerCase().replaceAll(' ', '_'), title: button },
    }
  return { kind: file?.kind ?? 'text', body: words === '' ? null : words, content: {} }
}

/** What the other side, or the writer, does to a message. */
function change(
  line: Exclude<StoryLine, Said | Deed>,
  target: { id: string; by: 'us' | 'contact' },
  at: Date,
): Record<string, unknown> {
  const about = { target_provider_id: target.id, at }
  if (line.type === 'correction') return { type: 'edit', by: target.by, body: line.words, ...about }
  if (line.type === 'deletion') return { type: 'delete', by: target.by, ...about }
  return { type: 'reaction', by: target.by === 'us' ? 'contact' : 'us', emoji: line.emoji, ...about }
}
