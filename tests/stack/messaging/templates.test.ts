import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clearFaults, Desk, Patient, setFaults, settled, type Message } from './support.ts'

/** A row of `message_templates`, as far as these tests look at it. */
interface Template {
  id: string
  name: string
  status: string
}

const ladder = ['queued', 'sending', 'sent', 'delivered', 'read']
const values = { 1: 'Bia', 2: '02/12', 3: '9h' }
const text = 'Olá, Bia! Sua consulta está marcada para 02/12, às 9h. Podemos confirmar a sua presença?'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open('twilio')
  await desk.listen()
})
afterEach(clearFaults)
afterAll(() => desk.close())

async function templates(): Promise<Template[]> {
  const { data, error } = await desk.client.rpc('list_message_templates', { p_tenant_id: desk.tenantId })
  if (error) throw error
  return data as Template[]
}

/** Somebody whose number the clinic typed in, and who never wrote. */
async function newPatient(): Promise<Patient> {
  const patient = new Patient('twilio')
  const { error } = await desk.client.rpc('start_conversation', {
    p_tenant_id: desk.tenantId,
    p_phone: patient.phone,
    p_name: patient.name,
  })
  if (error) throw error
  return patient
}

async function sendTemplate(patient: Patient, variables: Record<string, string> = values) {
  const template = (await templates()).find(({ name }) => name === 'confirmacao_consulta')
  return desk.sends(patient, '', { body: undefined, template: { id: template?.id, variables } })
}

test('the demo clinic has its templates from the first start on', async () => {
  expect((await templates()).map(({ name, status }) => `${name} ${status}`)).toEqual([
    'confirmacao_consulta approved',
    'lembrete_consulta approved',
    'pesquisa_satisfacao approved',
    'sessao_online approved',
    'novos_horarios pending',
  ])
})

test('a look at the provider’s list answers with the same rows', async () => {
  const answer = await desk.call('sync-whatsapp-templates', { tenant_id: desk.tenantId })
  expect(answer.status).toBe(200)
  const { templates: looked } = (await answer.json()) as { templates: Template[] }
  expect(looked).toEqual(await templates())
})

describe('to somebody who never wrote', () => {
  test('a text is refused, a template arrives, and its ticks climb live', async () => {
    const patient = await newPatient()
    expect(await desk.sends(patient, 'Bom dia')).toMatchObject({
      status: 409,
      body: { code: 'outside_24h_window' },
    })
    const { status, body } = await sendTemplate(patient)
    expect(status).toBe(200)
    const sent = body.message!
    expect(sent).toMatchObject({ body: text, kind: 'text', content: { template: { variables: values } } })
    const own = ({ id }: Message) => id === sent.id
    await expect.poll(() => desk.shown(own).at(-1)?.status, { timeout: 10_000 }).toBe('delivered')
    await patient.reads()
    await expect.poll(() => desk.shown(own).at(-1)?.status, { timeout: 10_000 }).toBe('read')
    const steps = desk.shown(own).map((shown) => ladder.indexOf(shown.status))
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(await patient.texts()).toEqual([text])
  })

  test('an answer opens the conversation for texts', async () => {
    const patient = await newPatient()
    await sendTemplate(patient)
    await patient.writes('Confirmo')
    await desk.accepts(patient, 'Obrigado!')
    await settled()
    expect(await patient.texts()).toEqual([text, 'Obrigado!'])
  })

  test('a template whose answer was lost, and that nobody reports, arrives once', async () => {
    const patient = await newPatient()
    await setFaults('twilio', { dropAfterAccept: 1, noCallbacks: true })
    const { status, body } = await sendTemplate(patient)
    expect([status, body.message?.status]).toEqual([202, 'sending'])
    await desk.age(body.message!)
    await expect
      .poll(async () => (await desk.jobOf(body.message!))?.state, { timeout: 15_000 })
      .toBe('finished')
    await settled()
    expect(await patient.texts()).toEqual([text])
    expect(await desk.outbound(patient)).toMatchObject([{ status: 'sent', body: text }])
  })
})
