import { isObject, listAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import { isGroup, personOf, phoneOf } from './address.ts'
import { optionNames } from './message.ts'
import type { Vote, Voter } from '../provider.ts'

const mostVotes = 1000

/** The options of a vote; null when the gateway could not decrypt it. */
export function chosenOptions(vote: JsonObject): string[] | null {
  const selected = objectAt(vote, 'vote').selectedOptions
  if (!Array.isArray(selected)) return null
  const options = optionNames(objectAt(vote, 'vote'), 'selectedOptions')
  return options.length === selected.length ? options.slice(0, 100) : null
}

/** What everybody chose, from an update that brings a poll's result option by option; null when there is none. */
export function pollResults(item: JsonObject, ownJid: string | null): Vote[] | null {
  const results = listAt(item, 'pollUpdates').filter(
    (one): one is JsonObject => isObject(one) && textAt(one, 'name') !== null && Array.isArray(one.voters),
  )
  if (results.length === 0) return null
  const inGroup = isGroup(textAt(item, 'remoteJid') ?? textAt(objectAt(item, 'key'), 'remoteJid'))
  const votes = new Map<string, Vote>()
  for (const result of results) {
    for (const jid of listAt(result, 'voters')) {
      const voter = typeof jid === 'string' ? voterOf(jid, ownJid, inGroup) : null
      if (voter === null || votes.size >= mostVotes) continue
      const key = voter.author ?? voter.by
      const options = [...new Set([...(votes.get(key)?.options ?? []), textAt(result, 'name') ?? ''])]
      votes.set(key, { ...voter, options })
    }
  }
  return [...votes.values()]
}

function voterOf(jid: string, ownJid: string | null, inGroup: boolean): Voter | null {
  if (jid === 'me' || (ownJid !== null && phoneOf(jid) === phoneOf(ownJid))) return { by: 'us' }
  if (!inGroup) return { by: 'contact' }
  const author = personOf(jid)
  return author === null ? null : { by: 'contact', author }
}
