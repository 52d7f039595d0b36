import { demoEvolution } from '../../../local/demo.ts'
import * as evolution from '../../../local/simulators/evolution/payloads.ts'
import type { ExpectedMessage, Story } from './model.ts'
import type { Random } from './random.ts'

const ticks = ['SERVER_ACK', 'DELIVERY_ACK', 'READ'] as const
const statusAfter = ['sent', 'sent', 'delivered', 'read'] as const

/** How often each thing happens in one conversation. */
const inbound = 19
const fromPhone = 5

/** A patient as Evolution names them: some lost their ninth digit, some hide behind a LID now and then. */
export interface EvolutionPatient {
  phone: string
  number: string
  lid?: string
}

/** One conversation through Evolution: messages of both sides, ticks, edits, deletions, reactions. */
export function evolutionStory(random: Random, url: string, patient: EvolutionPatient, run: string): Story {
  const story: Story = { webhooks: [], messages: [] }
  const start = Date.now() - 6 * 3_600_000
  const minute = 60_000
  let clock = 0

  const post = (event: string, data: unknown, at: Date) => {
    const context = { instance: demoEvolution.instance, apikey: demoEvolution.apiKey, destination: url, at }
    story.webhooks.push({
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(evolution.envelope(context, event, data)),
    })
  }

  const now = () => new Date(start + (clock += minute))

  const keyOf = (id: string, fromMe: boolean): evolution.MessageKey => {
    const { number, lid } = patient
    if (!lid || clock % (3 * minute) === 0) return evolution.keys.directKey({ id, fromMe, phone: number })
    // The first message tells both names, so that what hides later can be found.
    const style = clock === minute ? 'alt' : random.pick(['alt', 'lid-only', 'sender-pn', 'swapped'] as const)
    return evolution.keys.lidKey({ id, fromMe, phone: number, lid, style })
  }

  const write = (fromMe: boolean): { key: evolution.MessageKey; message: ExpectedMessage } => {
    const at = now()
    const id = `${run}E${patient.phone}N${story.messages.length}`
    const key = keyOf(id, fromMe)
    const body = `${fromMe ? 'clínica' : 'paciente'} ${id}`
    const content = random.once(6)
      ? evolution.media.image({ seed: id, caption: body })
      : evolution.contents.text(body)
    post('messages.upsert', evolution.data.upsert({ key, content, at, pushName: 'Paciente' }), at)
    const message: ExpectedMessage = {
      id,
      provider: 'evolution',
      phone: `+${patient.phone}`,
      direction: fromMe ? 'outbound' : 'inbound',
      body,
      status: fromMe ? 'sent' : 'received',
      emoji: null,
      edited: false,
      deleted: false,
    }
    story.messages.push(message)
    return { key, message }
  }

  const tick = ({ key, message }: ReturnType<typeof write>) => {
    const reached = random.between(0, ticks.length)
    for (const status of ticks.slice(0, reached)) {
      post('messages.update', evolution.data.update({ key, status }), now())
    }
    message.status = statusAfter[reached] ?? 'read'
  }

  const edit = ({ key, message }: ReturnType<typeof write>) => {
    for (let version = random.between(1, 2); version > 0; version -= 1) {
      message.body = `editada ${clock} ${message.id}`
      const at = now()
      post(
        'messages.edited',
        evolution.data.edited({ key, content: evolution.contents.text(message.body), at }),
        at,
      )
    }
    message.edited = true
  }

  const remove = ({ key, message }: ReturnType<typeof write>) => {
    const data = random.pick([evolution.data.deletedByOther(key), evolution.data.deletedOnBusiness(key)])
    post('messages.delete', data, now())
    message.deleted = true
  }

  const react = ({ key, message }: ReturnType<typeof write>) => {
    message.emoji = random.pick(['👍', '❤️', '🙏'])
    const at = now()
    const own = keyOf(`${run}R${message.id}`, false)
    const content = evolution.contents.reaction({ key, emoji: message.emoji })
    post('messages.upsert', evolution.data.upsert({ key: own, content, at, pushName: 'Paciente' }), at)
  }

  for (let count = 0; count < inbound + fromPhone; count += 1) {
    const fromMe = count % 5 === 4
    const written = write(fromMe)
    if (fromMe) tick(written)
    if (count % 8 === 1) edit(written)
    if (count % 10 === 2) remove(written)
    if (count % 9 === 3) react(written)
  }
  return story
}
