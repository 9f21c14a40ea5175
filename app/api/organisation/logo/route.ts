import { Missing } from '#domain/outcome.ts'
import { downloadLogo } from '#features/organisations/logo.ts'
import { admitted, file } from '../../answers.ts'

/** The organisation's logo, as the settings show it. */
export async function GET(): Promise<Response> {
  const { actor, answer } = await admitted('organisations:read')
  if (answer) return answer
  try {
    return file(await downloadLogo(actor), 'logo.png', 'image/png')
  } catch (error) {
    if (error instanceof Missing) return new Response(null, { status: 404 })
    throw error
  }
}
