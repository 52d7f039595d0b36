import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { followNavigation, patchAddress } from './address'

const page = { template: '' }

async function openAt(address: string): Promise<Router> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/extrato', component: page },
      { path: '/outra', component: page },
    ],
  })
  await router.push(address)
  return router
}

const addressOf = (router: Router) => router.currentRoute.value.fullPath

/** Waits until what was asked for has happened. */
const settled = (router: Router, address: string) => expect.poll(() => addressOf(router)).toBe(address)

describe('patchAddress', () => {
  it('changes its own keys and leaves those of others', async () => {
    const router = await openAt('/extrato?voltar=1&tipo=uso')
    patchAddress(router, { tipo: undefined, periodo: '7' })
    await settled(router, '/extrato?voltar=1&periodo=7')
  })

  it('makes one step of what changes at the same moment', async () => {
    const router = await openAt('/extrato')
    patchAddress(router, { a: '1' }, { step: true })
    patchAddress(router, { b: '2' })
    await settled(router, '/extrato?a=1&b=2')
    router.back()
    await settled(router, '/extrato')
  })

  it('loses nothing that changes while a navigation is on its way', async () => {
    const router = await openAt('/extrato')
    let open = () => {}
    const gate = new Promise<void>((done) => (open = done))
    let isWaiting = false
    const remove = router.beforeEach(() => {
      isWaiting = true
      return gate
    })
    patchAddress(router, { a: '1' })
    await expect.poll(() => isWaiting).toBe(true)
    patchAddress(router, { b: '2' })
    open()
    await settled(router, '/extrato?a=1&b=2')
    remove()
  })

  it('replaces what is no step: the way back leaves the page', async () => {
    const router = await openAt('/outra')
    await router.push('/extrato')
    patchAddress(router, { busca: 'ana' })
    await settled(router, '/extrato?busca=ana')
    router.back()
    await settled(router, '/outra')
  })

  it('does not turn back whoever is leaving, and leaves the next page alone', async () => {
    const router = await openAt('/extrato')
    followNavigation(router)
    const leaving = router.push('/outra')
    patchAddress(router, { a: '1' })
    await leaving
    patchAddress(router, { b: '2' })
    await settled(router, '/outra?b=2')
  })
})
