import type { Plugin } from 'vite'

/** What the client of Auth brings and Zelo does not use: passkeys and crypto wallets. */
const unused = /[\\/]@supabase[\\/]auth-js[\\/].+[\\/](lib[\\/]webauthn|lib[\\/]web3[\\/]ethereum)\.js$/

/** Takes it out of the built app, 3 kB compressed on every page: each export becomes an empty class. */
export function leanAuth(): Plugin {
  return {
    name: 'lean-auth',
    apply: 'build',
    transform: {
      order: 'pre',
      handler(code, id) {
        if (!unused.test(id)) return null
        const names = [...code.matchAll(exported)]
        if (!names.length) this.error(`${id} has changed: see whether leanAuth is still needed.`)
        return {
          code: names.map(([, isDefault = '', name]) => `export ${isDefault}class ${name} {}`).join('\n'),
          map: null,
        }
      },
    },
  }
}

const exported = /^export (default )?(?:async )?(?:function|const|class) (\w+)/gm
