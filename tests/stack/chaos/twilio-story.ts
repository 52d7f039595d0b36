import { demoTwilio } from '../../../local/demo.ts'
import { formBody, inboundParams } from '../../../local/simulators/twilio/payloads.ts'
import { sign } from '../../../local/simulators/twilio/signature.ts'
import type { Story } from './model.ts'
import type { Random } from './random.ts'

const inbound = 21

/** One conversation through Twilio. It reports neither edits nor deletions; ticks come from the simulator itself. */
export function twilioStory(random: Random, url: string, phone: string, run: string): Story {
  const story: Story = { webhooks: [], messages: [] }
  for (let count = 0; count < inbound; count += 1) {
    const id = `SM${run}${phone}N${count}`
    const body = `paciente ${id}`
    const params = inboundParams({
      accountSid: demoTwilio.accountSid,
      from: `+${phone}`,
      to: demoTwilio.from,
      sid: id,
      body,
      profileName: 'Paciente',
      ...(random.once(6)
        ? { media: [{ url: 'https://api.twilio.com/media/1', contentType: 'image/jpeg' }] }
        : {}),
    })
    story.webhooks.push({
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(demoTwilio.authToken, url, new URLSearchParams(params)),
      },
      body: formBody(params),
    })
    story.messages.push({
      id,
      provider: 'twilio',
      phone: `+${phone}`,
      direction: 'inbound',
      body,
      status: 'received',
      emoji: null,
      edited: false,
      deleted: false,
    })
  }
  return story
}
