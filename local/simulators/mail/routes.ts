import { Hono } from 'hono'
import type { Mailbox } from './mailbox.ts'

/** `/mailbox`: what the product mailed. The list for people is a panel of /simulador. */
export function mailboxRoutes(mailbox: Mailbox): Hono {
  const routes = new Hono()
  routes.get('/', (context) => context.redirect('/simulador#correio'))
  routes.get('/messages', (context) => context.json(mailbox.list(context.req.query('to'))))
  routes.get('/messages/:id', (context) => {
    const mail = mailbox.get(context.req.param('id'))
    return mail ? context.json(mail) : context.json({ message: 'No such mail.' }, 404)
  })
  routes.delete('/messages', (context) => {
    mailbox.clear()
    return context.body(null, 204)
  })
  return routes
}
