import { Hono } from 'hono'
import { uuid } from '../core/ids.ts'
import type { World } from '../world.ts'

/** Where a profile picture lies: signed anew every time, as WhatsApp does. */
export function pictureUrl(world: World, picture: string | undefined): string | null {
  return picture ? `${world.url}/evolution-cdn/${picture}?oh=${uuid()}` : null
}

/** The host that keeps the profile pictures. */
export function pictureRoutes(world: World): Hono {
  const routes = new Hono()
  routes.get('/:picture', async (context) => {
    const file = world.media.get(context.req.param('picture'))
    if (!file) return context.text('NoSuchKey', 404)
    return context.body(new Uint8Array(await world.media.read(file)), 200, { 'content-type': file.mimetype })
  })
  return routes
}
