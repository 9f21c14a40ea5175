import { z } from 'zod'
import { can } from '#domain/actor.ts'
import { Missing, type Refusal } from '#domain/outcome.ts'
import { currentSession } from '#features/access/guard.ts'
import { downloadReport } from '#features/reports/commands.ts'
import { denied, file, sentence, signInFirst } from '../../answers.ts'

/** Hands out the PDF of a report. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const state = await currentSession()
  if (state.kind !== 'present') return signInFirst()
  const { actor } = state.present
  if (!can(actor, 'reports:read')) return denied('reports:read')
  const { id } = await params
  if (!z.uuid().safeParse(id).success) return sentence(404, notThere)
  try {
    const report = await downloadReport(actor, id)
    if (!report.ok) return sentence(409, report)
    return file(report.value.bytes, report.value.name, 'application/pdf')
  } catch (error) {
    if (error instanceof Missing) return sentence(404, notThere)
    throw error
  }
}

const notThere: Refusal = { ok: false, reason: 'reportMissing' }
