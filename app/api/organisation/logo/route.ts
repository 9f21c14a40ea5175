import { can } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { currentSession } from '#features/access/guard.ts'
import { downloadLogo } from '#features/organisations/logo.ts'
import { denied, file, signInFirst } from '../../answers.ts'

/** The organisation's logo, as the settings show it. */
export async function GET(): Promise<Response> {
  const state = await currentSession()
  if (state.kind !== 'present') return signInFirst()
  const { actor } = state.present
  if (!can(actor, 'organisations:read')) return denied('organisations:read')
  try {
    return file(await downloadLogo(actor), 'logo.png', 'image/png')
  } catch (error) {
    if (error instanceof Missing) return new Response(null, { status: 404 })
    throw error
  }
}
