import { expect, test } from 'vitest'
import { Desk, Patient, providers } from './support.ts'

test.each(providers)('through %s a person opts out, is left alone, and comes back', async (provider) => {
  const desk = await Desk.open(provider)
  const patient = new Patient(provider)
  await patient.writes('Oi')
  await desk.accepts(patient, 'Olá!')

  await patient.writes('PARAR!')
  await expect.poll(() => desk.thread(patient)).toMatchObject({ opted_out: true })
  await expect.poll(() => patient.texts(), { timeout: 15_000 }).toHaveLength(2)
  expect((await patient.texts())[1]).toMatch(/não receberá mais mensagens/)
  expect((await desk.outbound(patient)).at(-1)).toMatchObject({ origin: 'automation' })

  await patient.writes('parar')
  expect(await patient.texts()).toHaveLength(2)
  // a colleague may still answer
  await desk.accepts(patient, 'Anotado.')
  expect(await patient.texts()).toHaveLength(3)

  await patient.writes('Voltar')
  await expect.poll(() => desk.thread(patient)).toMatchObject({ opted_out: false })
  await expect.poll(() => patient.texts(), { timeout: 15_000 }).toHaveLength(4)
  expect((await patient.texts())[3]).toMatch(/de volta/)
  await desk.accepts(patient, 'Bem-vinda de volta')
  expect(await patient.texts()).toHaveLength(5)

  await patient.writes('Posso parar de tomar o remédio?')
  expect(await desk.thread(patient)).toMatchObject({ opted_out: false })
  await desk.close()
})
