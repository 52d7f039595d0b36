import { expect, test } from 'vitest'
import { createSecretBox } from '../platform/secrets.ts'
import { scripted } from '../platform/testing.ts'
import { localEmbedders } from './knowledge/embed.ts'
import { createThinking } from './thinking.ts'

const tenantId = '11111111-1111-4111-8111-111111111111'
const secrets = createSecretBox({ k1: btoa('0'.repeat(32)) }, 'k1')
const knowledge = {
  knowledgeOf: () => Promise.resolve(null),
  search: () => Promise.resolve([]),
  keptAnswer: () => Promise.resolve(null),
  keepAnswer: () => Promise.resolve(),
}
const tools = { runTool: () => Promise.resolve({}), runProposal: () => Promise.resolve({}) }

const begun = async (sealedFor = tenantId) => ({
  turn: { id: 't1', text: 'quero marcar uma sessão' },
  settings: {
    name: 'Zélia',
    clinic_name: 'Clínica Aurora',
    now_local: '2026-11-30T10:00',
    base_url: 'https://ai.test/v1/',
    model: 'small',
    credentials: await secrets.seal({ api_key: 'sk-1' }, { tenantId: sealedFor, channelId: sealedFor }),
  },
})

function thinking(answers: Response[]) {
  const { fetch, asked } = scripted(answers)
  const think = createThinking({
    knowledge,
    embedderFor: localEmbedders,
    secrets,
    guardedFetch: fetch,
    now: () => new Date(0),
    pause: () => Promise.resolve(),
  })
  return { think, asked }
}

test('the endpoint of the clinic is asked with the clinic’s key', async () => {
  const answer = Response.json({ choices: [{ message: { content: 'Para que dia você quer marcar?' } }] })
  const { think, asked } = thinking([answer])
  expect(await think(tenantId, await begun(), tools)).toMatchObject({
    outcome: 'answer',
    text: 'Para que dia você quer marcar?',
  })
  expect(asked[0]).toMatchObject({
    url: 'https://ai.test/v1/chat/completions',
    init: { headers: { authorization: 'Bearer sk-1' } },
  })
})

test('a key that was sealed for another clinic opens nothing: a person takes over', async () => {
  const { think, asked } = thinking([])
  const other = '22222222-2222-4222-8222-222222222222'
  expect(await think(tenantId, await begun(other), tools)).toMatchObject({
    outcome: 'handoff',
    reason: 'assistant_failed',
  })
  expect(asked).toEqual([])
})
