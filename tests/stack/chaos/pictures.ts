import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Random } from './random.ts'
import type { Traffic } from './senders.ts'

/** A picture of a patient, when it is sent as a share of the traffic, and whether it is taken back. */
export interface Picture {
  id: string
  phone: string
  at: number
  isDeleted: boolean
}

type Control = (path: string, body: unknown) => Promise<unknown>

/** Pictures whose files the gateway has: each has to be fetched, looked at and stored while functions are killed. */
export function writePictures(random: Random, run: string, phones: readonly string[]): Picture[] {
  const each = 2
  return phones
    .flatMap((phone) =>
      Array.from({ length: each }, (_, n) => ({
        id: `${run}N${phone}N${n}`,
        phone,
        at: random.next() * 0.95,
        isDeleted: n === 0,
      })),
    )
    .sort((left, right) => left.at - right.at)
}

/** Sends them from the patients' phones; the gateway repeats what nobody took. */
export async function sendPictures(
  pictures: readonly Picture[],
  traffic: Traffic,
  control: Control,
): Promise<void> {
  const sending = pictures.map(async ({ id, phone, at, isDeleted }) => {
    const message = { provider: 'evolution', from: phone }
    while (traffic.share < at) await sleep(20)
    await control('/inbound', { ...message, type: 'image', text: `foto ${id}`, id })
    if (isDeleted) await control('/inbound', { ...message, type: 'delete', target: id })
  })
  await Promise.all(sending)
}

/** What is in the bucket and what the rows say, path by path. */
export async function mediaOf(sql: Sql, run: string) {
  const messages = await sql<{ id: string; state: string; path: string | null }[]>`
    select provider_message_id as id, media ->> 'state' as state, media ->> 'path' as path
    from public.conversation_messages where provider_message_id like ${`${run}N%`} order by 1`
  const objects = await sql<{ name: string }[]>`
    select name from storage.objects where bucket_id = 'whatsapp-media' order by name collate "C"`
  const files = await sql<{ path: string; state: string }[]>`
    select path, state from app.media_files order by path collate "C"`
  return { messages, objects: objects.map(({ name }) => name), files }
}
