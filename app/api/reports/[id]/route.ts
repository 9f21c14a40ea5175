import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { can } from '#domain/actor.ts'
import { Missing, type Refusal } from '#domain/outcome.ts'
import { currentSession } from '#features/access/guard.ts'
import { downloadReport } from '#features/reports/commands.ts'

/**
 * Hands out the PDF of a report. It is always saved and never shown, because a browser's own viewer would run what
 * is inside it on this origin.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const state = await currentSession()
  if (state.kind !== 'present') return sentence(401, { ok: false, reason: 'signInFirst' })
  const { actor } = state.present
  if (!can(actor, 'reports:read')) return sentence(403, await denied())
  const { id } = await params
  if (!z.uuid().safeParse(id).success) return sentence(404, notThere)
  try {
    const file = await downloadReport(actor, id)
    if (!file.ok) return sentence(409, file)
    const { bytes, name } = file.value
    return new Response(bytes, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof Missing) return sentence(404, notThere)
    throw error
  }
}

const notThere: Refusal = { ok: false, reason: 'reportMissing' }

const denied = async (): Promise<Refusal> => {
  const permission = (await getTranslations('permissions'))('reports:read')
  return { ok: false, reason: 'denied', values: { permission } }
}

const sentence = async (status: number, { reason, values }: Refusal): Promise<Response> => {
  const t = await getTranslations('refusals')
  return new Response(`${t(reason, values)}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' },
  })
}
