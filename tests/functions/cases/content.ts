import { expect } from 'vitest'
import { only } from '../../db/support/inbox.ts'
import type { Outcomes } from '../support/cases.ts'

/** What was said, and what became of it. */
export const contentOutcomes: Outcomes = {
  'evolution/01_edited_text_then_update_says_DELETED': ({ threads, messages }) => {
    const message = only(messages)
    expect(message).toMatchObject({ body: 'chego as 15h', deleted_at: null })
    expect(message.edited_at).not.toBeNull()
    expect(only(threads)).toMatchObject({ last_message_preview: 'chego as 15h', last_message_kind: 'text' })
  },
  'evolution/02_pix_key_card_without_body': ({ threads, messages }) => {
    expect(only(messages)).toMatchObject({
      kind: 'pix',
      content: { pix: { name: 'Estudio Exemplo', key_type: 'EMAIL', key: 'pix@exemplo.test' } },
    })
    expect(only(threads)).toMatchObject({
      last_message_kind: 'pix',
      last_message_preview: 'PIX · Estudio Exemplo · pix@exemplo.test',
    })
  },
  'evolution/03_view_once_without_content': ({ threads, messages }) => {
    expect(only(messages)).toMatchObject({ kind: 'view_once', content: { view_once: true } })
    expect(only(threads)).toMatchObject({ unread_count: 1, last_message_kind: 'view_once' })
  },
  'evolution/05_caption_edited_in_messages_update': ({ threads, messages }) => {
    expect(only(messages)).toMatchObject({ kind: 'image', body: 'exame dia 12' })
    expect(only(messages).edited_at).not.toBeNull()
    expect(only(threads).last_message_preview).toBe('exame dia 12')
  },
  'evolution/06_secret_encrypted_edit': ({ threads, messages }) => {
    expect(only(messages)).toMatchObject({ body: 'posso ir na quinta', content: { edit_unknown: true } })
    expect(only(messages).edited_at).not.toBeNull()
    expect(only(threads)).toMatchObject({ unread_count: 1, last_message_preview: 'posso ir na quinta' })
  },
  'evolution/08_answered_on_the_phone': ({ threads, messages }) => {
    expect(messages).toHaveLength(3)
    expect(only(threads)).toMatchObject({ unread_count: 0, last_message_preview: 'Temos sim, as 15h' })
  },
  'evolution/09_template_four_row': ({ messages }) => {
    expect(only(messages)).toMatchObject({
      kind: 'text',
      body: 'Seu exame e amanha as 9h',
      content: { header: 'Lembrete', footer: 'Laboratorio Exemplo', buttons: ['Confirmar'] },
    })
  },
  'evolution/10_carousel': ({ threads, messages }) => {
    expect(only(messages).body).toBe('Plano A: Quatro sessoes\nPlano B: Oito sessoes')
    expect(only(threads).last_message_preview).toBe('Plano A: Quatro sessoes Plano B: Oito sessoes')
  },
  'evolution/11_quoted_message_that_is_not_here': ({ messages }) => {
    expect(only(messages)).toMatchObject({
      body: 'isso ainda vale?',
      reply_to_provider_id: '3EB0BEFOREWEWERETHERE',
      content: { quoted: { kind: 'text', body: 'Avaliacao gratis ate sexta', by: 'us' } },
    })
  },
  'evolution/15_poll_results_in_update': ({ threads, messages }) => {
    expect(only(messages)).toMatchObject({
      kind: 'poll',
      content: { options: ['Manha', 'Tarde'], votes: [{ by: 'contact', options: ['Tarde'] }] },
    })
    expect(threads).toHaveLength(1)
  },
  'evolution/17_nine_megabytes_inline': ({ messages }) => {
    expect(only(messages)).toMatchObject({
      kind: 'video',
      body: 'video do machucado',
      media: { mime_type: 'video/mp4', seconds: 30, size: 9_000_000, state: 'remote' },
    })
  },
  'evolution/18_flow_answers': ({ threads, messages }) => {
    expect(only(messages)).toMatchObject({
      kind: 'form',
      body: 'nome: Pessoa Exemplo\nconvenio: Particular\ndia: 2026-12-03',
    })
    expect(JSON.stringify([messages, threads])).not.toContain('flow_token')
  },
  'twilio/03_flow_answers': ({ messages }) => {
    expect(only(messages)).toMatchObject({
      kind: 'form',
      body: 'nome: Pessoa Exemplo\nconvenio: Particular',
    })
    expect(JSON.stringify(messages)).not.toContain('flow_token')
  },
}
