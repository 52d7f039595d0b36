import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { openConversation } from '../support/outbox.ts'
import { beginChat } from '../support/shop-chats.ts'
import { openShop } from '../support/shop.ts'

const db = await createDatabase()

describe('get_shop_chat', () => {
  it('says who they say they are, and nothing of another conversation', () =>
    db.rolledBack(async (session) => {
      await openShop(session, { has_chat: true })
      const { thread_key } = await beginChat(session)
      await openConversation(session)
      const get = (key: string) =>
        session.asUser('terapeuta@aurora.test', async (sql) => {
          const [row] = await sql`select public.get_shop_chat(${aurora.id}, ${key}) as value`
          return row!.value as unknown
        })
      expect(await get(thread_key)).toEqual({
        full_name: 'Camila Duarte',
        phone: '+5511977771234',
        created_at: expect.any(String),
        patients: [],
      })
      expect(await get(`whatsapp:${mariana}`)).toBeNull()
    }))

  itIsForMembers(db, (sql) => sql`select public.get_shop_chat(${aurora.id}, 'shop_chat:user:x')`)
})
