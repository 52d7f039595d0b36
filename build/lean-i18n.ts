import { baseCompile } from '@intlify/message-compiler'
import type { Plugin } from 'vite'

/** A text of `src/locales`, or the texts under a name. */
type Texts = { [name: string]: string | Texts }

/**
 * Takes out of the built app what vue-i18n brings but nobody uses: 18 kB compressed on every page.
 *
 * - It looks for an export that only Vue 3.6 may have through `import * as Vue`, which keeps all of Vue.
 * - It compiles texts in the browser; here they are compiled while building, and the compiler stays behind.
 */
export function leanI18n(): Plugin {
  return {
    name: 'lean-i18n',
    apply: 'build',
    config: () => ({
      define: {
        __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
        __INTLIFY_PROD_DEVTOOLS__: 'false',
        __VUE_I18N_FULL_INSTALL__: 'false',
        __VUE_I18N_LEGACY_API__: 'false',
      },
    }),
    transform: {
      order: 'pre',
      handler(code, id) {
        if (/[\\/]src[\\/]locales[\\/].+\.json$/.test(id)) {
          return { code: JSON.stringify(compileTexts(JSON.parse(code) as Texts)), map: null }
        }
        if (!/[\\/]vue-i18n[\\/]dist[\\/]vue-i18n\.mjs$/.test(id)) return null
        if (!vueLookup.test(code)) this.error('vue-i18n has changed: see whether leanI18n is still needed.')
        return { code: code.replace(vueLookup, 'return Vue.getCurrentInstance();'), map: null }
      },
    },
  }
}

const vueLookup =
  /const key = 'currentInstance';\s*if \(key in Vue\) \{\s*return Vue\[key\];\s*\}\s*else \{\s*return Vue\.getCurrentInstance\(\);\s*\}/

/** Every text as the tree that vue-i18n would make of it. */
function compileTexts(texts: Texts): object {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === 'string' ? compileText(text) : compileTexts(text),
    ]),
  )
}

function compileText(text: string): unknown {
  return baseCompile(text, { jit: true, minify: true, location: false, onError: fail }).ast

  function fail(error: Error): never {
    throw new Error(`The text "${text}" is not well formed: ${error.message}`)
  }
}
