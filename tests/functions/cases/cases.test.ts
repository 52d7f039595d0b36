import { beforeEach, describe, expect, test } from 'vitest'
import { casesOf, createCaseRunner, evolutionCase, twilioCase, type Kept } from '../support/cases.ts'
import { contentOutcomes } from './content.ts'
import { identityOutcomes } from './identity.ts'

/**
 * Replays the inputs in the folder of `ZELO_CASES`. Each has a stated outcome in `content.ts` or `identity.ts`; one
 * that has none yet must at least leave something and end the same when it is posted twice.
 */
const outcomes = { ...contentOutcomes, ...identityOutcomes }

const names = { evolution: casesOf('evolution'), twilio: casesOf('twilio') }
if (names.evolution.length === 0) process.stderr.write('\nCases are NOT replayed: ZELO_CASES names none.\n')

const runner = await createCaseRunner()
beforeEach(() => runner.clear())

/** What a person could see of it, without the moments at which rows were written. */
function visible({ threads, messages }: Kept) {
  return {
    threads: threads.map((thread) => ({ ...thread, updated_at: null })),
    messages,
  }
}

async function replay(name: string, post: () => Promise<Kept>) {
  const first = await post()
  await outcomes[name]?.(first)
  expect(first.threads.length).toBeGreaterThan(0)
  const second = await post()
  expect(visible(second)).toEqual(visible(first))
}

describe.runIf(names.evolution.length > 0)('Evolution', () => {
  test.each(names.evolution)('%s', (name) =>
    replay(`evolution/${name}`, () => runner.postEvolution(evolutionCase(name))),
  )
})

describe.runIf(names.twilio.length > 0)('Twilio', () => {
  test.each(names.twilio)('%s', (name) => replay(`twilio/${name}`, () => runner.postTwilio(twilioCase(name))))
})
