import { longestAgo, type When } from './clock.ts'

/**
 * Reads the stories of `stories/*.txt`:
 *
 *     == Name | phone          a conversation; `grupo <id>` for a group
 *     @ 5d 09:30               five working days ago; `@ hoje 35`: 35 minutes before now
 *     < words                  the patient; in a group `< (Name, phone) words`
 *     rita: words              a colleague; `auto:` is an automatic message
 *     ^ 👍                      the other side reacts to the message above
 *     ~ words                  its writer corrects the message above
 *     x                        its writer deletes the message above
 *     * rita etiqueta Retorno  something done to the conversation (`Deed`)
 *
 * Words may hold one thing in brackets — `[file]`, `[local latitude,longitude | name | address]`,
 * `[contato name | phone]` — or in parentheses `(modelo name | values)` and `(botão label)`; at their end `{re 2}` answers the
 * second message above, `{entregue}`, `{enviada}` or `{falhou code}` is how far it came. Times advance by themselves.
 */
export interface Story {
  name: string
  phone?: string
  group?: string
  lines: StoryLine[]
}

export type StoryLine = { when: When } & (Said | Reaction | Correction | Deletion | Deed)

/** `patient`, `auto`, or the short name of a colleague. */
type Speaker = string

export interface Said {
  type: 'said'
  by: Speaker
  /** Who of a group. */
  author?: { name: string; phone: string }
  words: string
  file?: string
  place?: { latitude: number; longitude: number; name: string; address: string }
  contact?: { name: string; phone: string }
  template?: { name: string; values: string[] }
  button?: string
  /** How many messages above the answered one is. */
  replyTo?: number
  status: string
  errorCode?: string
}

interface Reaction {
  type: 'reaction'
  emoji: string
}
interface Correction {
  type: 'correction'
  words: string
}
interface Deletion {
  type: 'deletion'
}

/** etiqueta, responsável, nota, finaliza, fixa, bloqueia, adia, agenda: what a colleague does, and with what. */
export interface Deed {
  type: 'deed'
  by: Speaker
  what: string
  about: string
}

const statuses: Record<string, string> = { entregue: 'delivered', enviada: 'sent', falhou: 'failed' }

/** The conversations of a text. A line that cannot be read is an error with its number. */
export function readStories(text: string): Story[] {
  const stories: Story[] = []
  let time: Timekeeper | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    try {
      if (line.startsWith('== ')) {
        stories.push(header(line.slice(3)))
        time = undefined
        continue
      }
      const story = stories.at(-1)
      if (!story) throw new Error('there is no conversation yet')
      if (line.startsWith('@ ')) time = new Timekeeper(line.slice(2))
      else if (time) story.lines.push(time.place(content(line)))
      else throw new Error('when?')
    } catch (error) {
      throw new Error(`line ${index + 1}: ${error instanceof Error ? error.message : error}: ${line}`, {
        cause: error,
      })
    }
  }
  for (const story of stories) markClinicsPart(story)
  return stories
}

function header(text: string): Story {
  const [name = '', address = ''] = text.split('|').map((part) => part.trim())
  const group = /^grupo (\d+)$/.exec(address)?.[1]
  if (group) return { name, group, lines: [] }
  if (!/^\d{12,13}$/.test(address)) throw new Error('a phone has twelve or thirteen digits')
  return { name, phone: address, lines: [] }
}

/** Gives each line its time: answers take a few minutes, and what one person does follows at once. */
class Timekeeper {
  readonly #day: number | undefined
  #minute: number
  #last: string | undefined

  constructor(text: string) {
    const today = /^hoje (\d+)$/.exec(text)
    const [, day, hours, minutes] = /^(\d+)d (\d\d):(\d\d)$/.exec(text) ?? []
    if (!today && !day) throw new Error('not a time')
    this.#day = today ? undefined : Number(day)
    this.#minute = today ? -Number(today[1]) : Number(hours) * 60 + Number(minutes)
    if (this.#minute < -longestAgo) throw new Error('too long ago for today')
  }

  place(content: Unplaced): StoryLine {
    const by = 'by' in content ? content.by : 'somebody'
    if (this.#last !== undefined)
      this.#minute += content.type === 'deed' ? 0.2 : by === this.#last ? 1 : by === 'patient' ? 2 : 4
    this.#last = by
    if (this.#day !== undefined) return { ...content, when: { day: this.#day, minute: this.#minute } }
    if (this.#minute >= 0) throw new Error('this would be in the future')
    return { ...content, when: { ago: -this.#minute, byClinic: false } }
  }
}

/** Of today, everything until the patient wrote after the clinic happened while it was open. */
function markClinicsPart({ lines }: Story): void {
  const last = lines.findLastIndex((line) => line.type === 'said' && line.by !== 'patient')
  if (last < 0) return
  const next = lines.findIndex((line, index) => index > last && line.type === 'said')
  for (const { when } of lines.slice(0, next < 0 ? lines.length : next))
    if ('ago' in when) when.byClinic = true
}

type Unplaced = Said | Reaction | Correction | Deletion | Deed

function content(line: string): Unplaced {
  if (line === 'x') return { type: 'deletion' }
  if (line.startsWith('^ ')) return { type: 'reaction', emoji: line.slice(2).trim() }
  if (line.startsWith('~ ')) return { type: 'correction', words: line.slice(2) }
  if (line.startsWith('* ')) {
    const [, by = '', what = '', about = ''] = /^\* (\S+) (\S+) ?(.*)$/.exec(line) ?? []
    return { type: 'deed', by, what, about }
  }
  const [, by, text] = /^(?:<|([a-z]+):) (.*)$/.exec(line) ?? []
  if (text === undefined) throw new Error('not a line of a story')
  return said(by ?? 'patient', text)
}

/** Takes what stands in brackets, parentheses and braces out of the words. */
function said(by: Speaker, text: string): Said {
  const found: Said = { type: 'said', by, words: '', status: by === 'patient' ? 'received' : 'read' }
  found.words = text
    .replace(/\{(\S+) ?([^}]*)\}$/, (_, mark: string, value: string) => {
      if (mark === 're') found.replyTo = Number(value)
      else found.status = statuses[mark] ?? fail(`{${mark}}`)
      if (mark === 'falhou') found.errorCode = value
      return ''
    })
    .replace(/\[([^\]]+)\]/, (_, inner: string) => {
      attach(found, inner)
      return ''
    })
    .replace(/^\((.+)\)\s*$|^\(([^,)]+), (\d+)\)/, (_, inner?: string, name = '', phone = '') => {
      if (inner === undefined) found.author = { name, phone }
      else press(found, inner)
      return ''
    })
    .trim()
    .replaceAll('\\n', '\n')
  return found
}

function attach(found: Said, inner: string): void {
  const [first = '', ...rest] = inner.split('|').map((part) => part.trim())
  if (first.startsWith('local ')) {
    const [latitude = 0, longitude = 0] = first.slice(6).split(',').map(Number)
    found.place = { latitude, longitude, name: rest[0] ?? '', address: rest[1] ?? '' }
  } else if (first.startsWith('contato ')) found.contact = { name: first.slice(8), phone: rest[0] ?? '' }
  else found.file = first
}

function press(found: Said, inner: string): void {
  const [first = '', ...values] = inner.split('|').map((part) => part.trim())
  if (first.startsWith('modelo ')) found.template = { name: first.slice(7), values }
  else if (first.startsWith('botão ')) found.button = first.slice(6)
  else fail(`(${first})`)
}

function fail(what: string): never {
  throw new Error(`${what} means nothing`)
}
