import { type Sandbox, type SandboxOptions, startSandbox } from '../server.ts'
import type { State } from '../state.ts'
import { type BuildOptions, type Built, build } from './build.ts'
import { openPages } from './pages.ts'
import { since } from './rows.ts'

export type ScaleSandbox = Sandbox & Pick<Built, 'rows' | 'truth'>

/**
 * The stand-in with a tenant of any size. Everything but devices, identities and licences is answered as by the small
 * one; those come from pages in the folder, written now where they are not there yet. The tenant cannot be changed.
 */
export const startScaleSandbox = async (
  folder: string,
  options: BuildOptions,
  server: Pick<SandboxOptions, 'port' | 'warn' | 'throttleEvery'> = {},
): Promise<ScaleSandbox> => {
  const built = build(folder, options)
  const pages = openPages(folder, built)
  const sandbox = await startSandbox({ ...server, state: fixedState(built, pages) })
  const close = async () => {
    await sandbox.close()
    pages.close()
  }
  return { ...sandbox, close, rows: built.rows, truth: built.truth }
}

const fixedState = ({ tenant, truth }: Built, pages: State['pages']): State => ({
  now: () => new Date(),
  tenant: () => tenant,
  world: () => ({ tenant, since, revocations: [], revocationLasts: 0 }),
  truth: () => truth,
  pages,
  change: () => {
    throw new RangeError('The tenant of written pages cannot be changed.')
  },
  reset: () => {},
})
