import { until } from '../../stack/support/services.ts'
import { ownStack } from '../../stack/support/stack.ts'

interface Mail {
  subject: string
  links: string[]
}

/** The first link of the mail that somebody gets. */
export async function mailedLink(to: string): Promise<string> {
  let mails: Mail[] = []
  await until(async () => {
    const answer = await fetch(`${ownStack().simulatorsUrl}/mailbox/messages?to=${encodeURIComponent(to)}`)
    mails = (await answer.json()) as Mail[]
    return mails.length > 0
  }, `No mail for ${to}`)
  const link = mails[0]?.links[0]
  if (!link) throw new Error(`The mail for ${to} has no link`)
  return link
}
