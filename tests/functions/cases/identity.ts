import { expect } from 'vitest'
import { only } from '../../db/support/inbox.ts'
import type { Outcomes } from '../support/cases.ts'

/** Who is who: addresses and names. */
export const identityOutcomes: Outcomes = {
  'evolution/04_hosted_lid_with_hosted_phone': ({ threads, messages }) => {
    expect(only(threads)).toMatchObject({
      phone: '+5511900000104',
      reply_address: '5511900000104@s.whatsapp.net',
      contact_name: 'Pessoa Exemplo',
    })
    expect(only(messages).body).toBe('mensagem de quem usa o aplicativo e a API oficial')
  },
  'evolution/07_mexico_521_and_52': ({ threads, messages }) => {
    expect(only(threads)).toMatchObject({ phone: '+525500000107', last_message_direction: 'outbound' })
    expect(messages).toHaveLength(2)
  },
  'evolution/12_group_subject': ({ threads, messages }) => {
    expect(only(threads)).toMatchObject({ contact_name: 'Equipe da recepcao 2027', is_group: true })
    expect(only(messages).author_name).toBe('Bia')
  },
  'evolution/13_group_author_without_name': ({ messages }) => {
    expect(only(messages).author_name).toBe('+5511900000113')
  },
  'evolution/14_name_of_the_address_book': ({ threads }) => {
    expect(only(threads).contact_name).toBe('Maria Unimed (paciente)')
  },
  'evolution/16_own_number_as_alternative_address': ({ threads, messages }) => {
    expect(threads.map(({ thread_key, phone, contact_name }) => [thread_key, phone, contact_name])).toEqual([
      ['whatsapp:lid:400000000000116', null, 'Ana'],
      ['whatsapp:lid:400000000000117', null, 'Beto'],
    ])
    expect(messages).toHaveLength(2)
  },
  'twilio/01_sender_without_phone_bsuid': ({ threads, messages }) => {
    expect(only(threads)).toMatchObject({
      thread_key: 'whatsapp:user:BR.1000000000000201',
      phone: null,
      contact_name: 'Pessoa Exemplo',
      reply_address: 'whatsapp:BR.1000000000000201',
    })
    expect(only(messages).body).toBe('Oi, quero marcar uma consulta')
  },
  'twilio/02_opt_out_type_stop': ({ threads, messages }) => {
    expect(only(threads).opted_out).toBe(true)
    expect(only(messages)).toMatchObject({ body: 'Chega', opt_effect: 'opt_out' })
  },
}
