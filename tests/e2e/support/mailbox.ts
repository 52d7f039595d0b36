import { until } from '../../stack/support/services.ts'
import { ownStack } from '../../stack/support/stack.ts'

interface Mail {
  subject: string
  links: string[]
  files: string[]
}

/** The latest mail that somebody gets. */
export async function mailTo(to: string): Promise<Mail> {
  let mails: Mail[] = []
  await until(async () => {
    const answer = await fetch(`${ownStack().simulatorsUrl}/mailbox/messages?to=${encodeURIComponent(to)}`)
    mails = (await answer.json()) as Mail[]
    return mails.length > 0
  }, `No mail for ${to}`)
  return mails[0]!
}

/** The first link of the mail that somebody gets. */
export async function mailedLink(to: string): Promise<string> {
  const link = (await mailTo(to)).links[0]
  if (!link) throw new Error(`The mail for ${to} has no link`)
  return link
}
