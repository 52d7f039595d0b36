import { expect, test } from 'vitest'
import type { Mail } from '../../supabase/functions/_shared/platform/mail.ts'
import { createHandler } from '../../supabase/functions/send-invitation/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { appUrl, command, createFunctions } from './support/functions.ts'

const { account: deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))

async function invite(
  sendMail: ((mail: Mail) => Promise<void>) | null,
  email: Parameters<typeof command>[1] = 'admin@aurora.test',
) {
  const request = await command('send-invitation', email, {
    tenant_id: aurora.id,
    email: 'nova@exemplo.test',
    role: 'operator',
  })
  const response = await createHandler({ ...deps, sendMail })(request)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('mails the link and answers it, without the bare token', async () => {
  const mails: Mail[] = []
  const { status, body } = await invite((mail) => Promise.resolve(void mails.push(mail)))
  expect([status, body.mailed, body.email, body.role]).toEqual([200, true, 'nova@exemplo.test', 'operator'])
  expect(String(body.link)).toMatch(new RegExp(`^${appUrl}/convite/[\\w-]{20,}$`))
  expect(body).not.toHaveProperty('token')
  expect(mails).toEqual([
    expect.objectContaining({ to: 'nova@exemplo.test', subject: `Convite para a equipe de ${aurora.name}` }),
  ])
  expect(mails[0]?.text).toContain(String(body.link))
})

test('stands when there is no mail server, or it fails', async () => {
  expect((await invite(null)).body).toMatchObject({ mailed: false })
  expect((await invite(() => Promise.reject(new Error('refused')))).body).toMatchObject({ mailed: false })
})

test('is for administrators of the clinic', async () => {
  for (const email of ['recepcao@aurora.test', 'admin@horizonte.test'] as const) {
    expect((await invite(null, email)).status).toBe(403)
  }
})
